import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SearchCard, SearchResponse } from '../../../server/contracts/search.contract.ts';
import { hitOf, searchJson } from '../../../server/modules/catalogue/search-json.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const spans = fc.array(fc.record({ start: fc.nat(), end: fc.nat() }), { maxLength: 3 });
const card: fc.Arbitrary<SearchCard> = fc.record({
  id: fc.constant('01980000-0000-7000-8000-000000000001'),
  kind: fc.constantFrom('achievement', 'demand', 'organisation'),
  code: text,
  title: text,
  titleSpans: spans,
  snippet: text,
  snippetSpans: spans,
  ownerLabel: text,
  regionLabel: fc.option(text),
  hti: fc.option(text),
  chainCodes: fc.array(text, { maxLength: 3 }),
  trl: fc.option(fc.integer({ min: 1, max: 9 })),
  cooperationModes: fc.array(text, { maxLength: 3 }),
  priceLabel: fc.option(fc.record({ mode: text, min: fc.option(fc.nat()), max: fc.option(fc.nat()) })),
  deadlineAnswer: fc.option(text),
  orgType: fc.option(text),
  publishedAt: fc.constantFrom(null, '2026-05-01T08:00:00.000Z'),
  isStale: fc.boolean(),
  score: fc.double({ noNaN: true, noDefaultInfinity: true }),
  parts: fc.dictionary(
    fc.constantFrom('title', 'body', 'gloss'),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }),
  ),
});
const said = fc.record({ score: fc.nat(), snippet: text, snippetSpans: spans }, { requiredKeys: ['score'] });
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('a search answer as JSON', () => {
  it('says what the contract would make of it, whatever the texts hold', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(card, said), { maxLength: 4 }), text, (pairs, value) => {
        const response: SearchResponse = {
          hits: pairs.map(([one, more]) => hitOf(one, more)),
          total: pairs.length,
          facets: { hti: [{ value, label: value, count: 2 }] },
          understood: { corrected: null, glosses: [value], synonyms: [] },
          tookMs: 0.25,
        };
        const again = searchJson(response);
        expect(JSON.parse(again)).toEqual(plain(SearchResponse.parse(response)));
        expect(searchJson(response)).toBe(again);
      }),
    );
  });

  it('lets nothing pass that a card of the contract does not have', () => {
    const [one] = fc.sample(card, 1);
    const hit = hitOf({ ...one!, contactPhone: '13900000000' } as SearchCard, { score: 1 });
    const response = { hits: [hit], total: 1, facets: {}, understood: { corrected: null, glosses: [], synonyms: [] } };
    expect(searchJson({ ...response, tookMs: 1, secret: 'x' } as unknown as SearchResponse)).not.toMatch(
      /contactPhone|secret/,
    );
  });

  it('writes a hit that was not made from a kept card just as well', () => {
    const [one] = fc.sample(card, 1);
    const response: SearchResponse = {
      hits: [one!],
      total: 1,
      facets: {},
      understood: { corrected: null, glosses: [], synonyms: [] },
      tookMs: 1,
    };
    expect(SearchCard.parse((JSON.parse(searchJson(response)) as SearchResponse).hits[0])).toEqual(
      plain(SearchCard.parse(one)),
    );
  });
});
