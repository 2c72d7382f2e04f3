import { useTranslation } from 'react-i18next';
import type { MatchView } from '../../../../server/contracts/matching.contract.ts';
import { useCodes } from '../../lib/code-label.ts';
import { isDismissed } from './decision-ops.ts';

const MARKS: Readonly<Record<string, string>> = { SUGGESTED: '', CONFIRMED: '✓', DISMISSED: '✕' };

/** All candidates at a glance while one of them is open: place, level, what was decided. */
export function CandidateStrip({
  items,
  selectedId,
  onSelect,
}: {
  items: readonly MatchView[];
  selectedId: string | undefined;
  onSelect: (matchId: string) => void;
}) {
  const { t } = useTranslation();
  const { label } = useCodes();
  return (
    <nav className="cu-strip" aria-label={t('curation:strip')}>
      {items.map((match, index) => (
        <button
          key={match.id}
          type="button"
          className={`cu-strip__one cu-strip__one--${match.relevance}${isDismissed(match) ? ' is-dismissed' : ''}`}
          aria-current={match.id === selectedId ? 'true' : undefined}
          aria-label={t('curation:stripOne', {
            place: index + 1,
            title: match.achievement.title,
            level: label('RELEVANCE', String(match.relevance)),
            status: label('MATCH_STATUS', match.status),
          })}
          title={match.achievement.title}
          onClick={() => onSelect(match.id)}
        >
          <span className="fx-num">{index + 1}</span>
          <span aria-hidden="true">{MARKS[match.status] ?? '→'}</span>
        </button>
      ))}
    </nav>
  );
}
