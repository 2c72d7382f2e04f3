import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ACHIEVEMENT_SPEC } from '../../components/record/achievement-fields.ts';
import { DEMAND_SPEC } from '../../components/record/demand-fields.ts';
import { RecordRows } from '../../components/record/record-rows.tsx';
import { achievementsQuery, demandsQuery, type RecordKind } from '../../components/record/records.queries.ts';
import { achievementRow, demandRow } from '../../components/record/rows.ts';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { paths } from '../../lib/paths.ts';

const SHOWN = 6;

/** The records touched last, with the way to all of them. */
export function DeskRecords({ kind, scope }: { kind: RecordKind; scope: string }) {
  const { t } = useTranslation('desk');
  const isSupply = kind === 'achievements';
  const achievements = useInfiniteQuery({ ...achievementsQuery({ scope, limit: SHOWN }), enabled: isSupply });
  const demands = useInfiniteQuery({ ...demandsQuery({ scope, limit: SHOWN }), enabled: !isSupply });
  const query = isSupply ? achievements : demands;
  const rows = isSupply
    ? achievements.data?.pages[0]?.items.map(achievementRow)
    : demands.data?.pages[0]?.items.map(demandRow);
  const href = isSupply ? paths.deskAchievement : paths.deskDemand;
  const edit = isSupply ? paths.deskAchievementEdit : paths.deskDemandEdit;
  return (
    <section aria-labelledby={`dk-${kind}`}>
      <div className="dk__head">
        <h2 id={`dk-${kind}`}>{t(`desk:home.records.${kind}.${scope}`)}</h2>
        <Link to={isSupply ? paths.deskAchievements : paths.deskDemands}>{t('desk:home.all')}</Link>
      </div>
      {rows === undefined ? (
        query.error ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div className="fx-card">
            <Loading lines={4} />
          </div>
        )
      ) : rows.length ? (
        <RecordRows
          spec={isSupply ? ACHIEVEMENT_SPEC : DEMAND_SPEC}
          rows={rows}
          label={t(`desk:list.${kind}`)}
          hrefOf={(row) => href(row.id)}
          actionOf={(row) =>
            row.status === 'DRAFT' ? (
              <Link className="fx-btn fx-btn--small" to={edit(row.id)}>
                {t('desk:record.continue')}
              </Link>
            ) : null
          }
        />
      ) : (
        <div className="fx-card">
          <Empty title={t(`desk:list.empty.${kind}.title`)}>{t(`desk:list.empty.${kind}.body`)}</Empty>
        </div>
      )}
    </section>
  );
}
