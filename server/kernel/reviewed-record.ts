import type { EntityName } from '@mikro-orm/core';
import type { Em } from '../db/database.ts';
import type { Actor } from './actor.ts';
import { keepVersion } from './audit.ts';
import { assertCodesOn, type OffCodes } from './code-switches.ts';
import { AppError } from './errors.ts';
import { newId } from './ids.ts';
import { mergeContent } from './record-content.ts';
import type { Finding } from './text-check.ts';

/** A newer content under way beside the published one (handbook section 4). */
export interface RecordRevision<C> {
  status: string;
  content: C;
  by: string | null;
  updatedAt: string;
}

/** What achievements and demands have in common: a content that is drafted, reviewed, published and confirmed. */
export interface ReviewedRow<C> {
  id: string;
  version: number;
  status: string;
  organisationId: string;
  title: string;
  content: C;
  revision?: RecordRevision<C> | null | undefined;
  publishedAt?: Date | null | undefined;
  confirmedAt?: Date | null | undefined;
  updatedAt: Date;
}

/** One of the two kinds, as the shared steps need to know it. */
export interface RecordKind<Row extends ReviewedRow<C>, C extends object> {
  entity: 'achievement' | 'demand';
  codePrefix: 'ACH' | 'DEM';
  type: EntityName<Row>;
  /** States whose content is edited in place, and those that are edited as a revision beside. */
  editInPlace: readonly Row['status'][];
  editAsRevision: readonly Row['status'][];
  /** State of a record that is closed for good without having run its course. */
  closed: Row['status'];
  /** What an edit comes to beside the content it was made of, before the check. */
  received?(edit: C, kept: C): C;
  /** @throws AppError VALIDATION_FAILED that names each field */
  check(content: C, now: Date): C;
  /** Puts a content into the row, with the columns that are copied from it. */
  put(row: Row, content: C): void;
}

type Editable<Row extends ReviewedRow<C>, C extends object> = Pick<
  RecordKind<Row, C>,
  'editInPlace' | 'editAsRevision'
>;

/** In place before publication, as a revision later; a revision under review waits for its word. */
export const canBeEdited = <Row extends ReviewedRow<C>, C extends object>(
  kind: Editable<Row, C>,
  row: Pick<Row, 'status' | 'revision'>,
): boolean =>
  kind.editInPlace.includes(row.status) ||
  (kind.editAsRevision.includes(row.status) && (row.revision == null || row.revision.status === 'DRAFT'));

/** Writes an edit where it belongs: into the record, or into the revision beside a published one. */
export function writeEdit<Row extends ReviewedRow<C>, C extends object>(
  kind: RecordKind<Row, C>,
  actor: Actor,
  row: Row,
  patch: C,
  now: Date,
  off: OffCodes,
): void {
  const isInPlace = kind.editInPlace.includes(row.status);
  const kept = isInPlace ? row.content : (row.revision?.content ?? row.content);
  const content = kind.check(mergeContent(kept, kind.received?.(patch, kept) ?? patch), now);
  assertCodesOn(content, kept, off, 'content.');
  if (isInPlace) kind.put(row, content);
  else
    row.revision = {
      status: 'DRAFT',
      content,
      by: actor.userId,
      updatedAt: now.toISOString(),
    };
  row.updatedAt = now;
}

/** A step of the review on the revision: the new content takes the place of the old one, which is kept, or the revision moves on. */
export function moveRevision<Row extends ReviewedRow<C>, C extends object>(
  kind: RecordKind<Row, C>,
  em: Em,
  actor: Actor,
  row: Row,
  to: string,
  now: Date,
): void {
  const revision = row.revision!;
  if (to !== 'PUBLISHED') {
    row.revision = { ...revision, status: to, updatedAt: now.toISOString() };
    return;
  }
  keepVersion(em, actor, now, kind.entity, row);
  kind.put(row, revision.content);
  row.revision = null;
  row.confirmedAt = now;
}

/** Columns of a record that has not been reviewed yet, save those of its own kind. */
export const newRow = <C extends object, S extends string>(
  actor: Actor,
  now: Date,
  row: {
    code: string;
    status: S;
    organisationId: string;
    content: C & { title?: string | undefined };
    source?: { batchId: string; row: number };
  },
) => ({
  id: newId(now.getTime()),
  code: row.code,
  status: row.status,
  organisationId: row.organisationId,
  title: row.content.title ?? '',
  content: row.content as C,
  revision: null,
  publishedAt: null,
  confirmedAt: null,
  sourceBatchId: row.source?.batchId ?? null,
  sourceRow: row.source?.row ?? null,
  createdAt: now,
  updatedAt: now,
  createdBy: actor.userId,
});

/** What a text must be to go to review and to be published. @throws AppError INCOMPLETE or TEXT_BLOCKED that names each field */
export function assertPresentable(
  missing: readonly { field: string; message: string }[],
  findings: readonly Finding[],
): void {
  if (missing.length)
    throw new AppError('INCOMPLETE', {
      fields: missing.map((item) => ({ path: `content.${item.field}`, code: item.message })),
    });
  const blocked = findings.filter((finding) => finding.level === 'BLOCK');
  if (blocked.length)
    throw new AppError('TEXT_BLOCKED', {
      fields: blocked.map((finding) => ({ path: `content.${finding.field}`, code: finding.code.toLowerCase() })),
    });
}

/**
 * What goes to review holds no code that was switched off, unless the published copy holds it in the same field.
 * @throws AppError VALIDATION_FAILED that names each field
 */
export const assertCodesForReview = <C extends object>(row: ReviewedRow<C>, content: C, off: OffCodes): void =>
  assertCodesOn(content, row.publishedAt ? row.content : null, off, 'content.');

/** @throws AppError REASON_REQUIRED when the step needs a reason and none came */
export function assertReason(
  rule: { needsReason?: boolean },
  input: { comment: string; reasonCode: string | null },
): void {
  if (rule.needsReason && !input.comment && !input.reasonCode)
    throw new AppError('REASON_REQUIRED', { fields: [{ path: 'comment', code: 'required' }] });
}
