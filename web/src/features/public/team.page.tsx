import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { TeamView } from '../../../../server/contracts/organisations.contract.ts';
import type { SearchCard } from '../../../../server/contracts/search.contract.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { ContactReveal } from '../../components/record/contact-reveal.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { useCodes } from '../../lib/code-label.ts';
import { paths } from '../../lib/paths.ts';
import { Facts, PageTools, Section, Withheld } from './detail/detail-parts.tsx';
import { teamAchievementsQuery, teamQuery } from './public.queries.ts';
import { ResultCard } from './search/result-card.tsx';
import './search/search.css';

/** Codes of all cards, the most frequent first. */
function common(cards: readonly SearchCard[], codesOf: (card: SearchCard) => readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const code of cards.flatMap(codesOf)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([code]) => code);
}

function Members({ view }: { view: TeamView }) {
  const { t } = useTranslation();
  const { label } = useCodes();
  return (
    <Section title={t('public:team.members')}>
      {view.membersWithheld ? (
        <Withheld fields={['members']} />
      ) : (
        <ul className="fx-team">
          {view.members.map((member, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two members may share a name
            <li key={index}>
              <strong>{member.name}</strong>
              {member.isLeader ? <span className="fx-tag fx-tag--blue">{t('public:team.leader')}</span> : null}
              <span>{[label('TITLE_LEVEL', member.titleLevel), member.role].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Body({ view }: { view: TeamView }) {
  const { t } = useTranslation();
  const { labels } = useCodes();
  const query = useQuery(teamAchievementsQuery(view.id));
  const cards = query.data?.items ?? [];
  return (
    <>
      <PageHeader
        title={view.name}
        crumbs={[
          { label: t('common:nav.organisations'), to: paths.organisations },
          { label: view.organisationName, to: paths.organisation(view.organisationId) },
        ]}
        extra={
          <p className="fx-detail__line">
            <span className="fx-detail__code fx-num">{view.code}</span>
            {view.hasCompany ? <span className="fx-tag fx-tag--ok">{t('public:team.hasCompany')}</span> : null}
          </p>
        }
        actions={
          <>
            {view.canEdit ? (
              <Link className="fx-btn fx-btn--small fx-btn--primary" to={`${paths.deskTeams}?edit=${view.id}`}>
                {t('common:action.edit')}
              </Link>
            ) : null}
            <PageTools />
          </>
        }
      />
      <div className="fx-detail__grid">
        <div className="fx-detail__main">
          <Section title={t('public:kind.achievement')}>
            <QueryView query={query} lines={4}>
              {({ items }) =>
                items.length ? (
                  items.map((card) => <ResultCard key={card.id} card={card} level={3} isBrief />)
                ) : (
                  <Empty title={t('public:detail.none.achievement')} />
                )
              }
            </QueryView>
          </Section>
          <Members view={view} />
        </div>
        <aside className="fx-detail__aside" aria-label={t('public:detail.key')}>
          <div className="fx-detail__section">
            <h2>{t('public:detail.key')}</h2>
            <Facts
              rows={[
                [
                  t('public:field.organisation'),
                  <Link key="organisation" to={paths.organisation(view.organisationId)}>
                    {view.organisationName}
                  </Link>,
                ],
                [t('public:team.unit'), view.unitName],
                [
                  t('public:field.hti'),
                  labels(
                    'HTI',
                    common(cards, (card) => (card.hti ? [card.hti] : [])),
                  ),
                ],
                [
                  t('public:field.chain'),
                  labels(
                    'LAOSHAN_CHAIN',
                    common(cards, (card) => card.chainCodes),
                  ),
                ],
                [t('public:team.achievements'), String(view.achievementCount)],
              ]}
            />
            <ContactReveal key={view.id} kind="teams" id={view.id} access={view.contactAccess} />
          </div>
        </aside>
      </div>
    </>
  );
}

export default function TeamPage() {
  const { id = '' } = useParams();
  const query = useQuery(teamQuery(id));
  return (
    <div className="fx-wide fx-detail">
      <QueryView query={query} lines={8}>
        {(view) => <Body view={view} />}
      </QueryView>
    </div>
  );
}
