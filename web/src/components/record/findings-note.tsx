import { useTranslation } from 'react-i18next';
import type { RecordSpec } from './field-spec.ts';
import { useRecordWords } from './use-record-words.ts';
import type { TextSpan } from './value-view.tsx';

/** What the machine check found in the texts, the gravest first. */
export function FindingsNote({
  spec,
  items,
}: {
  spec: RecordSpec;
  items: readonly (TextSpan & { field: string; excerpt: string })[];
}) {
  const { t } = useTranslation('desk');
  const words = useRecordWords(spec);
  if (!items.length) return null;
  const order = { BLOCK: 0, REVIEW: 1, HINT: 2 } as const;
  const sorted = [...items].sort((a, b) => order[a.level] - order[b.level]);
  const isBlocked = sorted[0]?.level === 'BLOCK';
  return (
    <section
      className={`fx-notice fx-notice--${isBlocked ? 'bad' : 'amber'} rc-findings`}
      aria-label={t('desk:finding.title')}
    >
      <div>
        <b>{t('desk:finding.title')}</b>
        <ul>
          {sorted.map((item) => (
            <li key={`${item.field}-${item.start}-${item.code}`}>
              <span className={`fx-tag fx-tag--${item.level === 'BLOCK' ? 'bad' : 'amber'}`}>
                {t(`desk:finding.level.${item.level}`)}
              </span>{' '}
              {words.label(item.field)}：<q>{item.excerpt}</q> {t(`desk:finding.${item.code}`)}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
