import { useTranslation } from 'react-i18next';
import type { RecordSpec } from '../../components/record/field-spec.ts';
import type { RecordRow } from '../../components/record/record-rows.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { formatRelative } from '../../lib/format.ts';

interface ReviewQueueProps {
  spec: RecordSpec;
  rows: readonly RecordRow[];
  activeId: string | null;
  selected: ReadonlySet<string>;
  onOpen: (id: string) => void;
  onToggle: (id: string) => void;
}

/** Records that wait, each with a box for acting on several. */
export function ReviewQueue({ spec, rows, activeId, selected, onOpen, onToggle }: ReviewQueueProps) {
  const { t } = useTranslation('review');
  return (
    <ul className="rv-queue">
      {rows.map((row) => (
        <li key={row.id} className={row.id === activeId ? 'is-active' : ''}>
          <input
            type="checkbox"
            aria-label={t('review:queue.select', { title: row.title })}
            checked={selected.has(row.id)}
            onChange={() => onToggle(row.id)}
          />
          <button type="button" aria-current={row.id === activeId ? 'true' : undefined} onClick={() => onOpen(row.id)}>
            <b>{row.title || t('desk:record.untitled')}</b>
            <span>{row.meta}</span>
            <span className="rv-queue__tags">
              <StatusTag table={spec.statusTable} code={row.status} />
              {row.revisionStatus ? <span className="fx-tag fx-tag--blue">{t('review:queue.revision')}</span> : null}
              {row.missingCount ? (
                <span className="fx-tag fx-tag--amber">{t('desk:record.lacks', { count: row.missingCount })}</span>
              ) : null}
              {row.clarity === undefined ? null : (
                <span className="fx-tag">{t('desk:record.clarity', { score: row.clarity })}</span>
              )}
              <time dateTime={row.updatedAt}>{formatRelative(row.updatedAt)}</time>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
