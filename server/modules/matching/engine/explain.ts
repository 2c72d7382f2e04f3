import { splitClauses } from '../../../../search/text/sentences.ts';
import {
  type Evidence,
  type EvidencePassage,
  type EvidenceRow,
  type EvidenceSpan,
  type EvidenceTerm,
  type EvidenceView,
  VIEW_LEVELS,
} from './evidence.ts';
import type { Feasibility } from './feasibility.ts';
import { type AchievementReading, type DemandReading, pairFeatures } from './features.ts';
import { bestOffers, completeRows, failsMandatory, formatBound, type IndicatorRow } from './indicators.ts';
import type { Model } from './model.ts';
import { openAchievement, openDemand } from './open-part.ts';
import { pickPassages, pickTerms } from './redact.ts';
import { gradeFeatures, type Relevance } from './relevance.ts';
import { type FieldReading, readField, sharedPhrases } from './shared-phrases.ts';
import type { TermStats } from './term-bag.ts';
import {
  canRead,
  factLevel,
  type Level,
  levelRank,
  type MatchAchievement,
  type MatchDemand,
  type Side,
} from './types.ts';

export interface EvidenceInput {
  demand: DemandReading;
  achievement: AchievementReading;
  rows: readonly IndicatorRow[];
  relevance: Relevance;
  feasibility: Feasibility;
  stats: TermStats;
  model: Model;
}

const MIN_PASSAGE = 40;
const MAX_PASSAGE = 240;

function readFields(side: Side, record: MatchDemand | MatchAchievement): FieldReading[] {
  const fields = record.texts
    .filter(({ text }) => text.trim() !== '')
    .map(({ field, text, level }) => readField(side, field, text, level));
  for (const name of ['keywords', 'scenes'] as const) {
    if (record[name].length > 0)
      fields.push(readField(side, name, record[name].join('；'), factLevel(side, record, name)));
  }
  return fields;
}

interface FieldSpans {
  field: FieldReading;
  spans: EvidenceSpan[];
}

/** Terms and marks, from each pair of fields for itself, so that no private field changes what open fields show. */
function compareFields(demand: readonly FieldReading[], achievement: readonly FieldReading[], stats: TermStats) {
  const terms = new Map<string, EvidenceTerm>();
  const marks = new Map<FieldReading, EvidenceSpan[]>([...demand, ...achievement].map((field) => [field, []]));
  for (const ours of demand) {
    for (const theirs of achievement) {
      for (const { phrase, weight, demandSpans, achievementSpans } of sharedPhrases(ours, theirs, stats)) {
        const term = terms.get(phrase) ?? { term: phrase, weight, seenIn: [] };
        const seen = { demand: ours.level, achievement: theirs.level };
        if (!term.seenIn.some((at) => at.demand === seen.demand && at.achievement === seen.achievement))
          term.seenIn.push(seen);
        terms.set(phrase, term);
        for (const { start, end } of demandSpans)
          marks.get(ours)?.push({ start, end, term: phrase, otherLevel: theirs.level });
        for (const { start, end } of achievementSpans)
          marks.get(theirs)?.push({ start, end, term: phrase, otherLevel: ours.level });
      }
    }
  }
  const fields: FieldSpans[] = [...marks].map(([field, spans]) => ({ field, spans: lowestPerPlace(spans) }));
  return { terms: [...terms.values()], fields };
}

