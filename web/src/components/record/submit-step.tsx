import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { confirm } from '../dialog.tsx';
import { toast } from '../toasts.tsx';
import type { DraftStore } from './draft-store.ts';
import type { Content, RecordSpec } from './field-spec.ts';
import { FindingsNote } from './findings-note.tsx';
import { findingsQuery } from './history-list.tsx';
import { ReaderPreview } from './reader-preview.tsx';
import { keepRecord } from './records.queries.ts';
import './record-page.css';

interface View {
  id: string;
  version: number;
  allowedEvents: readonly string[];
}

interface SubmitStepProps<V extends View> {
  spec: RecordSpec;
  store: DraftStore<V>;
  content: Content;
  view: V;
  missingCount: number;
  owner: string;
  firmNames?: readonly string[];
  /** What happens after submitting, in a sentence. */
  note: ReactNode;
  doneHref: string;
}

/** The last step: the record as others will read it, the text check, and the button. */
export function SubmitStep<V extends View>({
  spec,
  store,
  content,
  view,
  missingCount,
  owner,
  firmNames,
  note,
  doneHref,
}: SubmitStepProps<V>) {
  const { t } = useTranslation('desk');
  const client = useQueryClient();
  const navigate = useNavigate();
  const findings = useQuery({ ...findingsQuery(spec.words, view.id), staleTime: 0 });
  const blocked = (findings.data?.items ?? []).filter((item) => item.level === 'BLOCK').length;
  const submit = useMutation({
    mutationFn: async () => {
      const isSaved = await store.flush();
      if (!isSaved) return null;
      const { version } = store.getSnapshot().view;
      return api.post<V>(`/${spec.words}/${view.id}/transitions`, { version, event: 'submit', comment: '' });
    },
    onSuccess: (next) => {
      if (!next) {
        toast.warn(t('desk:submit.unsaved'));
        return;
      }
      store.adopt(next);
      keepRecord(client, spec.words, next);
      toast.success(t('desk:submit.done'));
      void navigate(doneHref);
    },
    onError: (error) => {
      if (error instanceof ApiError && error.fields.length) store.showErrors(error.fields);
      void findings.refetch();
      toast.error(error);
    },
  });
  const ask = async (): Promise<void> => {
    if (await confirm({ title: t('desk:submit.title'), body: note, confirmLabel: t('desk:submit.confirm') }))
      submit.mutate();
  };
  const isAllowed = view.allowedEvents.includes('submit');
  return (
    <div className="rc-check-step">
      <FindingsNote spec={spec} items={findings.data?.items ?? []} />
      <section aria-labelledby="rc-preview-title">
        <h3 id="rc-preview-title">{t('desk:preview.title')}</h3>
        <p className="rc-quiet">{t('desk:preview.body')}</p>
        <ReaderPreview spec={spec} content={content} owner={owner} {...(firmNames ? { firmNames } : {})} />
      </section>
      <div className="rc-submit">
        <p className="rc-quiet">
          {missingCount
            ? t('desk:submit.lacks', { count: missingCount })
            : blocked
              ? t('desk:submit.blocked', { count: blocked })
              : note}
        </p>
        <button
          type="button"
          className="fx-btn fx-btn--primary"
          disabled={missingCount > 0 || blocked > 0 || submit.isPending || !isAllowed}
          onClick={() => void ask()}
        >
          {t('desk:submit.button')}
        </button>
      </div>
    </div>
  );
}
