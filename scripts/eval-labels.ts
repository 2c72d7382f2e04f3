import { existsSync, readFileSync } from 'node:fs';
import { createEmbedding } from '../search/create-embedding.ts';
import { createSearch } from '../search/create-search.ts';
import type { CandidateResult } from '../search/port.ts';
import { AchievementContent } from '../server/contracts/achievements.contract.ts';
import { DemandContent } from '../server/contracts/demands.contract.ts';
import type { Achievement } from '../server/modules/achievements/achievement.entity.ts';
import { matchingDocument } from '../server/modules/achievements/achievements.document.ts';
import type { AchievementRecord } from '../server/modules/achievements/index.ts';
import type { DemandRecord } from '../server/modules/demands/index.ts';
import { CANDIDATES, DENSE_WEIGHT } from '../server/modules/matching/compute.service.ts';
import { type Calibration, calibrate, type LabelledPair } from '../server/modules/matching/engine/calibrate.ts';
import { readDemand } from '../server/modules/matching/engine/features.ts';
import { contextOf, gradePair } from '../server/modules/matching/engine/match.ts';
import { MODEL, type Model } from '../server/modules/matching/engine/model.ts';
import { decideNoMatch } from '../server/modules/matching/engine/no-match.ts';
import { profileOfDemand, textForEmbedding } from '../server/modules/matching/engine/profile.ts';
import { rankList } from '../server/modules/matching/engine/rank.ts';
import { achievementInput, demandInput } from '../server/modules/matching/match-input.ts';
import { type DemoAchievement, type DemoDemand, readDemoData } from './seed/demo-data.ts';

/** One judged pair of the demo data: every annotator's level is kept. */
export interface PairLabel {
  demand: string;
  achievement: string;
  labels: { by: string; level: 1 | 2 | 3 | 4 }[];
}
export interface LabelFile {
  definition: string;
  pairs: PairLabel[];
}

/** Figures of the judged pairs of the demo data. */
export interface LabelReport {
  demands: number;
  pairs: number;
  annotatorKappa: number;
  meanAbsoluteError: number;
  baselineError: number;
  /** Share of the first five candidates labelled 3 or 4, over demands that have such an answer; `best` is what a perfect list would reach. */
  precisionAt5: number;
  bestPrecisionAt5: number;
  ndcgAt10: number;
  noAnswerAuc: number;
  /** Demands with an answer whose list says "no close match", and demands without one whose list names one. */
  wronglyNone: number;
  wronglySome: number;
}

