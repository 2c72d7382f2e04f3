import { MAX_PHRASE_WORDS, MAX_WORDS_PER_PHRASE } from './english-dictionary.ts';
import { englishTable } from './english-table.ts';
import { englishWords, STOP_WORDS, shortStem } from './english-words.ts';

/** English → Chinese glosses, so that an English query finds Chinese texts. */

/** One Chinese word for a piece of an English text. */
export interface Gloss {
  word: string;
  /** Weights of all words for one piece add up to 1, so that a piece with many translations says no more. */
  weight: number;
  /** The English piece it stands for, as normalised. */
  of: string;
}

/** Finds documents that hold a Chinese word (an engine's estimate), to prefer words the corpus uses. */
export type WordFrequency = (word: string) => number;

/** Translations kept for one piece. */
const MAX_GLOSSES = 6;

/** True for a text that is English rather than Chinese, so that a gloss is worth the look-up. */
export function isEnglish(text: string): boolean {
  let latin = 0;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i) | 0x20;
    if (letter >= 0x61 && letter <= 0x7a) latin++;
  }
  if (latin < 4) return false;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return latin > 3 * han;
}

function lookUp(words: readonly string[], from: number): { length: number; found: readonly string[] } | undefined {
  const { phrases, shortForms, inside } = englishTable();
  for (let length = Math.min(MAX_PHRASE_WORDS, words.length - from); length > 0; length--) {
    const phrase = words.slice(from, from + length).join(' ');
    if (length === 1 && STOP_WORDS.has(phrase)) return undefined;
    const found = phrases.get(phrase);
    if (found) return { length, found };
  }
  const word = words[from] ?? '';
  if (word.length < 4) return undefined;
  const forms = shortForms.get(shortStem(word)) ?? [];
  const found = [...new Set(forms.flatMap((form) => phrases.get(form) ?? []))];
  if (found.length > 0) return { length: 1, found: found.slice(0, MAX_WORDS_PER_PHRASE) };
  const within = inside.get(word);
  return within ? { length: 1, found: [...new Set(within)] } : undefined;
}

/** English words of the dictionary, as stems, that begin with a UTF-16 unit. */
export function* englishWordsFrom(unit: number): Generator<string> {
  for (const phrase of englishTable().phrases.keysFrom(unit)) if (!phrase.includes(' ')) yield phrase;
}

/**
 * Chinese words for an English text, longest phrases first; empty for a Chinese one. Of the translations of one
 * piece only those the corpus has are kept; each weighs by the root of how common it is there, and together they
 * weigh 1. Reads the dictionary on first use; see `english-table.ts`.
 */
export function glossesOf(text: string, frequency: WordFrequency): Gloss[] {
  if (!isEnglish(text)) return [];
  const words = englishWords(text);
  const glosses: Gloss[] = [];
  for (let i = 0; i < words.length; ) {
    const hit = lookUp(words, i);
    if (hit) {
      const of = words.slice(i, i + hit.length).join(' ');
      const known = hit.found
        .map((word) => ({ word, share: Math.sqrt(frequency(word)) }))
        .filter((candidate) => candidate.share > 0)
        .sort((a, b) => b.share - a.share)
        .slice(0, MAX_GLOSSES);
      const total = known.reduce((sum, candidate) => sum + candidate.share, 0);
      for (const { word, share } of known) glosses.push({ word, weight: share / total, of });
    }
    i += hit?.length ?? 1;
  }
  return glosses;
}
