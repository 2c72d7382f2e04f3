import { SearchCard, type SearchResponse } from '../../contracts/search.contract.ts';

/** What of a card differs from search to search; everything else is written once. */
const ANSWER_FIELDS = {
  titleSpans: true,
  snippet: true,
  snippetSpans: true,
  score: true,
  parts: true,
} as const;
type Said = Pick<SearchCard, keyof typeof ANSWER_FIELDS>;
const FixedPart = SearchCard.omit(ANSWER_FIELDS);

/** A card as it is kept for all searches, with its part of their answers ready to be copied. */
export class KeptCard {
  readonly card: SearchCard;
  #fixed: Buffer | undefined;

  constructor(card: SearchCard) {
    this.card = card;
  }

  /** JSON of the card without its closing brace; only fields of the contract pass, as through any other answer. */
  get fixed(): Buffer {
    this.#fixed ??= Buffer.from(JSON.stringify(FixedPart.parse(this.card)).slice(0, -1));
    return this.#fixed;
  }
}

/** A card, and what one search says of it; what it does not say is as in the card. */
export interface Hit {
  kept: KeptCard;
  said: Partial<Said>;
}

/** The answer of a search before it is written: cards are shared with all other searches. */
export type SearchAnswer = Omit<SearchResponse, 'hits'> & { hits: Hit[] };

function saidText({ kept, said }: Hit): string {
  const { card } = kept;
  const text = JSON.stringify({
    titleSpans: said.titleSpans ?? card.titleSpans,
    snippet: said.snippet ?? card.snippet,
    snippetSpans: said.snippetSpans ?? card.snippetSpans,
    score: said.score ?? card.score,
    parts: said.parts ?? card.parts,
  } satisfies Said);
  return `,${text.slice(1)}`;
}

/** Bytes that one UTF-16 unit can take in UTF-8. */
const WIDEST = 3;
let page = Buffer.allocUnsafe(64 * 1024);

/**
 * The answer as JSON of the contract's `SearchResponse`. A search answers cards that change rarely: to check and write
 * each of them anew costs most of the answer, so their bytes are copied.
 */
export function searchJson({ hits, total, facets, understood, tookMs }: SearchAnswer): Buffer {
  let length = 0;
  const room = (bytes: number) => {
    if (length + bytes <= page.length) return;
    const larger = Buffer.allocUnsafe(Math.max(page.length * 2, length + bytes));
    page.copy(larger, 0, 0, length);
    page = larger;
  };
  const write = (text: string) => {
    room(text.length * WIDEST);
    length += page.write(text, length);
  };
  write('{"hits":[');
  hits.forEach((hit, i) => {
    if (i > 0) write(',');
    const { fixed } = hit.kept;
    room(fixed.length);
    length += fixed.copy(page, length);
    write(saidText(hit));
  });
  const rest = { total, facets, understood, tookMs } satisfies Omit<SearchResponse, 'hits'>;
  write(`],${JSON.stringify(rest).slice(1)}`);
  return Buffer.from(page.subarray(0, length));
}
