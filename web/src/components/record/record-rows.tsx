import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate, formatRelative } from '../../lib/format.ts';
import { StatusTag } from '../status-tag.tsx';
import type { RecordSpec } from './field-spec.ts';
import './record.css';
import './record-list.css';

export interface RecordRow {
  id: string;
  code: string;
  title: string;
  status: string;
  revisionStatus: string | null;
  missingCount: number;
  isStale: boolean;
  updatedAt: string;
  /** Owner, team, manager: whatever tells the rows apart. */
  meta: string;
  clarity?: number;
  deadline?: string | null;
}

interface RecordRowsProps {
  spec: RecordSpec;
  rows: readonly RecordRow[];
  hrefOf: (row: RecordRow) => string;
  /** The one thing to do with a row, such as renewing or going on writing. */
  actionOf: (row: RecordRow) => ReactNode;
  label: string;
}

const OPEN = ['DRAFT', 'REFINING'];

/** Records as dense rows that fold into cards on phones. */
export function RecordRows({ spec, rows, hrefOf, actionOf, label }: RecordRowsProps) {
  const { t } = useTranslation('desk');
  return (
    <ul className="rc-records" aria-label={label}>
      {rows.map((row) => (
        <li key={row.id}>
          <div className="rc-records__main">
            <p className="rc-records__title">
              <Link to={hrefOf(row)}>{row.title || t('desk:record.untitled')}</Link>
            </p>
            <p className="rc-records__meta">
              <span className="rc-code">{row.code}</span>
              {row.meta ? <span>{row.meta}</span> : null}
              <time dateTime={row.updatedAt} title={formatDate(row.updatedAt)}>
                {t('desk:record.updated', { when: formatRelative(row.updatedAt) })}
              </time>
            </p>
          </div>
          <div className="rc-records__marks">
            <StatusTag table={spec.statusTable} code={row.status} />
            {row.revisionStatus ? (
              <span className="fx-tag fx-tag--blue">{t(`desk:revision.${row.revisionStatus}`)}</span>
            ) : null}
            {row.missingCount && (OPEN.includes(row.status) || row.revisionStatus === 'DRAFT') ? (
              <span className="fx-tag fx-tag--amber">{t('desk:record.lacks', { count: row.missingCount })}</span>
            ) : null}
            {row.isStale && row.status === 'PUBLISHED' ? (
              <span className="fx-tag fx-tag--bad">{t('desk:record.stale')}</span>
            ) : null}
            {row.clarity === undefined ? null : (
              <span className="fx-tag">{t('desk:record.clarity', { score: row.clarity })}</span>
            )}
            {row.deadline ? <span className="fx-tag">{t('desk:record.deadline', { date: row.deadline })}</span> : null}
          </div>
          <div className="rc-records__act">{actionOf(row)}</div>
        </li>
      ))}
    </ul>
  );
}
