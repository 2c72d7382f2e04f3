import { CompiledQuery } from 'kysely';
import type { Em } from '../../db/database.ts';
import type { AchievementRecords } from '../achievements/index.ts';
import type { DemandRecords } from '../demands/index.ts';
import { type AchievementReading, type DemandReading, readAchievement, readDemand } from './engine/features.ts';
import { achievementInput, demandInput } from './match-input.ts';

/** Readings kept of each kind; one takes some tens of kilobytes. */
const KEPT = 1000;

interface Revision {
  id: string;
  revision: string;
  status: string;
  teamId: string | null;
  confirmedAt: number | null;
}

/** A record as it stands now, read for the engine. */
export interface Standing<R> {
  reading: R;
  status: string;
  teamId: string | null;
  confirmedAt: Date | null;
}

/**
 * The present revision of each record: of the row itself and of the rows beside it from which the engine's input takes
 * region, names of the firm and capacity. Every edit counts the version of its row up in the same transaction.
 */
const REVISIONS = {
  achievement: `select r.id, concat_ws('.', r.version, o.version, coalesce(t.version, 0)) as revision, r.status, r.team_id as "teamId",
      extract(epoch from r.confirmed_at)::float8 * 1000 as "confirmedAt"
    from achievement r join organisation o on o.id = r.organisation_id left join team t on t.id = r.team_id where r.id = any($1)`,
  demand: `select r.id, concat_ws('.', r.version, o.version) as revision, r.status, null as "teamId",
      extract(epoch from r.confirmed_at)::float8 * 1000 as "confirmedAt"
    from demand r join organisation o on o.id = r.organisation_id where r.id = any($1)`,
} as const;

/** Loads what was read before from memory, by revision, and reads the rest: most records meet many lists unchanged. */
function createKept<R>(kind: keyof typeof REVISIONS, load: (em: Em, ids: string[]) => Promise<Map<string, R>>) {
  const kept = new Map<string, { revision: string; reading: R }>();
  return async (em: Em, ids: readonly string[]): Promise<Map<string, Standing<R>>> => {
    if (ids.length === 0) return new Map();
    const query = CompiledQuery.raw(REVISIONS[kind], [[...ids]]);
    const { rows } = await em.getKysely<unknown>().executeQuery<Revision>(query);
    const known = new Map<string, R>();
    for (const { id, revision } of rows) {
      const present = kept.get(id);
      kept.delete(id);
      if (present?.revision !== revision) continue;
      // Back to the end: the longest unused goes first.
      kept.set(id, present);
      known.set(id, present.reading);
    }
    const missing = rows.filter(({ id }) => !known.has(id));
    const read = missing.length
      ? await load(
          em,
          missing.map(({ id }) => id),
        )
      : new Map<string, R>();
    for (const { id, revision } of missing) {
      const reading = read.get(id);
      if (!reading) continue;
      known.set(id, reading);
      // Read after its revision was: it may be newer than the key, never older.
      kept.set(id, { revision, reading });
    }
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return new Map(
      rows.flatMap(({ id, status, teamId, confirmedAt }) => {
        const reading = known.get(id);
        const at = confirmedAt === null ? null : new Date(Number(confirmedAt));
        return reading ? [[id, { reading, status, teamId, confirmedAt: at }] as const] : [];
      }),
    );
  };
}

/** Records as the engine reads them, kept between runs. */
export function createReadings({
  achievements,
  demands,
}: {
  achievements: AchievementRecords;
  demands: DemandRecords;
}) {
  return {
    achievements: createKept<AchievementReading>('achievement', async (em, ids) => {
      const records = await achievements.records(em, ids);
      return new Map([...records].map(([id, record]) => [id, readAchievement(achievementInput(record))]));
    }),
    demands: createKept<DemandReading>('demand', async (em, ids) => {
      const records = await demands.records(em, ids);
      return new Map([...records].map(([id, record]) => [id, readDemand(demandInput(record))]));
    }),
  };
}
export type Readings = ReturnType<typeof createReadings>;
