import { normaliseText } from './normalise.ts';
import { SYNONYM_GROUPS } from './synonyms-table.ts';

interface Table {
  /** Expression → the others of its groups. */
  others: Map<string, string[]>;
  /** First UTF-16 unit → lengths of the expressions that begin with it, longest first. */
  lengths: Map<number, number[]>;
}

function buildTable(groups: readonly (readonly string[])[]): Table {
  const others = new Map<string, string[]>();
  const lengths = new Map<number, number[]>();
  for (const group of groups) {
    const words = group.map(normaliseText);
    for (const word of words) {
      const rest = words.filter((other) => other !== word);
      others.set(word, [...(others.get(word) ?? []), ...rest]);
    }
  }
  for (const word of others.keys()) {
    const unit = word.charCodeAt(0);
    const known = lengths.get(unit) ?? [];
    if (!known.includes(word.length))
      lengths.set(
        unit,
        [...known, word.length].sort((a, b) => b - a),
      );
  }
  return { others, lengths };
}

let shipped: Table | undefined;
const NONE: readonly number[] = [];

const isLatin = (character: string | undefined) =>
  character !== undefined && /[\p{Script=Latin}\p{N}]/u.test(character);

/** Other expressions for those in the text: longest match first, each place once, Latin ones only as whole words. */
export function synonymsOf(text: string, groups?: readonly (readonly string[])[]): string[] {
  let table: Table;
  if (groups) table = buildTable(groups);
  else {
    shipped ??= buildTable(SYNONYM_GROUPS);
    table = shipped;
  }
  const normalised = normaliseText(text);
  const found = new Set<string>();
  for (let i = 0; i < normalised.length; ) {
    let step = 1;
    for (const length of table.lengths.get(normalised.charCodeAt(i)) ?? NONE) {
      if (i + length > normalised.length) continue;
      const word = normalised.slice(i, i + length);
      const others = table.others.get(word);
      if (!others) continue;
      const cutsWord =
        (isLatin(word[0]) && isLatin(normalised[i - 1])) || (isLatin(word.at(-1)) && isLatin(normalised[i + length]));
      if (cutsWord) continue;
      for (const other of others) if (!normalised.includes(other)) found.add(other);
      step = length;
      break;
    }
    i += step;
  }
  return [...found];
}
