import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Icon } from '../../components/icon.tsx';
import { achievementsQuery, demandsQuery } from '../../components/record/records.queries.ts';
import { RenewButton } from '../../components/record/renew-button.tsx';
import { Loading } from '../../components/states.tsx';
import { daysUntil } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { openIntroductionsQuery } from './desk.queries.ts';

interface TodoListProps {
  supplies: boolean;
  demands: boolean;
  isInstitute: boolean;
  /** Leave the section out when nothing waits: other work is shown above it. */
  isQuiet: boolean;
}

/** What waits for this person: answers to introductions, drafts with gaps, records that grew old, reviews. */
export function TodoList({ supplies, demands, isInstitute, isQuiet }: TodoListProps) {
  const { t } = useTranslation('desk');
  const introductions = useQuery(openIntroductionsQuery);
  const ownScope = isInstitute ? 'institute' : 'mine';
  const staleAchievements = useInfiniteQuery({
    ...achievementsQuery({ scope: ownScope, stale: 'true', limit: 5 }),
    enabled: supplies,
  });
  const staleDemands = useInfiniteQuery({
    ...demandsQuery({ scope: 'mine', stale: 'true', limit: 5 }),
    enabled: demands,
  });
  const draftAchievements = useInfiniteQuery({
    ...achievementsQuery({ scope: 'mine', status: 'DRAFT', limit: 5 }),
    enabled: supplies,
  });
  const draftDemands = useInfiniteQuery({
    ...demandsQuery({ scope: 'mine', status: 'DRAFT', limit: 5 }),
    enabled: demands,
  });
  const reviewAchievements = useInfiniteQuery({
    ...achievementsQuery({ scope: 'review', limit: 50 }),
    enabled: isInstitute,
  });

  const all = [introductions, staleAchievements, staleDemands, draftAchievements, draftDemands, reviewAchievements];
  if (all.some((query) => query.isLoading)) return <Loading lines={3} />;

  const waiting = (introductions.data?.items ?? []).filter(({ introduction }) => {
    if (!introduction || introduction.mySide === 'staff') return false;
    return (
      (introduction.mySide === 'demand' ? introduction.demandAnswer : introduction.achievementAnswer) === 'PENDING'
    );
  });
  const first = <T,>(query: { data: { pages: { items: T[] }[] } | undefined }): T[] =>
    query.data?.pages[0]?.items ?? [];
  const reviews = first(reviewAchievements).length;
  const drafts = [
    ...first(draftAchievements).map((item) => ({ ...item, to: paths.deskAchievementEdit(item.id) })),
    ...first(draftDemands).map((item) => ({ ...item, to: paths.deskDemandEdit(item.id) })),
  ];
  const stale = [
    ...first(staleAchievements).map((item) => ({
      ...item,
      kind: 'achievements' as const,
      to: paths.deskAchievement(item.id),
    })),
    ...first(staleDemands).map((item) => ({ ...item, kind: 'demands' as const, to: paths.deskDemand(item.id) })),
  ];
  const isEmpty = !waiting.length && !reviews && !drafts.length && !stale.length;
  if (isEmpty && isQuiet) return null;
  return (
    <section className="dk-todo" aria-labelledby="dk-todo">
      <h2 id="dk-todo">{t('desk:todo.title')}</h2>
      {isEmpty ? (
        <p className="dk-todo__none">
          <Icon name="check" size={18} /> {t('desk:todo.none')}
        </p>
      ) : null}
      <ul>
        {waiting.map((item) => {
          const isFirm = item.introduction?.mySide === 'demand';
          const days = item.introduction ? daysUntil(item.introduction.dueOn) : 0;
          return (
            <li key={item.id} className="is-urgent">
              <div>
                <p>
                  <Link to={paths.deskIntroduction(item.id)}>
                    {t('desk:todo.introduction', { title: isFirm ? item.achievement.title : item.demand.title })}
                  </Link>
                </p>
                <p className="rc-quiet">
                  {t('desk:todo.due', { date: item.introduction?.dueOn ?? '', count: Math.max(0, days) })}
                </p>
              </div>
              <Link className="fx-btn fx-btn--small fx-btn--amber" to={paths.deskIntroduction(item.id)}>
                {t('desk:todo.answer')}
              </Link>
            </li>
          );
        })}
        {reviews ? (
          <li>
            <p>{t('desk:todo.review', { count: reviews })}</p>
            <Link className="fx-btn fx-btn--small" to={paths.deskReview}>
              {t('desk:todo.toReview')}
            </Link>
          </li>
        ) : null}
        {stale.map((item) => (
          <li key={item.id}>
            <div>
              <p>
                <Link to={item.to}>{item.title}</Link>
              </p>
              <p className="rc-quiet">{t('desk:todo.stale')}</p>
            </div>
            <RenewButton kind={item.kind} id={item.id} title={item.title} />
          </li>
        ))}
        {drafts.map((item) => (
          <li key={item.id}>
            <div>
              <p>
                <Link to={item.to}>{item.title || t('desk:record.untitled')}</Link>
              </p>
              <p className="rc-quiet">
                {item.missingCount ? t('desk:todo.draft', { count: item.missingCount }) : t('desk:todo.ready')}
              </p>
            </div>
            <Link className="fx-btn fx-btn--small" to={item.missingCount ? item.to : `${item.to}?step=check`}>
              {t(item.missingCount ? 'desk:record.continue' : 'desk:todo.submit')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
