import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate, formatDateTime } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import type { RecordSpec } from './field-spec.ts';
import { RenewButton } from './renew-button.tsx';
import './record-page.css';

interface RecordStateProps {
  spec: RecordSpec;
  view: {
    id: string;
    status: string;
    revision: { status: string; updatedAt: string } | null;
    missing: readonly unknown[];
    publishedAt: string | null;
    confirmedAt: string | null;
    staleAt: string | null;
    canEdit: boolean;
    source: { batchId: string; row: number } | null;
  };
  title: string;
  editHref: string;
  children?: ReactNode;
}

/** Where the record stands and what it waits for, in sentences. */
export function RecordState({ spec, view, title, editHref, children }: RecordStateProps) {
  const { t } = useTranslation('desk');
  const me = useMe();
  const isStale = view.status === 'PUBLISHED' && view.staleAt !== null && Date.parse(view.staleAt) < Date.now();
  const isOpen = view.status === 'DRAFT' || view.status === 'REFINING' || view.revision?.status === 'DRAFT';
  return (
    <div className="rc-state">
      {isStale ? (
        <div className="fx-notice fx-notice--amber">
          <div>
            <b>{t('desk:renew.title')}</b>
            <p>{t('desk:renew.body', { date: formatDate(view.confirmedAt) })}</p>
          </div>
          <RenewButton kind={spec.words} id={view.id} title={title} />
        </div>
      ) : null}
      {view.revision ? (
        <div className="fx-notice">
          <div>
            <b>{t(`desk:revision.${view.revision.status}`)}</b>
            <p>{t('desk:revision.body', { at: formatDateTime(view.revision.updatedAt) })}</p>
          </div>
        </div>
      ) : null}
      {isOpen && view.missing.length ? (
        <div className="fx-notice fx-notice--amber">
          <span>
            {t('desk:missing.title', { count: view.missing.length })}
            {view.canEdit ? (
              <>
                {' '}
                <Link to={editHref}>{t('desk:record.continue')}</Link>
              </>
            ) : null}
          </span>
        </div>
      ) : null}
      <dl className="rc-facts">
        {view.publishedAt ? (
          <div>
            <dt>{t('desk:record.publishedAt')}</dt>
            <dd>{formatDate(view.publishedAt)}</dd>
          </div>
        ) : null}
        {view.confirmedAt ? (
          <div>
            <dt>{t('desk:record.confirmedAt')}</dt>
            <dd>{formatDate(view.confirmedAt)}</dd>
          </div>
        ) : null}
        {view.staleAt && !isStale ? (
          <div>
            <dt>{t('desk:record.staleAt')}</dt>
            <dd>{formatDate(view.staleAt)}</dd>
          </div>
        ) : null}
        {view.source ? (
          <div>
            <dt>{t('desk:record.source')}</dt>
            <dd>
              {me?.roles.includes('operator') ? (
                <Link to={paths.staffImport(view.source.batchId)}>
                  {t('desk:record.sourceRow', { row: view.source.row })}
                </Link>
              ) : (
                t('desk:record.sourceRow', { row: view.source.row })
              )}
            </dd>
          </div>
        ) : null}
        {children}
      </dl>
    </div>
  );
}