type Level = 1 | 2 | 3 | 4;
const median = (levels: readonly number[]): number => {
  const sorted = [...levels].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Quadratically weighted kappa of the first two annotators (Cohen 1968). */
export function weightedKappa(pairs: readonly PairLabel[]): number {
  const both = pairs
    .filter((pair) => pair.labels.length >= 2)
    .map((pair) => [pair.labels[0]!.level, pair.labels[1]!.level] as const);
  if (both.length === 0) return Number.NaN;
  const share = (index: 0 | 1, level: number) => both.filter((pair) => pair[index] === level).length / both.length;
  let observed = 0;
  for (const [a, b] of both) observed += (a - b) ** 2 / both.length;
  let expected = 0;
  for (let a = 1; a <= 4; a++) for (let b = 1; b <= 4; b++) expected += (a - b) ** 2 * share(0, a) * share(1, b);
  return 1 - observed / expected;
}

/** Area under the ROC curve of a score for positives against negatives; ties count half. */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
  let wins = 0;
  for (const p of positives) for (const n of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0;
  return wins / (positives.length * negatives.length);
}

const asAchievement = (item: DemoAchievement): Achievement =>
  ({
    id: item.key,
    code: item.key,
    title: item.title ?? '',
    status: 'PUBLISHED',
    organisationId: item.team,
    teamId: item.team,
    content: AchievementContent.parse({ ...item, confidential: item.confidential ?? undefined }),
    publishedAt: null,
    confirmedAt: null,
    createdBy: null,
    version: 1,
  }) as unknown as Achievement;

interface Graded {
  demand: string;
  result: CandidateResult;
  levels: Map<string, { level: Level; score: number; features: LabelledPair['features'] }>;
  order: string[];
  noAnswerScore: number;
  noCloseMatch: boolean;
}

/** Runs the product's own engine, profile, grading and ranking over the demo data. */
async function gradeAll(file: LabelFile, model: Model): Promise<Graded[]> {
  const data = readDemoData();
  const embedding = createEmbedding({ kind: 'local' });
  const engine = await createSearch({
    engine: 'embedded',
    embeddingModelId: embedding.id,
    dimension: embedding.dimension,
  });
  const regionOf = new Map([...data.organisations, ...data.firms].map((org) => [org.key, org.regionCode]));
  const orgOf = new Map(data.teams.map((team) => [team.key, team.org]));
  const open = data.achievements.filter((item) => item.status === 'PUBLISHED');
  const documents = open.map((item) =>
    matchingDocument(asAchievement(item), {
      organisationName: '',
      organisationAliases: [],
      regionCode: regionOf.get(orgOf.get(item.team) ?? '') ?? '',
    }),
  );
  const vectors = await embedding.embed(
    documents.map((document) => [document.title, document.keywords.join(' '), document.body].join('\n')),
    'document',
  );
  await engine.rebuild(
    'matching',
    (async function* () {
      yield documents.map((document, i) => ({ ...document, vector: vectors[i]! }));
    })(),
  );
  const achievements = new Map(
    open.map((item) => [
      item.key,
      achievementInput({
        row: asAchievement(item),
        organisationName: '',
        regionCode: regionOf.get(orgOf.get(item.team) ?? '') ?? '',
        team: null,
      } as unknown as AchievementRecord),
    ]),
  );
  const wanted = new Set(file.pairs.map((pair) => pair.demand));
  const graded: Graded[] = [];
  for (const item of data.demands.filter((demand) => wanted.has(demand.key))) graded.push(await gradeOne(item));
  await engine.close();
  return graded;

  async function gradeOne(item: DemoDemand): Promise<Graded> {
    const record = {
      row: {
        id: item.key,
        content: DemandContent.parse({
          ...item,
          confidential: item.confidential ?? undefined,
          partnerConditions: item.partnerConditions ?? undefined,
          neededBy: null,
          deadlineAnswer: null,
        }),
        organisationId: item.firm,
        confirmedAt: null,
      },
      regionCode: regionOf.get(item.firm) ?? '',
      organisationName: '',
      firmNames: [],
    } as unknown as DemandRecord;
    const input = demandInput(record);
    const parts = profileOfDemand(input);
    const [vector] = await embedding.embed([textForEmbedding(parts)], 'query');
    const result = await engine.candidates('matching', {
      parts,
      k: CANDIDATES,
      denseWeight: DENSE_WEIGHT,
      ...(vector ? { vector } : {}),
    });
    const reading = readDemand(input);
    const levels: Graded['levels'] = new Map();
    const ids = new Set([
      ...result.candidates.map((candidate) => candidate.id),
      ...file.pairs.filter((pair) => pair.demand === item.key).map((pair) => pair.achievement),
    ]);
    const items = [];
    for (const id of ids) {
      const achievement = achievements.get(id);
      if (!achievement) continue;
      const pair = gradePair(reading, achievement, { asOf: '2026-11-23', run: result, model }, contextOf(result, id));
      levels.set(id, { level: pair.relevance.level, score: pair.relevance.score, features: pair.relevance.features });
      if (result.candidates.some((candidate) => candidate.id === id))
        items.push({
          id,
          level: pair.relevance.level,
          score: pair.relevance.score,
          feasibility: pair.feasibility.total,
          isStopped: pair.feasibility.stop !== null,
          teamId: achievement.teamId,
          isStale: false,
          isPinned: false,
          manualRank: null,
        });
    }
    const decision = decideNoMatch(
      items.map(({ level, score, isStopped }) => ({ level, score, isStopped })),
      result,
      input,
      model,
    );
    return {
      demand: item.key,
      result,
      levels,
      order: rankList(items).map((ranked) => ranked.id),
      noAnswerScore: decision.noAnswerScore,
      noCloseMatch: decision.noCloseMatch,
    };
  }
}

const dcg = (gains: readonly number[]): number =>
  gains.slice(0, 10).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const readLabels = (path: string): LabelFile => JSON.parse(readFileSync(path, 'utf8')) as LabelFile;

/** Evaluates the judged pairs of the demo data through the product's engine; null when there is no file of labels. */
export async function evalLabels(path: string, model: Model = MODEL): Promise<LabelReport | null> {
  if (!existsSync(path)) return null;
  const file = readLabels(path);
  const graded = await gradeAll(file, model);
  const truth = new Map(
    file.pairs.map((pair) => [`${pair.demand}|${pair.achievement}`, median(pair.labels.map((label) => label.level))]),
  );
  const levelOf = (demand: string, achievement: string) => truth.get(`${demand}|${achievement}`) ?? 1;
  const errors = graded.flatMap((run) =>
    file.pairs
      .filter((pair) => pair.demand === run.demand)
      .flatMap((pair) => {
        const given = run.levels.get(pair.achievement);
        return given ? [mean(pair.labels.map((label) => Math.abs(label.level - given.level)))] : [];
      }),
  );
  const bestOf = (demand: string) =>
    Math.max(
      ...file.pairs.filter((pair) => pair.demand === demand).map((pair) => levelOf(pair.demand, pair.achievement)),
    );
  const answered = graded.filter((run) => bestOf(run.demand) >= 3);
  const unanswered = graded.filter((run) => bestOf(run.demand) < 3);
  const goodOf = (demand: string) =>
    file.pairs.filter((pair) => pair.demand === demand && levelOf(demand, pair.achievement) >= 3).length;
  return {
    demands: graded.length,
    pairs: errors.length,
    annotatorKappa: weightedKappa(file.pairs),
    meanAbsoluteError: mean(errors),
    baselineError: Math.min(
      ...[1, 2, 3, 4].map((answer) =>
        mean(file.pairs.map((pair) => mean(pair.labels.map((label) => Math.abs(label.level - answer))))),
      ),
    ),
    precisionAt5: mean(
      answered.map((run) => run.order.slice(0, 5).filter((id) => levelOf(run.demand, id) >= 3).length / 5),
    ),
    bestPrecisionAt5: mean(answered.map((run) => Math.min(5, goodOf(run.demand)) / 5)),
    ndcgAt10: mean(
      answered.map((run) => {
        const gain = (level: number) => 2 ** (level - 1) - 1;
        const ideal = file.pairs
          .filter((pair) => pair.demand === run.demand)
          .map((pair) => gain(levelOf(run.demand, pair.achievement)))
          .sort((a, b) => b - a);
        return dcg(run.order.map((id) => gain(levelOf(run.demand, id)))) / dcg(ideal);
      }),
    ),
    noAnswerAuc: areaUnderCurve(
      unanswered.map((run) => run.noAnswerScore),
      answered.map((run) => run.noAnswerScore),
    ),
    wronglyNone: answered.filter((run) => run.noCloseMatch).length,
    wronglySome: unanswered.filter((run) => !run.noCloseMatch).length,
  };
}

/** Fits the model's weights and thresholds to the judged pairs, with the error over folds. */
export async function fitLabels(path: string, version: string): Promise<Calibration> {
  const file = readLabels(path);
  const graded = await gradeAll(file, MODEL);
  const pairs = graded.flatMap((run): LabelledPair[] =>
    file.pairs
      .filter((pair) => pair.demand === run.demand)
      .flatMap((pair) => {
        const given = run.levels.get(pair.achievement);
        return given
          ? [
              {
                demandId: run.demand,
                pairKey: `${pair.demand}|${pair.achievement}`,
                features: given.features,
                levels: pair.labels.map((label) => label.level),
              },
            ]
          : [];
      }),
  );
  return calibrate(pairs, { prior: MODEL, version });
}
