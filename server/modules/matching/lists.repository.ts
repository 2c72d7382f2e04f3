import { CompiledQuery } from 'kysely';
import type { MatchStatus } from '../../contracts/matching.contract.ts';
import type { Em } from '../../db/database.ts';
import { newId } from '../../kernel/ids.ts';
import type { PairMatch } from './engine/match.ts';

/** Whose list it is. */
export type SubjectKind = 'demand' | 'achievement';
export interface Subject {
  kind: SubjectKind;
  id: string;
}
export const keyOf = ({ kind, id }: Subject): string => `${kind}:${id}`;

const run = async <R>(em: Em, sql: string, values: unknown[]): Promise<R[]> =>
  (await em.getKysely<unknown>().executeQuery<R>(CompiledQuery.raw(sql, values))).rows;

/** What happens to a list that is there already when it is asked for. */
const WHEN_PRESENT = {
  leave: 'nothing',
  compute: `update set state = 'COMPUTING', version = match_list.version + 1`,
  queue: `update set state = 'QUEUED', stale_since = excluded.stale_since, version = match_list.version + 1`,
  /** A list that waits or runs already stays as it is; one that was never made waits anew. */
  age: `update set stale_since = coalesce(match_list.stale_since, excluded.stale_since), version = match_list.version + 1,
    state = case when match_list.state <> 'READY' then match_list.state when match_list.made_at is null then 'QUEUED' else 'STALE' end`,
} as const;

/**
 * Lists of these subjects, made where there are none, in one statement: two that ask at the same time get one list.
 * @returns ids of the lists that were made or changed
 */
export async function openLists(
  em: Em,
  subjects: readonly Subject[],
  present: keyof typeof WHEN_PRESENT,
  now: Date,
): Promise<string[]> {
  if (subjects.length === 0) return [];
  // In one order, so that two runs never wait for each other in a circle.
  const rows = [...subjects]
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map(({ kind, id }) => ({ id: newId(), kind, subject: id }));
  const changed = await run<{ id: string }>(
    em,
    `insert into match_list (id, subject_kind, subject_id, state, stale_since)
     select v.id, v.kind, v.subject, $2, $3 from jsonb_to_recordset($1::jsonb) as v(id uuid, kind text, subject uuid)
     on conflict (subject_kind, subject_id) do ${WHEN_PRESENT[present]} returning id`,
    [JSON.stringify(rows), present === 'compute' ? 'COMPUTING' : 'QUEUED', now.toISOString()],
  );
  return changed.map(({ id }) => id);
}

/** A pair of a list as a run needs to know it: without the evidence, which is most of a row. */
export interface PresentPair {
  id: string;
  status: MatchStatus;
  /** The record on the other side. */
  other: string;
  rank: number | null;
  /** An introduction of the pair went out once. */
  wasSent: boolean;
}

export const presentPairs = (em: Em, { kind, id }: Subject): Promise<PresentPair[]> => {
  const [own, other] = kind === 'demand' ? ['demand_id', 'achievement_id'] : ['achievement_id', 'demand_id'];
  return run(
    em,
    `select id, status, ${other} as other, rank, sent_at is not null as "wasSent" from match where ${own} = $1`,
    [id],
  );
};

export interface PairChange {
  id: string;
  rank: number | null;
  /** Null leaves grade and evidence as they are. */
  pair: PairMatch | null;
  /** A lapsed suggestion is one again. */
  returns: boolean;
}

/** Evidence as stored, with the features that a label remembers. */
export const storedEvidence = (pair: PairMatch): Record<string, unknown> => ({
  ...pair.evidence,
  features: Object.fromEntries(Object.entries(pair.relevance.features).filter(([, value]) => value !== null)),
});

/**
 * Writes a run over present pairs in one statement. A level that a person gave stays, and so does the version: a run is
 * no edit, and a curator who reads the list meanwhile must not be turned away for an old version.
 */
export async function updatePairs(em: Em, changes: readonly PairChange[], writesRank: boolean, now: Date) {
  if (changes.length === 0) return;
  const rows = changes.map(({ id, rank, pair, returns }) => ({
    id,
    rank,
    returns,
    ...(pair
      ? {
          relevance: pair.relevance.level,
          score: pair.relevance.score,
          feasibility: pair.feasibility.total,
          model: pair.relevance.modelVersion,
          evidence: storedEvidence(pair),
        }
      : {}),
  }));
  await run(
    em,
    `update match m set rank = case when $2 then v.rank else m.rank end,
       status = case when v.returns then 'SUGGESTED' else m.status end,
       feasibility = coalesce(v.feasibility, m.feasibility), evidence = coalesce(v.evidence, m.evidence),
       model_version = coalesce(v.model, m.model_version), made_at = case when v.model is null then m.made_at else $3 end,
       relevance = case when m.relevance_by is null then coalesce(v.relevance, m.relevance) else m.relevance end,
       relevance_score = case when m.relevance_by is null then coalesce(v.score, m.relevance_score) else m.relevance_score end
     from jsonb_to_recordset($1::jsonb) as v(id uuid, rank int, returns boolean, relevance int, score double precision,
       feasibility double precision, model text, evidence jsonb)
     where m.id = v.id`,
    [JSON.stringify(rows), writesRank, now.toISOString()],
  );
}
