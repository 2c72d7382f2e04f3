import { useState } from 'react';

export interface Draft {
  values: Readonly<Record<string, unknown>>;
  /** What was wrong with it when it was last sent. */
  fault: string;
}

/** Corrections that were typed and not saved, by row and field: walking on to another row loses none of them. */
export function useDrafts() {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map());
  const key = (rowId: string, field: string): string => `${rowId}/${field}`;
  return {
    of: (rowId: string, field: string): Draft | undefined => drafts.get(key(rowId, field)),
    keep: (rowId: string, field: string, draft: Draft): void =>
      setDrafts((old) => new Map(old).set(key(rowId, field), draft)),
    drop: (rowId: string, field: string): void =>
      setDrafts((old) => {
        const next = new Map(old);
        next.delete(key(rowId, field));
        return next;
      }),
  };
}
