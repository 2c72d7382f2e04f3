import type { Contact } from '../../contracts/common.contract.ts';
import type { MatchListView, MatchView } from '../../contracts/matching.contract.ts';
import type { Em } from '../../db/database.ts';
import { type Actor, isCurator, isOperator } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { maskEmail, maskMobile } from '../../kernel/contact.ts';
import type { ReadLevel } from '../../kernel/disclosure.ts';
import type { Accounts } from '../accounts/index.ts';
import { type AchievementRecord, type AchievementRecords, contentAt, staleAt } from '../achievements/index.ts';
import { type DemandRecord, type DemandRecords, demandContentAt, demandStaleAt, knowsFirm } from '../demands/index.ts';
import { INTRODUCED } from './bonds.repository.ts';
import type { Evidence, Viewer } from './engine/evidence.ts';
import { presentEvidence } from './engine/present.ts';
import { type Language, renderReason } from './engine/reasons.ts';
import { redactFor } from './engine/redact.ts';
import type { Reason } from './engine/types.ts';
import { type ExportQuestion, exportQuestion, isOpened } from './export-question.ts';
import type { Match, MatchList } from './match.entity.ts';
import { isAchievementSide, isDemandSide, type MatchSubject } from './matching.access.ts';

export interface PresenterDeps {
  clock: Clock;
  accounts: Accounts;
  demands: DemandRecords;
  achievements: AchievementRecords;
}

interface Sides {
  demand: DemandRecord;
  achievement: AchievementRecord;
}

const STAFF_NO_MATCH: Readonly<Record<Language, string>> = {
  zh: '联盟工作人员已确认暂无合适成果',
  en: 'The staff of the alliance have confirmed that nothing fits yet',
};
/** States of either record in which an introduction cannot be sent or accepted any more. */
const ENDED: ReadonlySet<string> = new Set(['WITHDRAWN', 'CLOSED', 'REJECTED', 'SUSPENDED', 'ARCHIVED']);

const maskContact = ({ name, mobile, email }: Contact): Contact => ({
  name,
  mobile: maskMobile(mobile),
  email: maskEmail(email),
});

/** A match one of whose records is gone. */
const NOBODYS: MatchSubject = {
  managerId: null,
  demandOrganisationId: '',
  achievementOrganisationId: '',
  achievementCreatedBy: null,
  teamUserIds: [],
  isIntroduced: false,
};
const areLive = (sides: Sides | undefined): boolean =>
  sides !== undefined && !ENDED.has(sides.demand.row.status) && !ENDED.has(sides.achievement.row.status);

/** What was looked up of people for a page of matches. */
interface Known {
  isContactOpen: boolean;
  names: ReadonlyMap<string, string>;
  contacts: ReadonlyMap<string, Contact>;
}

/** What a viewer is to a match, and the levels this opens on both sides. */
interface View {
  side: 'demand' | 'achievement' | 'staff';
  demandLevel: ReadLevel;
  achievementLevel: ReadLevel;
  evidence: Viewer;
}

