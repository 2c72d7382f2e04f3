import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHeader } from '../../components/page-header.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { latestNotificationsQuery } from './desk.queries.ts';
import { DeskRecords } from './desk-records.tsx';
import { NotificationList } from './notification-list.tsx';
import { StaffWork } from './staff-work.tsx';
import { TodoList } from './todo-list.tsx';
import './desk.css';

/** Where a person starts: what waits for them, their records, their notices. */
export default function DeskPage() {
  const { t } = useTranslation('desk');
  const { labels } = useCodes();
  const me = useMe();
  const notices = useQuery(latestNotificationsQuery);
  if (!me) return null;
  const has = (...roles: string[]): boolean => roles.some((role) => (me.roles as readonly string[]).includes(role));
  const supplies = has('researcher', 'instituteAdmin');
  const demands = has('enterpriseUser', 'technologyManager');
  const isStaff = has('operator', 'technologyManager', 'platformAdmin');
  const places = me.memberships.filter((item) => item.state === 'ACTIVE').map((item) => item.organisationName);
  const isPending = me.memberships.length > 0 && places.length === 0;
  return (
    <>
      <PageHeader
        title={t('desk:home.title', { name: me.name })}
        note={[labels('ROLE', me.roles), ...places].filter(Boolean).join(' · ')}
        actions={
          <>
            {supplies ? (
              <Link className="fx-btn fx-btn--primary" to={paths.deskAchievementNew}>
                {t('desk:home.newAchievement')}
              </Link>
            ) : null}
            {demands ? (
              <Link className="fx-btn fx-btn--primary" to={paths.deskDemandNew}>
                {t('desk:home.newDemand')}
              </Link>
            ) : null}
          </>
        }
      />
      {isPending ? <p className="fx-notice fx-notice--amber dk-gap">{t('desk:home.pending')}</p> : null}
      {!me.roles.length ? (
        <p className="fx-notice fx-notice--amber dk-gap">
          {t('desk:home.noRole')} <Link to={paths.registerProfile}>{t('desk:home.completeProfile')}</Link>
        </p>
      ) : null}
      {me.roles.length && !me.isVerified ? <p className="fx-notice dk-gap">{t('desk:home.unverified')}</p> : null}
      <div className="dk">
        <div className="dk__main">
          {isStaff ? (
            <StaffWork
              isOperator={has('operator')}
              isManager={has('technologyManager')}
              isAdmin={has('platformAdmin')}
            />
          ) : null}
          <TodoList supplies={supplies} demands={demands} isInstitute={has('instituteAdmin')} isQuiet={isStaff} />
          {supplies ? <DeskRecords kind="achievements" scope={has('instituteAdmin') ? 'institute' : 'mine'} /> : null}
          {demands ? <DeskRecords kind="demands" scope={has('technologyManager') ? 'assigned' : 'mine'} /> : null}
          {!supplies && !demands && !isStaff ? (
            <Empty title={t('desk:home.nothing')}>{t('desk:home.nothingBody')}</Empty>
          ) : null}
        </div>
        <aside className="dk__side">
          <section className="fx-card rc-panel" aria-labelledby="dk-notices">
            <div className="dk__head">
              <h2 id="dk-notices">{t('desk:notice.title')}</h2>
              <Link to={paths.deskNotifications}>{t('desk:notice.all')}</Link>
            </div>
            <QueryView query={notices} lines={3}>
              {({ items }) =>
                items.length ? <NotificationList items={items} /> : <p className="rc-quiet">{t('desk:notice.none')}</p>
              }
            </QueryView>
          </section>
          <section className="dk-guide" aria-labelledby="dk-guide">
            <h2 id="dk-guide">{t('desk:guide.title')}</h2>
            <ol>
              {(['write', 'review', 'match', 'introduce'] as const).map((key) => (
                <li key={key}>
                  <b>{t(`desk:guide.${key}.title`)}</b>
                  <p>{t(`desk:guide.${key}.body`)}</p>
                </li>
              ))}
            </ol>
          </section>
        </aside>
      </div>
    </>
  );
}
