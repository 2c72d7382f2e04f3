import type { z } from 'zod';
import type { DemandListItem, DemandQuery } from '../../contracts/demands.contract.ts';
import type { Em } from '../../db/database.ts';
import { type Actor, hasRole, isOperator } from '../../kernel/actor.ts';
import { type Clock, dayOf } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Page } from '../../kernel/page.ts';
import { recordConditions, recordOrder, recordPage } from '../../kernel/record-list.ts';
import type { Accounts, OrganisationsService } from '../accounts/index.ts';
import { clarityOf } from './clarity.ts';
import { Demand } from './demand.entity.ts';
import { isManagerOf, readLevel } from './demands.access.ts';
import { firmNamesOf, subjectOfDemand } from './demands.kind.ts';
import { presentDemandItem } from './demands.presenter.ts';

type Query = z.infer<typeof DemandQuery>;

const WAITING = {
  $or: [{ status: { $in: ['SUBMITTED', 'TRIAGE', 'REFINING'] } }, { revision: { status: 'SUBMITTED' } }],
};

/** Which demands a list is about. @throws AppError FORBIDDEN for lists of others */
function scopeOf(actor: Actor, scope: Query['scope']): Record<string, unknown> {
  if (scope === 'mine') {
    const ofFirm = hasRole(actor, 'enterpriseUser') ? [{ organisationId: { $in: [...actor.organisationIds] } }] : [];
    return { $or: [{ createdBy: actor.userId }, ...ofFirm] };
  }
  if (scope === 'assigned') return { managerId: actor.userId };
  if (isOperator(actor)) return scope === 'review' ? WAITING : {};
  if (scope !== 'review' || !hasRole(actor, 'technologyManager')) throw new AppError('FORBIDDEN');
  // What nobody has taken on stands open to every manager, unless the firm is anonymous.
  const named = [{ content: { isAnonymous: null } }, { content: { isAnonymous: false } }];
  const open = { $and: [{ status: 'SUBMITTED' }, { $or: named }] };
  return { $and: [WAITING, { $or: [{ managerId: actor.userId }, open] }] };
}

/** Lists of demands for those who write, refine and review them. */
export function createDemandList(deps: {
  em: () => Em;
  clock: Clock;
  organisations: OrganisationsService;
  accounts: Accounts;
}) {
  const { clock } = deps;
  return async function list(actor: Actor, query: Query): Promise<Page<DemandListItem>> {
    if (!actor.userId) throw new AppError('UNAUTHENTICATED');
    const em = deps.em();
    const now = clock.now();
    const where = [...recordConditions(query, now), scopeOf(actor, query.scope)];
    const rows = await em.find(Demand, { $and: where }, recordOrder(query.limit));
    const cut = recordPage(rows, query.limit);
    const orgs = await deps.organisations.facts(
      em,
      cut.items.map((row) => row.organisationId),
    );
    const names = await deps.accounts.namesOf(
      em,
      cut.items.map((row) => row.managerId),
    );
    const today = dayOf(now);
    const items = cut.items.map((row) => {
      const org = orgs.get(row.organisationId);
      const subject = subjectOfDemand(row);
      const bonds = { isInvited: false, isAccepted: false, isAssigned: isManagerOf(actor, subject) };
      const level = row.createdBy === actor.userId ? 'OWNER' : (readLevel(actor, subject, bonds) ?? 'L0');
      const context = {
        level,
        organisationName: org?.name ?? '',
        firmNames: firmNamesOf(org),
        managerName: row.managerId ? (names.get(row.managerId) ?? null) : null,
        clarity: clarityOf(row.revision?.content ?? row.content, today).total,
      };
      return presentDemandItem(row, context, now);
    });
    return { items, nextCursor: cut.nextCursor };
  };
}