export function createMatchPresenter({ clock, accounts, demands, achievements }: PresenterDeps) {
  const subjectOf = (match: Match, { demand, achievement }: Sides): MatchSubject => ({
    managerId: demand.row.managerId,
    demandOrganisationId: demand.row.organisationId,
    achievementOrganisationId: achievement.row.organisationId,
    achievementCreatedBy: achievement.row.createdBy ?? null,
    teamUserIds: achievement.team?.memberUserIds ?? [],
    isIntroduced: match.sentAt != null && (INTRODUCED as readonly string[]).includes(match.status),
  });

  const isAssigned = (actor: Actor, demand: DemandRecord): boolean =>
    isOperator(actor) || (actor.userId !== null && demand.row.managerId === actor.userId);

  function viewOf(actor: Actor, match: Match, sides: Sides): View {
    if (isCurator(actor)) {
      // Curators see the evidence in full; who an anonymous firm is, only the operator and the manager in charge.
      const level: ReadLevel = isAssigned(actor, sides.demand) ? 'STAFF' : 'L1';
      return {
        side: 'staff',
        demandLevel: level,
        achievementLevel: 'STAFF',
        evidence: { side: 'staff', maxLevelOfOther: 'L3' },
      };
    }
    const opened = isOpened(match, sides.demand);
    const other = opened ? ('L2' as const) : ('L1' as const);
    const subject = subjectOf(match, sides);
    if (isDemandSide(actor, subject))
      return {
        side: 'demand',
        demandLevel: 'OWNER',
        achievementLevel: other,
        evidence: { side: 'demand', maxLevelOfOther: other },
      };
    if (isAchievementSide(actor, subject))
      return {
        side: 'achievement',
        demandLevel: other,
        achievementLevel: 'OWNER',
        evidence: { side: 'achievement', maxLevelOfOther: other },
      };
    return {
      side: 'achievement',
      demandLevel: 'L0',
      achievementLevel: 'L0',
      evidence: { side: 'public', maxLevelOfOther: 'L0' },
    };
  }

  async function sidesOf(em: Em, matches: readonly Match[]): Promise<Map<string, Sides>> {
    const d = await demands.records(
      em,
      matches.map((match) => match.demandId),
    );
    const a = await achievements.records(
      em,
      matches.map((match) => match.achievementId),
    );
    return new Map(
      matches.flatMap((match) => {
        const demand = d.get(match.demandId);
        const achievement = a.get(match.achievementId);
        return demand && achievement ? [[match.id, { demand, achievement }] as const] : [];
      }),
    );
  }

  const languageOf = (actor: Actor): Language => actor.language ?? 'zh';

  function evidenceOf(
    actor: Actor,
    match: Match,
    viewer: Viewer,
  ): { evidence: MatchView['evidence']; feasibility: number } {
    const seen = redactFor(match.evidence as unknown as Evidence, viewer);
    return { evidence: presentEvidence(seen, languageOf(actor)), feasibility: seen.feasibility };
  }

  function demandSide(record: DemandRecord, level: ReadLevel): MatchView['demand'] {
    const { content } = demandContentAt(record.row.content, level, record.firmNames);
    const hidden = Boolean(record.row.content.isAnonymous) && !knowsFirm(level);
    const stale = demandStaleAt({ confirmedAt: record.row.confirmedAt });
    return {
      id: record.row.id,
      code: record.row.code,
      title: content.title ?? '',
      summary: content.problem ?? content.summary ?? '',
      ownerLabel: hidden ? (record.row.publicAlias ?? '某企业') : record.organisationName,
      organisationId: hidden ? null : record.row.organisationId,
      teamId: null,
      teamName: null,
      trl: record.row.content.acceptMinTrl ?? null,
      chainCodes: content.chainCodes ?? [],
      isStale: stale !== null && stale < clock.now(),
    };
  }

  function achievementSide(record: AchievementRecord, level: ReadLevel): MatchView['achievement'] {
    const { content } = contentAt(record.row.content, level);
    const stale = staleAt({ confirmedAt: record.row.confirmedAt });
    return {
      id: record.row.id,
      code: record.row.code,
      title: content.title ?? record.row.title,
      summary: content.summary ?? '',
      ownerLabel: record.organisationName,
      organisationId: record.row.organisationId,
      teamId: record.row.teamId,
      teamName: record.team?.name ?? null,
      trl: content.trl ?? null,
      chainCodes: content.chainCodes ?? [],
      isStale: stale !== null && stale < clock.now(),
    };
  }

  /** The contact that a record names, else the person who entered it: an accepted introduction is never without one. */
  function contactOf({ demand, achievement }: Sides, side: 'demand' | 'achievement', known: Known): Contact {
    const { content } = demand.row;
    const named =
      side === 'demand'
        ? { name: content.contactName ?? '', mobile: content.contactMobile ?? '', email: content.contactEmail ?? '' }
        : achievement.team?.contact;
    if (named?.mobile || named?.email) return named;
    const author = known.contacts.get((side === 'demand' ? demand : achievement).row.createdBy ?? '');
    return author ? { ...author, name: named?.name || author.name } : { name: '', mobile: '', email: '' };
  }

  const shownContact = (contact: Contact, { isContactOpen }: Known): Contact =>
    isContactOpen ? contact : maskContact(contact);

  function introductionOf(match: Match, view: View, sides: Sides, known: Known): MatchView['introduction'] {
    if (!match.sentAt) return null;
    const opened = isOpened(match, sides.demand);
    return {
      sentAt: match.sentAt.toISOString(),
      dueOn: match.dueOn ?? '',
      demandAnswer: match.demandAnswer ?? 'PENDING',
      achievementAnswer: match.achievementAnswer ?? 'PENDING',
      message: match.message ?? '',
      counterpartContact:
        !opened || view.side === 'staff'
          ? null
          : shownContact(contactOf(sides, view.side === 'demand' ? 'achievement' : 'demand', known), known),
      declinedReason: match.declinedReason ?? null,
      exportQuestion: exportQuestion(match, sides.demand),
      mySide: view.side,
    };
  }

  function present(actor: Actor, match: Match, sides: Sides, known: Known): MatchView {
    const view = viewOf(actor, match, sides);
    const { feasibility, evidence } = evidenceOf(actor, match, view.evidence);
    const staff = view.side === 'staff';
    return {
      id: match.id,
      code: match.code,
      status: match.status,
      origin: match.origin,
      demand: demandSide(sides.demand, view.demandLevel),
      achievement: achievementSide(sides.achievement, view.achievementLevel),
      relevance: match.relevance,
      relevanceScore: match.relevanceScore,
      relevanceBy: staff && match.relevanceBy ? (known.names.get(match.relevanceBy) ?? null) : null,
      feasibility: staff ? match.feasibility : feasibility,
      rank: staff ? (match.rank ?? null) : null,
      isPinned: staff && match.isPinned,
      note: staff ? (match.note ?? null) : null,
      evidence,
      modelVersion: match.modelVersion,
      madeAt: match.madeAt.toISOString(),
      reasonCodes: staff ? match.reasonCodes : [],
      feedback: view.side === 'achievement' ? null : (match.feedback ?? null),
      introduction: introductionOf(match, view, sides, known),
      version: match.version,
    };
  }

  return {
    async subject(em: Em, match: Match): Promise<MatchSubject> {
      const sides = (await sidesOf(em, [match])).get(match.id);
      return sides ? subjectOf(match, sides) : NOBODYS;
    },

    async exportQuestion(em: Em, match: Match): Promise<ExportQuestion> {
      const sides = (await sidesOf(em, [match])).get(match.id);
      return sides ? exportQuestion(match, sides.demand) : 'NONE';
    },

    async one(em: Em, actor: Actor, match: Match): Promise<MatchView> {
      return (await this.many(em, actor, [match]))[0]!;
    },

    /** With the other side's contact in full, where it is open: whoever calls this writes it down. */
    async withContact(em: Em, actor: Actor, match: Match): Promise<MatchView> {
      return (await this.many(em, actor, [match], true))[0]!;
    },

    async many(em: Em, actor: Actor, matches: readonly Match[], isContactOpen = false): Promise<MatchView[]> {
      const sides = await sidesOf(em, matches);
      const names = await accounts.namesOf(
        em,
        matches.map((match) => match.relevanceBy),
      );
      const contacts = await accounts.contactsOf(
        em,
        [...sides.values()].flatMap(({ demand, achievement }) => [demand.row.createdBy, achievement.row.createdBy]),
      );
      return matches.flatMap((match) => {
        const both = sides.get(match.id);
        return both ? [present(actor, match, both, { names, contacts, isContactOpen })] : [];
      });
    },

    async list(
      em: Em,
      actor: Actor,
      subject: { kind: 'demand'; record: DemandRecord } | { kind: 'achievement'; record: AchievementRecord },
      list: MatchList | null,
      matches: readonly Match[],
    ): Promise<MatchListView> {
      const { row } = subject.record;
      const advice = (list?.run.advice as Reason[] | undefined) ?? [];
      const reason = list?.run.reason as Reason | undefined;
      const words = (each: Reason): string => renderReason(each, languageOf(actor));
      const title =
        subject.kind === 'demand'
          ? demandSide(subject.record, isAssigned(actor, subject.record) ? 'STAFF' : 'L1').title
          : row.title;
      return {
        subject: { kind: subject.kind, id: row.id, code: row.code, title, version: row.version },
        state: list?.state ?? 'NONE',
        madeAt: list?.madeAt?.toISOString() ?? null,
        modelVersion: list?.modelVersion ?? null,
        noCloseMatch: Boolean(list?.noCloseMatch || list?.staffNoMatchAt),
        staffNoMatch: list?.staffNoMatchAt != null,
        noCloseMatchReason: list?.staffNoMatchAt
          ? STAFF_NO_MATCH[languageOf(actor)]
          : list?.noCloseMatch && reason
            ? words(reason)
            : null,
        advice: advice.map(words),
        items: await this.many(em, actor, matches),
      };
    },

    /** Whether both records still stand, so that something can be agreed about them. */
    async isLive(em: Em, match: Match): Promise<boolean> {
      return areLive((await sidesOf(em, [match])).get(match.id));
    },

    /** What `subject` and `isLive` say, for many matches at once. */
    async subjects(
      em: Em,
      matches: readonly Match[],
    ): Promise<{ match: Match; subject: MatchSubject; isLive: boolean }[]> {
      const sides = await sidesOf(em, matches);
      return matches.map((match) => {
        const both = sides.get(match.id);
        return { match, subject: both ? subjectOf(match, both) : NOBODYS, isLive: areLive(both) };
      });
    },

    /** A demand's title and owner as this curator may know them. */
    demandLabels(actor: Actor, record: DemandRecord): { title: string; ownerLabel: string; isFirmHidden: boolean } {
      const { title, ownerLabel, organisationId } = demandSide(record, isAssigned(actor, record) ? 'STAFF' : 'L1');
      return { title, ownerLabel, isFirmHidden: organisationId === null };
    },
  };
}
export type MatchPresenter = ReturnType<typeof createMatchPresenter>;
