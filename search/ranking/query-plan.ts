import type { ProfilePart } from '../port.ts';
import { glossesOf } from '../text/bilingual.ts';
import { cutNoise } from '../text/noise.ts';
import { splitSentences } from '../text/sentences.ts';
import { synonymsOf } from '../text/synonyms.ts';
import { extractTerms, termKind } from '../text/terms.ts';
import type { TextIndex } from './text-index.ts';

/** Where a term of the plan comes from; the name of its part in a hit's explanation. */
export type TermSource = 'text' | 'synonym' | 'gloss';

export interface PlanTerm {
  term: string;
  /** Multiplies the term's importance: 1 for a term as written, less for what was added; repeats add up. */
  weight: number;
  source: TermSource;
  /** Of a gloss: the English piece it stands for, beside other words for the same. */
  piece?: string;
  /** Of a gloss: the term is a whole word, even a single character. */
  isWord?: boolean;
}

/** A piece of the query that is scored for itself. */
export interface PlanClause {
  text: string;
  weight: number;
  terms: PlanTerm[];
}

export interface QueryPlan {
  clauses: PlanClause[];
  /** Weigh the clauses by how peaked their result lists are; off for what people type into a search box. */
  weighByPeak: boolean;
  /** Words that were added, for the answer's `understood`. */
  glosses: string[];
  synonyms: string[];
}

/** Chinese words for an English text; see `text/bilingual.ts`. */
export type Glossary = (text: string) => { word: string; weight: number; of: string }[];

/** How many documents of an index hold a Chinese word, at most. */
export function glossFrequencyOf(index: Pick<TextIndex, 'documentFrequency'>): (word: string) => number {
  return (word) => {
    const terms = extractTerms(word);
    const telling = terms.length > 1 ? terms.filter((term) => termKind(term) !== 'han') : terms;
    return telling.length === 0 ? 0 : Math.min(...telling.map((term) => index.documentFrequency(term)));
  };
}

/**
 * The glossary of an index: translations that its documents hold, by how many hold the word (at most: a word of
 * several characters is as frequent as its rarest pair).
 */
export function glossaryOf(index: Pick<TextIndex, 'documentFrequency'>): Glossary {
  const frequency = glossFrequencyOf(index);
  return (text) => glossesOf(text, frequency);
}

export const PLAN_WEIGHTS = { synonym: 0.3, gloss: 1 };

function clauseTerms(text: string, plan: QueryPlan, glossary: Glossary | undefined): PlanTerm[] {
  const terms = new Map<string, PlanTerm>();
  const add = (term: string, weight: number, source: TermSource, gloss?: { piece: string; isWord: boolean }) => {
    const key = `${source} ${term} ${gloss?.piece ?? ''}`;
    const present = terms.get(key);
    if (!present) terms.set(key, { term, weight, source, ...gloss });
    else {
      present.weight += weight;
      if (gloss?.isWord) present.isWord = true;
    }
  };
  for (const term of extractTerms(text)) add(term, 1, 'text');
  for (const synonym of synonymsOf(text)) {
    if (!plan.synonyms.includes(synonym)) plan.synonyms.push(synonym);
    for (const term of extractTerms(synonym)) add(term, PLAN_WEIGHTS.synonym, 'synonym');
  }
  for (const { word, weight, of } of glossary?.(text) ?? []) {
    if (!plan.glosses.includes(word)) plan.glosses.push(word);
    const parts = extractTerms(word);
    for (const term of parts)
      add(term, PLAN_WEIGHTS.gloss * weight, 'gloss', { piece: of, isWord: parts.length === 1 });
  }
  return [...terms.values()];
}

/** The plan of what a person typed: one clause, nothing cut. */
export function planSearch(text: string, glossary?: Glossary): QueryPlan {
  const plan: QueryPlan = { clauses: [], weighByPeak: false, glosses: [], synonyms: [] };
  const terms = clauseTerms(text, plan, glossary);
  if (terms.length > 0) plan.clauses.push({ text, weight: 1, terms });
  return plan;
}

/** The plan of a demand's profile: noise cut, each sentence apart, weighed by the part's weight and, when run, by peak. */
export function planCandidates(parts: readonly ProfilePart[], glossary?: Glossary): QueryPlan {
  const plan: QueryPlan = { clauses: [], weighByPeak: true, glosses: [], synonyms: [] };
  for (const part of parts) {
    if (part.weight <= 0) continue;
    for (const clause of splitSentences(cutNoise(part.text))) {
      const terms = clauseTerms(clause.text, plan, glossary);
      if (terms.length > 0) plan.clauses.push({ text: clause.text, weight: part.weight, terms });
    }
  }
  return plan;
}
