import type { Glossary } from '../../ranking/query-plan.ts';
import { glossesOf } from '../../text/bilingual.ts';
import { extractTerms, termKind } from '../../text/terms.ts';
import type { IndexState } from './index-state.ts';

/** Chinese words for English texts, of which the index holds at least one; weights by how common they are in it. */
export function glossaryOf(state: IndexState): Glossary {
  // A word of two or more characters is at most as frequent as its rarest pair.
  const frequency = (word: string) => {
    const terms = extractTerms(word);
    const telling = terms.length > 1 ? terms.filter((term) => termKind(term) !== 'han') : terms;
    return telling.length === 0 ? 0 : Math.min(...telling.map((term) => state.documentFrequency(term)));
  };
  return (text) => glossesOf(text, frequency);
}
