import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { RecordMatches } from '../../components/matching/record-matches.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ContactReveal } from '../../components/record/contact-reveal.tsx';
import { DEMAND_SPEC } from '../../components/record/demand-fields.ts';
import type { Content } from '../../components/record/field-spec.ts';
import { findingsQuery, HistoryList } from '../../components/record/history-list.tsx';
import { RecordActions } from '../../components/record/record-actions.tsx';
import { RecordSheet } from '../../components/record/record-sheet.tsx';
import { RecordState } from '../../components/record/record-state.tsx';
import { demandQuery } from '../../components/record/records.queries.ts';
import { Empty, QueryView } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { paths } from '../../lib/paths.ts';
import { useHasRole } from '../../lib/session.ts';
import { ClarityPanel } from './clarity-panel.tsx';
import '../../components/record/record-page.css';

/** The owner's page of one demand: content with levels, state, clarity, history. */
export default function DemandRecordPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation('demands');
  const isCurator = useHasRole('operator', 'technologyManager');
  const query = useQuery(demandQuery(id));
  const isPrivyLevel = (level: string | undefined): boolean => level === 'OWNER' || level === 'STAFF';
  const findings = useQuery({ ...findingsQuery('demands', id), enabled: isPrivyLevel(query.data?.level) });
  return (
    <QueryView query={query} lines={8}>
      {(view) => {
        const worked = view.revision?.content ?? view.content;
        const isPublic = ['PUBLISHED', 'SELECTING', 'AGREED', 'CONTRACTED', 'SOLVED'].includes(view.status);
        if (!isPrivyLevel(view.level))
          return (
            <Empty
              title={t('desk:record.notOwner')}
              actions={
                <Link className="fx-btn" to={paths.demand(id)}>
                  {t('desk:record.publicPage')}
                </Link>
              }
            />
          );
        return (
          <>
            <PageHeader
              title={worked.title || t('desk:record.untitled')}
              crumbs={[{ label: t('demands:list.title'), to: paths.deskDemands }]}
              extra={
                <>
                  <StatusTag table="DEMAND_STATUS" code={view.status} />{' '}
                  {worked.isAnonymous ? <span className="fx-tag">{t('demands:anonymous.tag')}</span> : null}
                </>
              }
              note={
                <>
                  <span className="rc-code">{view.code}</span> · {view.ownerLabel}
                  {view.managerName ? ` · ${t('demands:record.manager', { name: view.managerName })}` : ''}
                  {isPublic ? (
                    <>
                      {' · '}
                      <Link to={paths.demand(id)}>{t('desk:record.publicPage')}</Link>
                    </>
                  ) : null}
                </>
              }
              actions={<RecordActions spec={DEMAND_SPEC} view={view} editHref={paths.deskDemandEdit(id)} />}
            />
            <div className="rc-page">
              <div className="rc-page__main">
                <RecordState
                  spec={DEMAND_SPEC}
                  view={view}
                  title={worked.title ?? ''}
                  editHref={paths.deskDemandEdit(id)}
                >
                  {worked.deadlineAnswer ? (
                    <div>
                      <dt>{t('demands:field.deadlineAnswer.label')}</dt>
                      <dd>{worked.deadlineAnswer}</dd>
                    </div>
                  ) : null}
                </RecordState>
                <section className="fx-card rc-panel" aria-labelledby="rc-content">
                  <h2 id="rc-content">{t(view.revision ? 'desk:record.contentRevision' : 'desk:record.content')}</h2>
                  <RecordSheet
                    spec={DEMAND_SPEC}
                    content={worked as Content}
                    before={view.revision ? (view.content as Content) : null}
                    findings={findings.data?.items ?? []}
                    missing={view.missing}
                  />
                  <ContactReveal key={id} kind="demands" id={id} access={view.contactAccess} />
                </section>
              </div>
              <aside className="rc-page__side">
                {isPublic ? (
                  <section className="fx-card rc-panel" aria-labelledby="rc-matches">
                    <h2 id="rc-matches">{t('demands:record.matches')}</h2>
                    <RecordMatches kind="demand" id={id} isStaff={isCurator} />
                    <p>
                      <Link to={paths.deskDemandMatches(id)}>{t('demands:record.allMatches')}</Link>
                    </p>
                  </section>
                ) : null}
                <section className="fx-card rc-panel">
                  <ClarityPanel clarity={view.clarity} />
                </section>
                <section className="fx-card rc-panel" aria-labelledby="rc-history">
                  <h2 id="rc-history">{t('desk:record.history')}</h2>
                  <HistoryList spec={DEMAND_SPEC} id={id} />
                </section>
              </aside>
            </div>
          </>
        );
      }}
    </QueryView>
  );
}