function lowestPerPlace(spans: readonly EvidenceSpan[]): EvidenceSpan[] {
  const byPlace = new Map<string, EvidenceSpan>();
  for (const span of spans) {
    const key = `${span.start}-${span.end}`;
    const present = byPlace.get(key);
    if (!present || levelRank(span.otherLevel) < levelRank(present.otherLevel)) byPlace.set(key, span);
  }
  return [...byPlace.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Passages of a field: joined clauses, never across a sentence, cut when a text has no marks at all. */
function cutPassages({ field, spans }: FieldSpans): EvidencePassage[] {
  const { side, level, text } = field;
  const passages: EvidencePassage[] = [];
  for (const clause of splitClauses(text, MIN_PASSAGE)) {
    for (let start = clause.start; start < clause.end; start += MAX_PASSAGE) {
      const end = Math.min(clause.end, start + MAX_PASSAGE);
      const inside = spans.filter((span) => span.start >= start && span.end <= end);
      if (inside.length === 0) continue;
      const shifted = inside.map((span) => ({ ...span, start: span.start - start, end: span.end - start }));
      passages.push({ side, field: field.field, level, start, end, text: text.slice(start, end), spans: shifted });
    }
  }
  return passages;
}

function viewRow(row: IndicatorRow, requiredClosed: boolean, offeredClosed: boolean): EvidenceRow {
  const { required, offered, converted, status, reason } = row;
  const base = {
    name: required.name,
    mandatory: required.mandatory,
    weight: required.weight,
    required: formatBound(required),
  };
  if (requiredClosed || offeredClosed) {
    const code = requiredClosed ? 'indicator.requirementClosed' : 'indicator.closed';
    const shown = offered && !offeredClosed ? formatBound(offered) : null;
    return {
      ...base,
      offered: shown,
      converted: null,
      status: 'unknown',
      reason: { code, params: { name: required.name } },
    };
  }
  return { ...base, offered: offered ? formatBound(offered) : null, converted, status, reason };
}

/** Rows, parts and caps computed anew from what the two levels allow, as if the rest had never been entered. */
function buildView(input: EvidenceInput, demandMax: Level, achievementMax: Level): EvidenceView {
  const ours = openDemand(input.demand, demandMax);
  const theirs = openAchievement(input.achievement, achievementMax);
  const tabled = bestOffers(ours.reading.indicators, theirs.reading.offers);
  const rows = completeRows(ours.reading.indicators, tabled, theirs.reading.spoken);
  const features = pairFeatures(ours.reading, theirs.reading, { stats: input.stats }, tabled);
  const graded = gradeFeatures(features, failsMandatory(rows), input.model);
  return {
    covers: [{ demand: demandMax, achievement: achievementMax }],
    rows: rows.map((row) =>
      viewRow(row, ours.shells.has(row.required), row.offered !== null && theirs.shells.has(row.offered)),
    ),
    parts: graded.parts.filter(({ isKnown }) => isKnown),
    caps: graded.caps,
  };
}

function levelsPresent(side: Side, record: MatchDemand | MatchAchievement): Set<Level> {
  const levels = new Set<Level>(record.texts.map(({ level }) => level));
  for (const { nameLevel, valueLevel } of record.indicators) levels.add(nameLevel).add(valueLevel);
  levels.add(factLevel(side, record, 'keywords')).add(factLevel(side, record, 'scenes'));
  return levels;
}

const effective = (present: ReadonlySet<Level>, max: Level): string =>
  [...present]
    .filter((level) => canRead(level, max))
    .sort()
    .join();

function buildViews(input: EvidenceInput): EvidenceView[] {
  const ours = levelsPresent('demand', input.demand.demand);
  const theirs = levelsPresent('achievement', input.achievement.achievement);
  const whole: EvidenceView = {
    covers: [{ demand: 'L3', achievement: 'L3' }],
    rows: input.rows.map((row) => viewRow(row, false, false)),
    parts: input.relevance.parts,
    caps: input.relevance.caps,
  };
  const made = new Map([[`${effective(ours, 'L3')}|${effective(theirs, 'L3')}`, whole]]);
  for (const { demand, achievement } of VIEW_LEVELS) {
    const key = `${effective(ours, demand)}|${effective(theirs, achievement)}`;
    const present = made.get(key);
    if (present) present.covers.push({ demand, achievement });
    else made.set(key, buildView(input, demand, achievement));
  }
  return [...made.values()];
}

/**
 * Everything that explains a pair: shared wordings and passages of both sides with spans in named fields, the
 * indicator table, score parts and factors, each tagged with the levels it came from. Stored as it is; shown only
 * through `redactFor`. Keeps what any viewer could be shown first, no more.
 */
export function buildEvidence(input: EvidenceInput): Evidence {
  const { relevance, feasibility, stats } = input;
  const { demand } = input.demand;
  const { achievement } = input.achievement;
  const compared = compareFields(readFields('demand', demand), readFields('achievement', achievement), stats);
  const passages = compared.fields.flatMap(cutPassages);
  const weights = new Map(compared.terms.map(({ term, weight }) => [term, weight]));
  const keptPassages = new Set<EvidencePassage>();
  const keptTerms = new Set<string>();
  for (const levels of VIEW_LEVELS) {
    for (const { source } of pickPassages(passages, weights, levels)) keptPassages.add(source);
    for (const { term } of pickTerms(compared.terms, levels)) keptTerms.add(term);
  }
  const kept = passages.filter((passage) => keptPassages.has(passage));
  for (const { spans } of kept) for (const { term } of spans) keptTerms.add(term);
  return {
    modelVersion: relevance.modelVersion,
    level: relevance.level,
    score: relevance.score,
    terms: compared.terms.filter(({ term }) => keptTerms.has(term)),
    passages: kept,
    views: buildViews(input),
    factors: feasibility.factors,
    feasibility: { total: feasibility.total, cap: feasibility.cap, stop: feasibility.stop },
  };
}
