import { inverseDocumentFrequency, termImportance } from './bm25.ts';
import { gapOf } from './gap.ts';
import { peakOf } from './peak.ts';
import type { QueryPlan, TermSource } from './query-plan.ts';
import type { TextIndex } from './text-index.ts';
import { type Ranked, type TieBreak, topK } from './top-k.ts';

/** A term of the query as it was scored, summed over the clauses. */
export interface ScoredTerm {
  term: string;
  source: TermSource;
  idf: number;
  /** What one saturated occurrence adds to a document's score. */
  weight: number;
}

export interface RankedText extends Ranked {
  /** Score of a document that holds every term, synonyms aside, once at mean length. */
  ideal: number;
  /** (top1 − top10) ÷ ideal. */
  gap: number;
  /** Strongest first. Σ weight × saturate(…) over these is the text score, so parts can be told exactly. */
  terms: ScoredTerm[];
}

export interface RankOptions {
  /** Length of the list, usually `FUSION_DEPTH`. */
  depth: number;
  /** Filters and tombstones. */
  accept?: (slot: number) => boolean;
  tieBreak?: TieBreak;
}

/** A document need not say a thing in every way, so synonyms ask for nothing themselves. */
function idealOf(terms: readonly { source: TermSource; weight: number }[]): number {
  return terms.reduce((sum, term) => sum + (term.source === 'synonym' ? 0 : term.weight), 0);
}

/** Runs a plan over an index: the one text ranking of the product, whatever keeps the postings. */
export function rankText(plan: QueryPlan, index: TextIndex, options: RankOptions): RankedText {
  const { depth, accept, tieBreak } = options;
  const merged = new Map<string, ScoredTerm>();
  const scratch = new Float32Array(index.slots);
  const peakOfClause = (clause: { terms: { term: string; weight: number }[]; ideal: number }) => {
    scratch.fill(0);
    for (const term of clause.terms) index.addScores(term.term, term.weight, scratch);
    return peakOf(topK(scratch, 10, accept, tieBreak).scores, clause.ideal);
  };
  const clauses = plan.clauses.map((clause) => {
    const terms = clause.terms
      .map((term) => {
        const df = index.documentFrequency(term.term);
        const importance = termImportance(term.term, index.documents, df);
        return { ...term, df, weight: term.weight * importance, idf: inverseDocumentFrequency(index.documents, df) };
      })
      .filter((term) => term.df > 0);
    return { weight: clause.weight, terms, ideal: idealOf(terms) };
  });
  const peaks = plan.weighByPeak && clauses.length > 1 ? clauses.map((clause) => peakOfClause(clause)) : [];
  // Where no list stands out at all, as among duplicates, the clauses count alike.
  const byPeak = peaks.some((peak) => peak > 0);
  clauses.forEach((clause, i) => {
    const weight = byPeak ? clause.weight * peaks[i]! : clause.weight;
    for (const { term, source, idf, weight: own } of clause.terms) {
      const key = `${source} ${term}`;
      const present = merged.get(key);
      if (present) present.weight += weight * own;
      else merged.set(key, { term, source, idf, weight: weight * own });
    }
  });
  const terms = [...merged.values()].sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
  scratch.fill(0);
  for (const term of terms) if (term.weight > 0) index.addScores(term.term, term.weight, scratch);
  const ideal = idealOf(terms);
  const best = topK(scratch, depth, accept, tieBreak);
  return { ...best, ideal, gap: gapOf(best.scores, ideal), terms };
}
