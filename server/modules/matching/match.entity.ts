import { defineEntity, p } from '@mikro-orm/core';
import type { MatchStatus } from '../../contracts/matching.contract.ts';
import { baseColumns } from '../../db/base.entity.ts';
import type { ExportAnswerRow } from './export-question.ts';

/** One computed list a demand, or an achievement for the reverse direction; its items are `Match` rows or pairs. */
const MatchListSchema = defineEntity({
  name: 'MatchList',
  tableName: 'match_list',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    subjectKind: p.string().$type<'demand' | 'achievement'>(),
    subjectId: p.uuid(),
    state: p.string().$type<'QUEUED' | 'COMPUTING' | 'READY' | 'STALE'>(),
    madeAt: p.datetime().nullable(),
    modelVersion: p.string().nullable(),
    noCloseMatch: p.boolean(),
    noCloseMatchReason: p.string().nullable(),
    /** Features, ranks and thresholds of the run, so that it can be replayed and compared. Ids and numbers only. */
    run: p.json<Record<string, unknown>>(),
    staffNoMatchAt: p.datetime().nullable(),
    staffNoMatchBy: p.uuid().nullable(),
    staleSince: p.datetime().nullable(),
  },
});
export class MatchList extends MatchListSchema.class {}
MatchListSchema.setClass(MatchList);

const MatchSchema = defineEntity({
  name: 'Match',
  tableName: 'match',
  properties: {
    ...baseColumns,
    code: p.string(),
    demandId: p.uuid(),
    achievementId: p.uuid(),
    origin: p.string().$type<'SYSTEM' | 'STAFF' | 'LIAISON' | 'FIRM' | 'TEAM'>(),
    status: p.string().$type<MatchStatus>(),
    relevance: p.integer(),
    relevanceScore: p.float(),
    /** Set when a person graded it. */
    relevanceBy: p.uuid().nullable(),
    feasibility: p.float(),
    rank: p.integer().nullable(),
    manualRank: p.integer().nullable(),
    isPinned: p.boolean(),
    note: p.string().nullable(),
    /** Full evidence with the disclosure level of each piece; redacted for every reader but staff. */
    evidence: p.json<Record<string, unknown>>(),
    modelVersion: p.string(),
    madeAt: p.datetime(),
    reasonCodes: p.json<string[]>(),
    feedback: p.string().$type<'USEFUL' | 'NOT_NOW' | 'WRONG'>().nullable(),
    sentAt: p.datetime().nullable(),
    sentBy: p.uuid().nullable(),
    dueOn: p.string().nullable(),
    message: p.string().nullable(),
    demandAnswer: p.string().$type<'PENDING' | 'ACCEPTED' | 'DECLINED'>().nullable(),
    achievementAnswer: p.string().$type<'PENDING' | 'ACCEPTED' | 'DECLINED'>().nullable(),
    declinedReason: p.string().nullable(),
    declinedComment: p.string().nullable(),
    firstResponseAt: p.datetime().nullable(),
    /** Of a match with a foreign-controlled firm; null while nobody answered. */
    exportAnswer: p.json<ExportAnswerRow>().nullable(),
  },
});
export class Match extends MatchSchema.class {}
MatchSchema.setClass(Match);

/** Every decision of a person on a match: the training signal, never changed, undone by a later row. */
const MatchLabelSchema = defineEntity({
  name: 'MatchLabel',
  tableName: 'match_label',
  properties: {
    id: p.uuid().primary(),
    matchId: p.uuid(),
    demandId: p.uuid(),
    achievementId: p.uuid(),
    action: p.string(),
    relevance: p.integer().nullable(),
    reasonCode: p.string().nullable(),
    comment: p.string().nullable(),
    rankShown: p.integer().nullable(),
    modelVersion: p.string(),
    features: p.json<Record<string, number>>(),
    undoneById: p.uuid().nullable(),
    /** State before, for undo. */
    before: p.json<Record<string, unknown>>(),
    byId: p.uuid().nullable(),
    byName: p.string(),
    at: p.datetime(),
  },
});
export class MatchLabel extends MatchLabelSchema.class {}
MatchLabelSchema.setClass(MatchLabel);

export { MatchLabelSchema, MatchListSchema, MatchSchema };
