import { type NormalisedText, normaliseWithOffsets, originalSpan } from '../../../../search/text/normalise.ts';
import { extractTermSpans, type TermSpan, termKind } from '../../../../search/text/terms.ts';
import { remember } from '../../../kernel/remember.ts';
import { isCommon, type TermStats, termWeight } from './term-bag.ts';
import type { Level, Side } from './types.ts';

/** One text field read once for comparison with every field of the other side. */
export interface FieldReading {
  side: Side;
  field: string;
  level: Level;
  text: string;
  normalised: NormalisedText;
  spans: TermSpan[];
  terms: ReadonlySet<string>;
}

/** A longest common wording of two fields, with its places in both (spans in the original texts). */
export interface SharedPhrase {
  phrase: string;
  weight: number;
  demandSpans: { start: number; end: number }[];
  achievementSpans: { start: number; end: number }[];
}

const CACHED_TEXTS = 500;
const MAX_PLACES = 20;
const FUNCTION_WORDS = '的了和与及在中对为是等以可能有其该并或将把被从到由于上下内外之而且则所不也都就着';
const EDGE = new RegExp(`^[${FUNCTION_WORDS}]+|[${FUNCTION_WORDS}]+$`, 'gu');

const readText = remember(CACHED_TEXTS, (text: string): Pick<FieldReading, 'normalised' | 'spans' | 'terms'> => {
  const normalised = normaliseWithOffsets(text);
  const spans = extractTermSpans(normalised.text).filter(({ term }) => {
    const kind = termKind(term);
    return kind === 'pair' || (kind === 'word' && term.length > 1 && !/^[\d.]+$/u.test(term));
  });
  return { normalised, spans, terms: new Set(spans.map(({ term }) => term)) };
});

export function readField(side: Side, field: string, text: string, level: Level): FieldReading {
  return { side, field, level, text, ...readText(text) };
}

/** Runs of shared terms in `from`, as long as the whole run stands in `to` as well. */
function commonRuns(from: FieldReading, to: FieldReading): Set<string> {
  const runs = new Set<string>();
  const source = from.normalised.text;
  let start = -1;
  let end = -1;
  const close = () => {
    if (start >= 0) runs.add(source.slice(start, end));
    start = -1;
  };
  for (const span of from.spans) {
    if (!to.terms.has(span.term)) continue;
    const isPair = termKind(span.term) === 'pair';
    const joins = start >= 0 && isPair && span.start === end - 1;
    if (joins && to.normalised.text.includes(source.slice(start, span.end))) {
      end = span.end;
      continue;
    }
    close();
    start = span.start;
    end = span.end;
    if (!isPair) close();
  }
  close();
  return runs;
}

function places(reading: FieldReading, phrase: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const { text } = reading.normalised;
  const isWord = termKind(phrase) === 'word';
  for (
    let at = text.indexOf(phrase);
    at >= 0 && found.length < MAX_PLACES;
    at = text.indexOf(phrase, at + phrase.length)
  ) {
    const isInside = isWord && /[a-z0-9]/u.test((text[at - 1] ?? '') + (text[at + phrase.length] ?? ''));
    if (!isInside) found.push(originalSpan(reading.normalised, at, at + phrase.length));
  }
  return found;
}

function weigh(phrase: string, stats: TermStats): number {
  let weight = 0;
  let best = 0;
  for (const { term } of extractTermSpans(phrase)) {
    const kind = termKind(term);
    if (kind === 'han') continue;
    if (!isCommon(term)) best = Math.max(best, stats.idf(term));
    weight += termWeight(stats, term) * (kind === 'pair' ? 0.7 : 1);
  }
  return best >= stats.floor ? Number(weight.toFixed(3)) : 0;
}

/** The informative wordings two fields share; depends on these two texts and the statistics only. */
export function sharedPhrases(demand: FieldReading, achievement: FieldReading, stats: TermStats): SharedPhrase[] {
  const phrases = new Map<string, SharedPhrase>();
  for (const run of commonRuns(demand, achievement)) {
    const phrase = run.replace(EDGE, '');
    if (phrase.length < 2 || phrases.has(phrase)) continue;
    const weight = weigh(phrase, stats);
    if (weight === 0) continue;
    const demandSpans = places(demand, phrase);
    const achievementSpans = places(achievement, phrase);
    if (demandSpans.length > 0 && achievementSpans.length > 0)
      phrases.set(phrase, { phrase, weight, demandSpans, achievementSpans });
  }
  return [...phrases.values()];
}
