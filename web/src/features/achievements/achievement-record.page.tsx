import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { RecordMatches } from '../../components/matching/record-matches.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ACHIEVEMENT_SPEC } from '../../components/record/achievement-fields.ts';
import type { Content } from '../../components/record/field-spec.ts';
import { findingsQuery, HistoryList } from '../../components/record/history-list.tsx';
import { RecordActions } from '../../components/record/record-actions.tsx';
import { RecordSheet } from '../../components/record/record-sheet.tsx';
import { RecordState } from '../../components/record/record-state.tsx';
import { achievementQuery } from '../../components/record/records.queries.ts';
import { CheckView } from '../../components/record/value-view.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { paths } from '../../lib/paths.ts';
import '../../components/record/record-page.css';

/** The owner's page of one achievement: content with levels, state, matches, history. */
export default function AchievementRecordPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation('achievements');
  const query = useQuery(achievementQuery(id));
  const findings = useQuery({
    ...findingsQuery('achievements', id),
    enabled: query.data?.level === 'OWNER' || query.data?.level === 'STAFF',
  });
  return (
    <QueryView query={query} lines={8}>
      {(view) => {
        const isPrivy = view.level === 'OWNER' || view.level === 'STAFF';
        const worked = view.revision?.content ?? view.content;
        const isPublic = ['PUBLISHED', 'RESERVED', 'TRANSFERRED'].includes(view.status);
        if (!isPrivy)
          return (
            <Empty
              title={t('desk:record.notOwner')}
              actions={
                <Link className="fx-btn" to={paths.achievement(id)}>
                  {t('desk:record.publicPage')}
                </Link>
              }
            />
          );
        return (
          <>
            <PageHeader
              title={worked.title || t('desk:record.untitled')}
              crumbs={[{ label: t('achievements:list.title'), to: paths.deskAchievements }]}
              extra={<StatusTag table="ACHIEVEMENT_STATUS" code={view.status} />}
              note={
                <>
                  <span className="rc-code">{view.code}</span> · {view.organisationName}
                  {view.teamName ? ` · ${view.teamName}` : ''}
                  {isPublic ? (
                    <>
                      {' · '}
                      <Link to={paths.achievement(id)}>{t('desk:record.publicPage')}</Link>
                    </>
                  ) : null}
                </>
              }
              actions={<RecordActions spec={ACHIEVEMENT_SPEC} view={view} editHref={paths.deskAchievementEdit(id)} />}
            />
            <div className="rc-page">
              <div className="rc-page__main">
                <RecordState
                  spec={ACHIEVEMENT_SPEC}
                  view={view}
                  title={worked.title ?? ''}
                  editHref={paths.deskAchievementEdit(id)}
                >
                  <div>
                    <dt>{t('desk:check.secrecy')}</dt>
                    <dd>
                      <CheckView check={worked.secrecyCheck} />
                    </dd>
                  </div>
                  <div>
                    <dt>{t('desk:check.export')}</dt>
                    <dd>
                      <CheckView check={worked.exportCheck} />
                    </dd>
                  </div>
                </RecordState>
                <section className="fx-card rc-panel" aria-labelledby="rc-content">
                  <h2 id="rc-content">{t(view.revision ? 'desk:record.contentRevision' : 'desk:record.content')}</h2>
                  <RecordSheet
                    spec={ACHIEVEMENT_SPEC}
                    content={worked as Content}
                    before={view.revision ? (view.content as Content) : null}
                    findings={findings.data?.items ?? []}
                    missing={view.missing}
                  />
                </section>
              </div>
              <aside className="rc-page__side">
                {isPublic ? (
                  <section className="fx-card rc-panel" aria-labelledby="rc-matches">
                    <h2 id="rc-matches">{t('achievements:record.matches')}</h2>
                    <RecordMatches kind="achievement" id={id} isStaff={view.level === 'STAFF'} />
                    <p>
                      <Link to={paths.deskAchievementMatches(id)}>{t('achievements:record.allMatches')}</Link>
                    </p>
                  </section>
                ) : null}
                <section className="fx-card rc-panel" aria-labelledby="rc-history">
                  <h2 id="rc-history">{t('desk:record.history')}</h2>
                  <HistoryList spec={ACHIEVEMENT_SPEC} id={id} />
                </section>
              </aside>
            </div>
          </>
        );
      }}
    </QueryView>
  );
}
