import type { SearchResult } from '../../port.ts';
import { glossaryOf, glossFrequencyOf, planSearch, type QueryPlan } from '../../ranking/query-plan.ts';
import { englishWordsFrom, glossesOf, isEnglish } from '../../text/bilingual.ts';
import { correctText } from '../../text/spelling.ts';
import type { IndexState } from './index-state.ts';
import { type QueryTerm, queryTerms } from './query-terms.ts';

/** Longest text that search takes; what people paste beyond it adds cost but no sense. */
const MAX_TEXT = 2_000;
/** A slip in one word of a long text changes little, and looking for it costs a walk over the vocabulary. */
const MAX_CORRECTED_TEXT = 100;
const LATIN_WORD = /[a-z]{5}/i;

export interface ReadQuery {
  plan: QueryPlan;
  terms: QueryTerm[];
  understood: SearchResult['understood'];
  /** Nothing to look for: every document fits. */
  empty: boolean;
}

/**
 * The text with unknown Latin words corrected by the words of the index and, when it is English, of the dictionary;
 * undefined when nothing was.
 */
function correct(text: string, state: IndexState): string | undefined {
  const normal = text.normalize('NFKC');
  if (normal.length > MAX_CORRECTED_TEXT || !LATIN_WORD.test(normal)) return undefined;
  const { dictionary, postings } = state;
  const english = isEnglish(normal);
  const frequencyOfGloss = glossFrequencyOf(state);
  const vocabulary = {
    *wordsFrom(unit: number) {
      for (const id of dictionary.wordsFrom(unit)) if (postings.frequency(id) > 0) yield dictionary.term(id);
      // What an English text means is mostly written in Chinese, so that the word itself is in no document.
      if (english) yield* englishWordsFrom(unit);
    },
    documentFrequency: (word: string) =>
      state.documentFrequency(word) ||
      (english ? Math.max(0, ...glossesOf(word, frequencyOfGloss).map((gloss) => frequencyOfGloss(gloss.word))) : 0),
  };
  const isKnown = (word: string) => state.documentFrequency(word) > 0 || glossesOf(word, () => 1).length > 0;
  return correctText(normal, vocabulary, isKnown);
}

/** Reads what a person typed against the vocabulary of the index. */
export function readQuery(text: string, state: IndexState): ReadQuery {
  const corrected = correct(text, state);
  const plan = planSearch((corrected ?? text).slice(0, MAX_TEXT), glossaryOf(state));
  return {
    plan,
    terms: queryTerms(plan, state),
    understood: {
      ...(corrected === undefined ? {} : { corrected }),
      glosses: plan.glosses,
      synonyms: plan.synonyms,
    },
    empty: text.trim() === '',
  };
}
