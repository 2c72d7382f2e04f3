import { normaliseText } from './normalise.ts';
import { SYNONYM_GROUPS } from './synonyms-table.ts';

interface Table {
  /** Expression → the others of its groups. */
  others: Map<string, string[]>;
  longest: number;
}

function buildTable(groups: readonly (readonly string[])[]): Table {
  const others = new Map<string, string[]>();
  let longest = 0;
  for (const group of groups) {
    const words = group.map(normaliseText);
    for (const word of words) {
      longest = Math.max(longest, word.length);
      const rest = words.filter((other) => other !== word);
      others.set(word, [...(others.get(word) ?? []), ...rest]);
    }
  }
  return { others, longest };
}

let shipped: Table | undefined;

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
    for (let length = Math.min(table.longest, normalised.length - i); length > 0; length--) {
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
