import { normaliseText } from './normalise.ts';

/** Words that say nothing of what a text is about. */
export const STOP_WORDS = new Set(
  (
    'a an and are as at be been by can could do does for from had has have how i if in into is it its may more most ' +
    'need needs no not of on one or other our over per should so some such than that the their them then there these ' +
    'they this those to under up use used using very via was we were what when where which while who will with ' +
    'within without would you your against based about between during through out off all any also both each we'
  ).split(' '),
);

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

/** Stemmed words and numbers of a text, in order. */
export function englishWords(text: string): string[] {
  const plain = /[^ -~\s]/.test(text) ? normaliseText(text) : text.toLowerCase();
  return (plain.match(/[a-z]+\d+\b|[a-z]+|\d+/g) ?? []).map(stemEnglish);
}
