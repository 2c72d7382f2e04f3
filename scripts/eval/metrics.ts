/** Grades of the judged documents of one query, by document id. */
export type Judgements = ReadonlyMap<string, number>;

/** nDCG with gain 2^grade − 1 and discount log2(rank + 1); unjudged documents count 0. */
export function ndcg(ranking: readonly string[], judgements: Judgements, depth = 10): number {
  const gain = (grade: number) => 2 ** grade - 1;
  const discounted = (grades: readonly number[]) =>
    grades.slice(0, depth).reduce((sum, grade, i) => sum + gain(grade) / Math.log2(i + 2), 0);
  const ideal = discounted([...judgements.values()].sort((a, b) => b - a));
  return ideal === 0 ? 0 : discounted(ranking.slice(0, depth).map((id) => judgements.get(id) ?? 0)) / ideal;
}

/** The least grade that counts as an answer: 2, or the best there is when a set has no grade above 1. */
export function answerGrade(sets: Iterable<Judgements>): number {
  let best = 0;
  for (const judgements of sets) for (const grade of judgements.values()) best = Math.max(best, grade);
  return Math.min(2, best);
}

/** 1 ÷ rank of the first answer within the depth, 0 without one. */
export function reciprocalRank(ranking: readonly string[], judgements: Judgements, grade: number, depth = 10): number {
  const at = ranking.slice(0, depth).findIndex((id) => (judgements.get(id) ?? 0) >= grade);
  return at < 0 ? 0 : 1 / (at + 1);
}

/** Share of the answers that stand within the depth; undefined for a query without answers. */
export function recall(
  ranking: readonly string[],
  judgements: Judgements,
  grade: number,
  depth = 10,
): number | undefined {
  const answers = [...judgements].filter(([, own]) => own >= grade).map(([id]) => id);
  if (answers.length === 0) return undefined;
  const found = new Set(ranking.slice(0, depth));
  return answers.filter((id) => found.has(id)).length / answers.length;
}

/** Share of the first ten that somebody judged. */
export function judgedShare(ranking: readonly string[], judgements: Judgements, depth = 10): number {
  const first = ranking.slice(0, depth);
  return first.length === 0 ? 0 : first.filter((id) => judgements.has(id)).length / first.length;
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** mulberry32: small, seeded, the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface PairedGain {
  gain: number;
  /** 95 % interval. */
  low: number;
  high: number;
  /** Share of resamples in which the gain is above 0. */
  above: number;
}

/** Paired bootstrap over queries: mean of `a − b` with its percentile interval. Equal seeds give equal answers. */
export function pairedBootstrap(a: readonly number[], b: readonly number[], rounds = 5000, seed = 1): PairedGain {
  const differences = a.map((value, i) => value - b[i]!);
  const random = seededRandom(seed);
  const means = Array.from({ length: rounds }, () => {
    let sum = 0;
    for (let i = 0; i < differences.length; i++) sum += differences[Math.floor(random() * differences.length)]!;
    return sum / Math.max(1, differences.length);
  }).sort((x, y) => x - y);
  return {
    gain: mean(differences),
    low: means[Math.floor(rounds * 0.025)] ?? 0,
    high: means[Math.floor(rounds * 0.975)] ?? 0,
    above: means.filter((value) => value > 0).length / rounds,
  };
}
