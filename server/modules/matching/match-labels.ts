import type { Em } from '../../db/database.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { decodeCursor, encodeCursor } from '../../kernel/page.ts';
import type { AchievementRecords } from '../achievements/index.ts';
import type { DemandRecord, DemandRecords } from '../demands/index.ts';
import { type Match, MatchLabel } from './match.entity.ts';
import { assertCurator } from './matching.access.ts';
import type { MatchPresenter } from './matching.presenter.ts';

/** Writes a decision of a person on a match, with what the person saw: the training signal. */
export function createLabelWriter(clock: Clock) {
  return function label(
    em: Em,
    actor: Actor,
    match: Match,
    action: string,
    before: Record<string, unknown>,
    extra: { reasonCode?: string | null; comment?: string; relevance?: number | null } = {},
  ): MatchLabel {
    return em.create(MatchLabel, {
      id: newId(),
      matchId: match.id,
      demandId: match.demandId,
      achievementId: match.achievementId,
      action,
      relevance: extra.relevance ?? null,
      reasonCode: extra.reasonCode ?? null,
      comment: extra.comment || null,
      rankShown: match.rank ?? null,
      modelVersion: match.modelVersion,
      features: (match.evidence.features as Record<string, number> | undefined) ?? {},
      undoneById: null,
      before,
      byId: actor.userId,
      byName: actor.name,
      at: clock.now(),
    });
  };
}

/** Labels for who measures the model, newest first. */
export function createLabelList(deps: {
  em: () => Em;
  presenter: MatchPresenter;
  demands: DemandRecords;
  achievements: AchievementRecords;
}) {
  const { presenter, demands, achievements } = deps;
  return async function labels(actor: Actor, query: { cursor?: string | undefined; limit: number }) {
    assertCurator(actor);
    const em = deps.em();
    const cursor = decodeCursor(query.cursor);
    const rows = await em.find(MatchLabel, cursor ? { id: { $lt: cursor.id } } : {}, {
      orderBy: { id: 'desc' },
      limit: query.limit + 1,
    });
    const shown = rows.slice(0, query.limit);
    const titleOf = (record: DemandRecord | undefined) => (record ? presenter.demandLabels(actor, record).title : null);
    const posed = await demands.records(em, [...new Set(shown.map((row) => row.demandId))]);
    const offered = await achievements.records(em, [...new Set(shown.map((row) => row.achievementId))]);
    const items = shown.map((row) => ({
      id: row.id,
      matchId: row.matchId,
      demandId: row.demandId,
      achievementId: row.achievementId,
      demandTitle: titleOf(posed.get(row.demandId)),
      achievementTitle: offered.get(row.achievementId)?.row.content.title ?? null,
      action: row.undoneById ? `${row.action}_UNDONE` : row.action,
      relevance: row.relevance ?? null,
      reasonCode: row.reasonCode ?? null,
      rankShown: row.rankShown ?? null,
      modelVersion: row.modelVersion,
      byName: row.byName,
      at: row.at.toISOString(),
    }));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > query.limit && last ? encodeCursor({ key: '', id: last.id }) : null };
  };
}
