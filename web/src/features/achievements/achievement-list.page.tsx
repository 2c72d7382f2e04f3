import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHeader } from '../../components/page-header.tsx';
import { ACHIEVEMENT_SPEC } from '../../components/record/achievement-fields.ts';
import { RecordList, rowsOf, useListFilter } from '../../components/record/record-list.tsx';
import { achievementsQuery } from '../../components/record/records.queries.ts';
import { RenewButton } from '../../components/record/renew-button.tsx';
import { achievementRow } from '../../components/record/rows.ts';
import { paths } from '../../lib/paths.ts';
import { useHasRole } from '../../lib/session.ts';

/** My achievements, or those of my institute. */
export default function AchievementListPage() {
  const { t } = useTranslation('achievements');
  const isInstitute = useHasRole('instituteAdmin');
  const isOperator = useHasRole('operator');
  const scopes = isOperator ? ['all', 'mine'] : isInstitute ? ['institute', 'mine'] : ['mine'];
  const { filter, change } = useListFilter(scopes);
  const query = useInfiniteQuery(achievementsQuery(filter));
  const create = (
    <Link className="fx-btn fx-btn--primary" to={paths.deskAchievementNew}>
      {t('achievements:new.button')}
    </Link>
  );
  return (
    <>
      <PageHeader title={t('achievements:list.title')} actions={create} />
      <RecordList
        spec={ACHIEVEMENT_SPEC}
        scopes={scopes}
        filter={filter}
        onFilter={change}
        query={rowsOf(query, achievementRow)}
        hrefOf={(row) => paths.deskAchievement(row.id)}
        actionOf={(row) =>
          row.isStale && row.status === 'PUBLISHED' ? (
            <RenewButton kind="achievements" id={row.id} title={row.title} />
          ) : row.status === 'DRAFT' ? (
            <Link className="fx-btn fx-btn--small" to={paths.deskAchievementEdit(row.id)}>
              {t('desk:record.continue')}
            </Link>
          ) : null
        }
        emptyAction={create}
      />
    </>
  );
}
