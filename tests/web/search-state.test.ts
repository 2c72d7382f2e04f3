// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SearchParams } from '../../server/contracts/search.contract.ts';
import {
  filterCount,
  readState,
  type SearchState,
  SORTS,
  toggleFacet,
  toQuery,
  withoutFilters,
  writeState,
} from '../../web/src/features/public/search/search-state.ts';
import { toQueryString } from '../../web/src/lib/api-client.ts';

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const code = fc.stringMatching(/^[A-Z0-9_]{1,8}$/u);
const codes = fc.uniqueArray(code, { minLength: 1, maxLength: 4 });
const day = fc.constantFrom('', '2026-01-31', '2025-12-01');
const states: fc.Arbitrary<SearchState> = fc.record({
  q: fc.string({ maxLength: 40 }),
  facets: fc.record({ chain: codes, hti: codes, coop: codes, stage: codes, region: codes }, { requiredKeys: [] }),
  trlMin: some(fc.integer({ min: 1, max: 9 })),
  trlMax: some(fc.integer({ min: 1, max: 9 })),
  priceMin: some(fc.integer({ min: 0, max: 99_999 })),
  priceMax: some(fc.integer({ min: 0, max: 99_999 })),
  publishedFrom: day,
  publishedTo: day,
  owner: fc.constantFrom('', '01900000-0000-7000-8000-000000000001'),
  sort: fc.constantFrom(...SORTS.achievement),
  page: fc.integer({ min: 1, max: 500 }),
});

describe('the state of a list in its address', () => {
  it('comes back from its address as it was', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(readState('achievement', new URLSearchParams(writeState(state).toString()))).toEqual(state);
      }),
    );
  });
  it('always makes a call that the contract of the search accepts', () => {
    fc.assert(
      fc.property(states, (state) => {
        const call = Object.fromEntries(new URLSearchParams(toQueryString(toQuery('achievement', state))));
        expect(SearchParams.safeParse(call).success).toBe(true);
      }),
    );
  });
  it('opens any edited address without failing', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('q', 'page', 'trlMin', 'priceMax', 'sort', 'chain', 'publishedFrom'),
          fc.string(),
        ),
        (params) => {
          const state = readState('demand', new URLSearchParams(params));
          expect(SearchParams.shape.sort.safeParse(state.sort).success).toBe(true);
          expect(state.page).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });
  it('takes a facet back by a second click and returns to the first page', () => {
    fc.assert(
      fc.property(states, code, (state, value) => {
        const first = { ...state, page: 1 };
        const twice = toggleFacet(toggleFacet(first, 'chain', value), 'chain', value);
        expect(new Set(twice.facets.chain ?? [])).toEqual(new Set(first.facets.chain ?? []));
        expect(toggleFacet(state, 'chain', value).page).toBe(1);
      }),
    );
  });
  it('never keeps a field of technology beside its own subfield', () => {
    const wide = toggleFacet(readState('achievement', new URLSearchParams('hti=202,205,701')), 'hti', '20');
    expect(wide.facets.hti).toEqual(['701', '20']);
    expect(toggleFacet(wide, 'hti', '202').facets.hti).toEqual(['701', '202']);
  });
  it('counts what clearing removes and keeps the words', () => {
    fc.assert(
      fc.property(states, (state) => {
        const cleared = withoutFilters(state);
        expect(filterCount(cleared)).toBe(0);
        expect(cleared.q).toBe(state.q);
      }),
    );
  });
  it('speaks 万元 in the address and yuan to the API', () => {
    const state = readState('achievement', new URLSearchParams('priceMin=50&priceMax=200'));
    expect(toQuery('achievement', state)).toMatchObject({ priceMin: 500_000, priceMax: 2_000_000, offset: 0 });
  });
});
