import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SearchCard, SearchResponse } from '../../../server/contracts/search.contract.ts';
import { KeptCard, type SearchAnswer, searchJson } from '../../../server/modules/catalogue/search-json.ts';

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
const read = (answer: SearchAnswer) => JSON.parse(searchJson(answer).toString('utf8')) as unknown;
const around = (value: string) => ({
  total: 1,
  facets: { hti: [{ value, label: value, count: 2 }] },
  understood: { corrected: null, glosses: [value], synonyms: [] },
  tookMs: 0.25,
});

describe('a search answer as JSON', () => {
  it('says what the contract would make of it, whatever the texts hold', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(card, said), { maxLength: 4 }), text, (pairs, value) => {
        const answer = {
          ...around(value),
          hits: pairs.map(([one, more]) => ({ kept: new KeptCard(one), said: more })),
        };
        const response = { ...around(value), hits: pairs.map(([one, more]) => ({ ...one, ...more })) };
        expect(read(answer)).toEqual(plain(SearchResponse.parse(response)));
        expect(read(answer)).toEqual(read(answer));
      }),
    );
  });

  it('grows with the answer', () => {
    const [one] = fc.sample(card, 1);
    const kept = new KeptCard({ ...one!, title: '海洋'.repeat(3000) });
    const snippet = '防腐涂料'.repeat(5000);
    const hits = Array.from({ length: 20 }, () => ({ kept, said: { snippet } }));
    const answer = read({ ...around('x'), hits }) as SearchResponse;
    expect(answer.hits).toHaveLength(20);
    for (const hit of answer.hits) expect([hit.title, hit.snippet]).toEqual([kept.card.title, snippet]);
  });

  it('lets nothing pass that a card of the contract does not have', () => {
    const [one] = fc.sample(card, 1);
    const kept = new KeptCard({ ...one!, contactPhone: '13900000000' } as SearchCard);
    const said = { score: 1, owner: 'secret' };
    const answer = { ...around('x'), hits: [{ kept, said }], secret: 'x' };
    expect(searchJson(answer).toString('utf8')).not.toMatch(/contactPhone|secret/);
  });
});
