import {
  type Evidence,
  type EvidencePassage,
  type EvidenceSpan,
  type EvidenceTerm,
  type EvidenceView,
  PASSAGES_PER_SIDE,
  readableLevels,
  TERMS_SHOWN,
  type Viewer,
  type VisibleEvidence,
} from './evidence.ts';
import { type Factor, scoreIndicators, totalOf } from './feasibility.ts';
import { canRead, type Level, type Side } from './types.ts';

type Levels = Record<Side, Level>;

const other = (side: Side): Side => (side === 'demand' ? 'achievement' : 'demand');

/** Overlapping marks: the longest stays. */
function disjoint(spans: readonly EvidenceSpan[]): EvidenceSpan[] {
  const kept: EvidenceSpan[] = [];
  for (const span of [...spans].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    if (kept.every(({ start, end }) => span.end <= start || span.start >= end)) kept.push(span);
  }
  return kept.sort((a, b) => a.start - b.start);
}

interface PickedPassage {
  passage: EvidencePassage;
  source: EvidencePassage;
}

/** The best passages of each side that may be read, marked only where the other side's wording may be read too. */
export function pickPassages(
  passages: readonly EvidencePassage[],
  weights: ReadonlyMap<string, number>,
  levels: Levels,
): PickedPassage[] {
  const picked: PickedPassage[] = [];
  for (const side of ['demand', 'achievement'] as const) {
    const ranked = passages
      .filter((passage) => passage.side === side && canRead(passage.level, levels[side]))
      .map((source) => {
        const spans = disjoint(source.spans.filter(({ otherLevel }) => canRead(otherLevel, levels[other(side)])));
        const terms = new Set(spans.map(({ term }) => term));
        const weight = [...terms].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0);
        return { source, passage: { ...source, spans }, weight };
      })
      .filter(({ passage }) => passage.spans.length > 0)
      .sort(
        (a, b) =>
          b.weight - a.weight ||
          (a.source.field < b.source.field
            ? -1
            : a.source.field > b.source.field
              ? 1
              : a.source.start - b.source.start),
      );
    picked.push(...ranked.slice(0, PASSAGES_PER_SIDE));
  }
  return picked;
}

/** The strongest wordings that stand in a readable field on both sides. */
export function pickTerms(terms: readonly EvidenceTerm[], levels: Levels): { term: string; weight: number }[] {
  return terms
    .filter(({ seenIn }) =>
      seenIn.some(
        ({ demand, achievement }) => canRead(demand, levels.demand) && canRead(achievement, levels.achievement),
      ),
    )
    .map(({ term, weight }) => ({ term, weight }))
    .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    .slice(0, TERMS_SHOWN);
}

const viewFor = (views: readonly EvidenceView[], levels: Levels): EvidenceView | undefined =>
  views.find(({ covers }) =>
    covers.some(({ demand, achievement }) => demand === levels.demand && achievement === levels.achievement),
  );

/**
 * What one party may see of the evidence. Staff see all. A party sees its own side in full and the other side up to
 * `maxLevelOfOther`; a wording is marked only when a readable field of both sides holds it, so that a mark in one's own
 * text tells nothing about the other's private text; indicator rows, score parts and feasibility are those computed
 * from readable facts alone. Changing a text the viewer may not read changes nothing here but `hiddenCount`.
 */
export function redactFor(evidence: Evidence, viewer: Viewer): VisibleEvidence {
  const levels = readableLevels(viewer);
  const weights = new Map(evidence.terms.map(({ term, weight }) => [term, weight]));
  const passages = pickPassages(evidence.passages, weights, levels).map(({ passage }) => passage);
  const isStaff = viewer.side === 'staff';
  const view = viewFor(evidence.views, levels);
  const rows = view?.rows ?? [];
  const mayRead = ({ name, levels: own }: Factor) =>
    isStaff ||
    name === 'indicators' ||
    (canRead(own.demand, levels.demand) && canRead(own.achievement, levels.achievement));
  const visible = evidence.factors.filter(mayRead);
  const factors = visible.map(({ levels: _, ...factor }) =>
    factor.name === 'indicators' && !isStaff ? { ...factor, ...scoreIndicators(viewRows(rows)) } : factor,
  );
  const seesRights = visible.some(({ name }) => name === 'rights');
  const stop = seesRights ? evidence.feasibility.stop : null;
  const isCapped = rows.some(({ mandatory, status }) => mandatory && status === 'failed');
  const cap = isCapped ? { code: 'feasibility.cap.mandatory', params: { cap: 40 } } : null;
  const hidden = evidence.passages.filter(({ side, level }) => !canRead(level, levels[side])).length;
  return {
    terms: pickTerms(evidence.terms, levels),
    passages,
    hiddenCount: hidden,
    rows,
    parts: view?.parts ?? [],
    caps: view?.caps ?? [],
    factors,
    hiddenFactors: evidence.factors.filter((factor) => !mayRead(factor)).map(({ name }) => name),
    feasibility: isStaff ? evidence.feasibility.total : totalOf(factors, isCapped, stop !== null),
    cap: isStaff ? evidence.feasibility.cap : cap,
    stop,
  };
}

const viewRows = (rows: VisibleEvidence['rows']) =>
  rows.map(({ weight, status }) => ({ required: { weight }, status }));
