import type { z } from 'zod';
import { missingOfDemand, missingOfImportedDemand } from '../../contracts/completeness.ts';
import {
  DEMAND_EVENTS,
  type DemandContent,
  type DemandEvent,
  type DemandTransition,
} from '../../contracts/demands.contract.ts';
import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import { recordTransition } from '../../kernel/audit.ts';
import { addDays, type Clock, dayOf } from '../../kernel/clock.ts';
import { AppError, invalid } from '../../kernel/errors.ts';
import { assertCodesForReview, assertPresentable, assertReason, moveRevision } from '../../kernel/reviewed-record.ts';
import { type Accounts, type OrganisationsService, readOffCodes } from '../accounts/index.ts';
import { aliasOf } from './alias.ts';
import type { Demand } from './demand.entity.ts';
import { type DemandSubject, mayDemand } from './demands.access.ts';
import { aliasFacts } from './demands.content.ts';
import { DEMAND_RECORDS, findingsOf, subjectOfDemand } from './demands.kind.ts';
import { DEMAND_EDIT_AS_REVISION, demandTransitionOf } from './demands.states.ts';

type Move = z.infer<typeof DemandTransition>;

/** Tells the firm what became of its demand. */
export type NotifyFirm = (
  em: Em,
  demand: { id: string; organisationId: string; title: string },
  event: DemandEvent,
  comment: string,
) => Promise<void>;

export interface DemandReviewDeps {
  clock: Clock;
  organisations: OrganisationsService;
  accounts: Accounts;
  notifyOwner: NotifyFirm;
  touched: (em: Em, id: string) => Promise<void>;
}

/** Shortest answer window in days (handbook 3.6). */
const SHORTEST_WINDOW = 15;

/** The status an event starts from: that of the revision for review events of a published demand. */
function statusFor(row: Demand, event: DemandEvent): Demand['status'] {
  if (!(DEMAND_EDIT_AS_REVISION.includes(row.status) && row.revision)) return row.status;
  if (event === 'submit') return row.revision.status;
  // A submitted revision waits for the operator's word like a new demand in triage.
  if ((event === 'publish' || event === 'reject') && row.revision.status === 'SUBMITTED') return 'TRIAGE';
  return row.status;
}

/** Who wrote what the event is about: the revision's author while one is under review. */
const authorFor = (row: Demand, event: DemandEvent): string | null =>
  (statusFor(row, event) === row.status ? row.createdBy : row.revision?.by) ?? null;

/** Events that the actor may send now. */
export const allowedDemandEvents = (actor: Actor, row: Demand): DemandEvent[] =>
  DEMAND_EVENTS.filter((event) => {
    const status = statusFor(row, event);
    return (
      demandTransitionOf(status, event) !== null &&
      mayDemand(actor, event, { ...subjectOfDemand(row), status, createdBy: authorFor(row, event) }) &&
      (event !== 'extend' || !row.extendedOnce)
    );
  });

/** An edit under way that left the date alone must not take the extension back when it is published. */
function extendTo(row: Demand, deadlineAnswer: string): void {
  const { revision } = row;
  if (revision && revision.content.deadlineAnswer === row.content.deadlineAnswer)
    row.revision = { ...revision, content: { ...revision.content, deadlineAnswer } };
  row.content = { ...row.content, deadlineAnswer };
}

