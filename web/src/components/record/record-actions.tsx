import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../lib/api-client.ts';
import { isStatus } from '../../lib/api-error.ts';
import { paths } from '../../lib/paths.ts';
import { useHasRole } from '../../lib/session.ts';
import { toast } from '../toasts.tsx';
import type { RecordSpec } from './field-spec.ts';
import { keepRecord } from './records.queries.ts';
import { TransitionDialog, type TransitionRequest } from './transition-dialog.tsx';

/** Steps of the review are taken on its own page, with their checklists. */
const REVIEW = ['instituteApprove', 'publish', 'return', 'accept', 'refine', 'refined', 'reject'];

interface RecordActionsProps {
  spec: RecordSpec;
  view: {
    id: string;
    version: number;
    canEdit: boolean;
    allowedEvents: readonly string[];
    missing: readonly unknown[];
  };
  editHref: string;
}

/** What the reader may do with the record now. */
export function RecordActions({ spec, view, editHref }: RecordActionsProps) {
  const { t } = useTranslation('desk');
  const client = useQueryClient();
  const isStaff = useHasRole('operator', 'technologyManager');
  const [asked, setAsked] = useState<string | null>(null);
  const run = async (request: TransitionRequest): Promise<void> => {
    try {
      const next = await api.post<{ id: string }>(`/${spec.words}/${view.id}/transitions`, {
        version: view.version,
        ...request,
      });
      keepRecord(client, spec.words, next);
      toast.success(t('desk:action.done', { action: t(`desk:event.${request.event}`) }));
    } catch (error) {
      if (isStatus(error, 409)) void client.invalidateQueries({ queryKey: ['record', spec.words, view.id] });
      throw error;
    }
  };
  const own = view.allowedEvents.filter(
    (event) => !REVIEW.includes(event) && (event !== 'submit' || !view.missing.length),
  );
  const hasReview = view.allowedEvents.some((event) => REVIEW.includes(event));
  return (
    <>
      {view.canEdit ? (
        <Link className="fx-btn fx-btn--primary" to={editHref}>
          {t('desk:action.edit')}
        </Link>
      ) : null}
      {hasReview ? (
        <Link
          className="fx-btn"
          to={`${isStaff ? paths.staffReview : paths.deskReview}?kind=${spec.words}&id=${view.id}`}
        >
          {t('desk:action.toReview')}
        </Link>
      ) : null}
      {own.map((event) => (
        <button key={event} type="button" className="fx-btn" onClick={() => setAsked(event)}>
          {t(`desk:event.${event}`)}
        </button>
      ))}
      {asked ? (
        <TransitionDialog
          key={asked}
          event={asked}
          achievementId={spec.words === 'achievements' ? view.id : undefined}
          onClose={() => setAsked(null)}
          run={run}
        />
      ) : null}
    </>
  );
}
