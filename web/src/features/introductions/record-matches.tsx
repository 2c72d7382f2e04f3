import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type MatchSubject, RecordMatches, recordMatchesQuery } from '../../components/matching/record-matches.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ErrorState } from '../../components/states.tsx';
import { isStatus } from '../../lib/api-error.ts';
import { paths } from '../../lib/paths.ts';
import { useHasRole } from '../../lib/session.ts';

/** Page of everything that one record was brought together with. */
export function RecordMatchesPage({ kind }: { kind: MatchSubject }) {
  const { id = '' } = useParams();
  const { t } = useTranslation('introductions');
  const isStaff = useHasRole('operator', 'technologyManager');
  // What is not there, or is none of the reader's business, is the route's 404.
  const { data, error } = useQuery({
    ...recordMatchesQuery(kind, id),
    throwOnError: (failure) => isStatus(failure, 404) || isStatus(failure, 400),
  });
  const record = kind === 'demand' ? paths.deskDemand(id) : paths.deskAchievement(id);
  return (
    <div className="in-page">
      <PageHeader
        title={t(`introductions:list.${kind}.title`)}
        note={
          data ? (
            <>
              <span className="fx-num">{data.subject.code}</span> · <Link to={record}>{data.subject.title}</Link>
            </>
          ) : undefined
        }
        crumbs={[
          {
            label: t(`common:nav.desk${kind === 'demand' ? 'Demands' : 'Achievements'}`),
            to: kind === 'demand' ? paths.deskDemands : paths.deskAchievements,
          },
        ]}
        actions={
          isStaff && kind === 'demand' ? (
            <Link className="fx-btn" to={paths.staffCurationDemand(id)}>
              {t('introductions:list.toCuration')}
            </Link>
          ) : undefined
        }
      />
      <p className="mt-quiet">{t(`introductions:list.${kind}.${isStaff ? 'noteStaff' : 'note'}`)}</p>
      {error && !data ? <ErrorState error={error} /> : <RecordMatches kind={kind} id={id} isStaff={isStaff} />}
    </div>
  );
}