/** The way of a demand through review, publication and its end (handbook 4.3). */
export function createDemandReview({ clock, organisations, accounts, notifyOwner, touched }: DemandReviewDeps) {
  async function makeAlias(em: Em, row: Demand): Promise<string> {
    const org = (await organisations.facts(em, [row.organisationId])).get(row.organisationId);
    const facts = aliasFacts(org, row.content.chainCodes?.[0] ?? null);
    return aliasOf(facts.labels, (use) =>
      organisations.countFirms(em, {
        scale: use.scale ? facts.scale : null,
        chainCode: use.chain ? facts.chainCode : null,
        regionCode: use.district ? facts.regionCode : null,
      }),
    );
  }

  /** What each event asks for beside the right to send it. */
  async function guard(em: Em, input: Move, content: DemandContent, now: Date, row: Demand): Promise<void> {
    const { event } = input;
    if (event === 'submit' || event === 'publish')
      assertPresentable(
        row.sourceBatchId != null ? missingOfImportedDemand(content) : missingOfDemand(content),
        findingsOf(content),
      );
    if (
      event === 'publish' &&
      content.deadlineAnswer != null &&
      content.deadlineAnswer < dayOf(addDays(now, SHORTEST_WINDOW)) &&
      row.status !== 'PUBLISHED'
    )
      throw invalid('content.deadlineAnswer', 'window_too_short');
    if (event === 'accept' && input.managerId) {
      const managers = await accounts.idsWithRole(em, 'technologyManager');
      if (!managers.includes(input.managerId)) throw invalid('managerId', 'not_found');
    }
    if (event === 'refined' && !input.firmConsent)
      throw new AppError('INCOMPLETE', { fields: [{ path: 'firmConsent', code: 'required' }] });
    if (event === 'extend') {
      if (row.extendedOnce) throw new AppError('STATE_CONFLICT');
      if (!input.deadlineAnswer) throw invalid('deadlineAnswer', 'required');
      if (input.deadlineAnswer <= dayOf(now)) throw invalid('deadlineAnswer', 'date_past');
      if (input.deadlineAnswer <= (content.deadlineAnswer ?? '')) throw invalid('deadlineAnswer', 'too_early');
    }
  }

  const nameIfAnonymous = async (em: Em, row: Demand): Promise<void> => {
    row.publicAlias = row.content.isAnonymous ? await makeAlias(em, row) : null;
  };

  async function moveRecord(em: Em, actor: Actor, row: Demand, to: Demand['status'], input: Move, now: Date) {
    const { event } = input;
    row.status = to;
    if (event === 'accept') row.managerId = input.managerId ?? row.managerId ?? actor.userId;
    if (event === 'publish') {
      row.publishedAt = now;
      row.confirmedAt = now;
      await nameIfAnonymous(em, row);
    }
    if (event === 'extend') {
      extendTo(row, input.deadlineAnswer!);
      row.extendedOnce = true;
    }
  }

  return {
    /** One event, inside the caller's transaction. */
    async move(em: Em, actor: Actor, { row, subject }: { row: Demand; subject: DemandSubject }, input: Move) {
      const { event } = input;
      const status = statusFor(row, event);
      const rule = demandTransitionOf(status, event);
      if (!rule) throw new AppError('STATE_CONFLICT');
      const revision = status !== row.status ? (row.revision ?? null) : null;
      const author = authorFor(row, event);
      if (!mayDemand(actor, event, { ...subject, status, createdBy: author }))
        throw new AppError(event === 'publish' && author === actor.userId ? 'OWN_ITEM' : 'FORBIDDEN');
      assertReason(rule, input);
      const now = clock.now();
      const content = revision ? revision.content : row.content;
      await guard(em, input, content, now, row);
      if (event === 'submit') assertCodesForReview(row, content, await readOffCodes(em));
      if (revision) {
        const to = event === 'publish' ? 'PUBLISHED' : event === 'submit' ? 'SUBMITTED' : 'DRAFT';
        moveRevision(DEMAND_RECORDS, em, actor, row, to, now);
        if (event === 'publish') await nameIfAnonymous(em, row);
      } else await moveRecord(em, actor, row, rule.to, input, now);
      row.updatedAt = now;
      recordTransition(em, actor, now, {
        entity: 'demand',
        entityId: row.id,
        from: status,
        to: rule.to,
        event,
        content,
        reasonCode: input.reasonCode,
        comment: input.comment,
        extra: {
          ...(revision ? { revision: true } : {}),
          ...(input.interviewOn ? { interviewOn: input.interviewOn } : {}),
          ...(event === 'accept' ? { managerId: row.managerId } : {}),
        },
      });
      if (event !== 'submit') await notifyOwner(em, row, event, input.comment);
      await touched(em, row.id);
    },
  };
}
