import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type {
  MemberDecision,
  MemberList,
  MemberView,
  OrganisationView,
} from '../../../../server/contracts/organisations.contract.ts';
import { confirm } from '../../components/dialog.tsx';
import { QueryView } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { formatDate } from '../../lib/format.ts';
import { membersKey, membersQuery } from './organisations.queries.ts';

type Member = z.infer<typeof MemberView>;
type Decision = z.infer<typeof MemberDecision>['decision'];

/** Who may act for the organisation; those who asked stand first. */
export function MembersPanel({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(membersQuery(organisation.id));
  const decide = useMutation({
    mutationFn: ({ member, decision }: { member: Member; decision: Decision }) =>
      api.post<z.infer<typeof MemberList>>(`/organisations/${organisation.id}/members/${member.userId}`, { decision }),
    onSuccess: (list, { member, decision }) => {
      client.setQueryData(membersKey(organisation.id), list);
      toast.success(t(`organisations:members.done.${decision}`, { name: member.name }));
    },
    onError: (error) => toast.error(error),
  });
  const act = async (member: Member, decision: Decision): Promise<void> => {
    if (decision === 'REMOVE' || decision === 'REFUSE') {
      const yes = await confirm({
        title: t(`organisations:members.ask.${decision}`, { name: member.name }),
        body: t(`organisations:members.askBody.${decision}`),
        confirmLabel: t(`organisations:members.act.${decision}`),
        isDanger: true,
      });
      if (!yes) return;
    }
    decide.mutate({ member, decision });
  };
  const unitOf = (id: string | null): string => organisation.units.find((unit) => unit.id === id)?.name ?? '';
  return (
    <section className="og-card" aria-labelledby="og-members">
      <h2 id="og-members">{t('organisations:members.title')}</h2>
      <QueryView query={query} lines={3}>
        {({ items }) =>
          items.length ? (
            <ul className="og-members">
              {items
                .toSorted((a, b) => Number(b.state === 'PENDING') - Number(a.state === 'PENDING'))
                .map((member) => (
                  <li key={member.userId}>
                    <div>
                      <p>
                        <strong>{member.name}</strong>{' '}
                        {member.state === 'PENDING' ? (
                          <span className="fx-tag fx-tag--amber">{t('organisations:members.pending')}</span>
                        ) : member.membershipRole === 'admin' ? (
                          <span className="fx-tag fx-tag--blue">{t('organisations:members.admin')}</span>
                        ) : null}
                      </p>
                      <p className="og-dim">
                        {[
                          member.email,
                          unitOf(member.unitId),
                          t('organisations:members.since', { date: formatDate(member.since) }),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </p>
                    </div>
                    {organisation.canEdit ? (
                      <div className="og-actions">
                        {(member.state === 'PENDING'
                          ? (['ADMIT', 'REFUSE'] as const)
                          : ([member.membershipRole === 'admin' ? 'MAKE_MEMBER' : 'MAKE_ADMIN', 'REMOVE'] as const)
                        ).map((decision) => (
                          <button
                            key={decision}
                            type="button"
                            className={`fx-btn fx-btn--small${decision === 'ADMIT' ? ' fx-btn--primary' : ''}`}
                            disabled={decide.isPending}
                            aria-label={t('organisations:members.actOn', {
                              act: t(`organisations:members.act.${decision}`),
                              name: member.name,
                            })}
                            onClick={() => void act(member, decision)}
                          >
                            {t(`organisations:members.act.${decision}`)}
                          </button>
                        ))}
                      </div>
                    ) : null}
                  </li>
                ))}
            </ul>
          ) : (
            <p className="og-dim">{t('organisations:members.none')}</p>
          )
        }
      </QueryView>
    </section>
  );
}
