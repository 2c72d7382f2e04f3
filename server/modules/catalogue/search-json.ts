import { SearchCard, type SearchResponse } from '../../contracts/search.contract.ts';

/** What of a card differs from search to search; everything else is written once. */
const ANSWER_FIELDS = {
  titleSpans: true,
  snippet: true,
  snippetSpans: true,
  score: true,
  parts: true,
} as const;
type Hit = SearchResponse['hits'][number];
type AnswerPart = Pick<Hit, keyof typeof ANSWER_FIELDS>;
const FixedPart = SearchCard.omit(ANSWER_FIELDS);

const fixedTexts = new WeakMap<SearchCard, string>();
const cardOfHit = new WeakMap<Hit, SearchCard>();

/**
 * A hit of a search: the card with what this search says of it. The card itself is not changed and may be shared by
 * all searches; `searchJson` writes what they share once.
 */
export function hitOf(card: SearchCard, said: Partial<AnswerPart>): Hit {
  const hit = { ...card, ...said };
  cardOfHit.set(hit, card);
  return hit;
}

/** Text of a card without its closing brace; only fields of the contract pass, as through any other answer. */
function fixedText(card: SearchCard): string {
  let text = fixedTexts.get(card);
  if (text === undefined) {
    text = JSON.stringify(FixedPart.parse(card)).slice(0, -1);
    fixedTexts.set(card, text);
  }
  return text;
}

function hitText(hit: Hit): string {
  const { titleSpans, snippet, snippetSpans, score, parts } = hit;
  const said = JSON.stringify({ titleSpans, snippet, snippetSpans, score, parts } satisfies AnswerPart);
  return `${fixedText(cardOfHit.get(hit) ?? hit)},${said.slice(1)}`;
}

/** The answer as JSON. A search answers thousands of cards that change rarely: checking each anew costs most of it. */
export function searchJson({ hits, total, facets, understood, tookMs }: SearchResponse): string {
  const rest = JSON.stringify({ total, facets, understood, tookMs } satisfies Omit<SearchResponse, 'hits'>);
  return `{"hits":[${hits.map(hitText).join(',')}],${rest.slice(1)}`;
}
