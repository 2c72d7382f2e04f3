import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { z } from 'zod';
import type { TeamPage } from '../../../../server/contracts/organisations.contract.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { api } from '../../lib/api-client.ts';
import { TeamEditor } from './team-editor.tsx';
import '../../components/record/record.css';
import './teams.css';

export const teamsQuery = queryOptions({
  queryKey: ['teams', 'mine'],
  queryFn: ({ signal }) => api.get<z.infer<typeof TeamPage>>('/teams', { query: { mine: 'true', limit: 100 }, signal }),
});

/** Teams of my organisations; those I may edit open in the form. */
export default function TeamsPage() {
  const { t } = useTranslation('desk');
  const [params, setParams] = useSearchParams();
  const query = useQuery(teamsQuery);
  const edited = params.get('edit');
  const open = (id: string | null): void => setParams(id ? { edit: id } : {});
  const create = (
    <button type="button" className="fx-btn fx-btn--primary" onClick={() => open('new')}>
      {t('desk:team.create')}
    </button>
  );
  return (
    <>
      <PageHeader title={t('common:nav.deskTeams')} note={t('desk:team.note')} actions={create} />
      <QueryView query={query} lines={5}>
        {({ items }) => {
          const team = items.find((item) => item.id === edited);
          return (
            <>
              {items.length ? (
                <ul className="tm-list">
                  {items.map((item) => {
                    const leader = item.members.find((member) => member.isLeader);
                    return (
                      <li key={item.id} className="fx-card">
                        <h2>{item.name}</h2>
                        <p className="rc-quiet">{[item.organisationName, item.unitName].filter(Boolean).join(' · ')}</p>
                        <p>
                          {leader ? t('desk:team.leaderIs', { name: leader.name }) : t('desk:team.noLeader')} ·{' '}
                          {t('desk:team.members', { count: item.members.length })} ·{' '}
                          {t('desk:team.achievements', { count: item.achievementCount })}
                        </p>
                        <p className="rc-quiet">
                          {item.capacity === null
                            ? t('desk:team.capacityUnknown')
                            : t('desk:team.capacityIs', { count: item.capacity })}
                        </p>
                        {item.canEdit ? (
                          <p>
                            <button
                              type="button"
                              className="fx-btn fx-btn--small"
                              aria-label={t('desk:team.editLabel', { name: item.name })}
                              onClick={() => open(item.id)}
                            >
                              {t('common:action.edit')}
                            </button>
                          </p>
                        ) : null}
                      </li>
                    );
                  })}
                </ul>
              ) : (
                <Empty title={t('desk:team.none')} actions={create}>
                  {t('desk:team.noneBody')}
                </Empty>
              )}
              {edited === 'new' || team?.canEdit ? (
                <TeamEditor key={edited} team={team ?? null} onClose={() => open(null)} />
              ) : null}
            </>
          );
        }}
      </QueryView>
    </>
  );
}
