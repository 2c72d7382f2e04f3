import type { SearchResult } from '../../port.ts';
import { planSearch, type QueryPlan } from '../../ranking/query-plan.ts';
import { glossaryOf } from './glossary.ts';
import type { IndexState } from './index-state.ts';
import { type QueryTerm, queryTerms } from './text-match.ts';

/** Longest text that search takes; what people paste beyond it adds cost but no sense. */
const MAX_TEXT = 2_000;

export interface ReadQuery {
  plan: QueryPlan;
  terms: QueryTerm[];
  understood: SearchResult['understood'];
  /** Nothing to look for: every document fits. */
  empty: boolean;
}

/** Reads what a person typed against the vocabulary of the index. */
export function readQuery(text: string, state: IndexState): ReadQuery {
  const plan = planSearch(text.slice(0, MAX_TEXT), glossaryOf(state));
  return {
    plan,
    terms: queryTerms(plan, state),
    understood: { glosses: plan.glosses, synonyms: plan.synonyms },
    empty: text.trim() === '',
  };
}
