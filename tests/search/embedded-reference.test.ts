import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CandidateRunner } from '../../search/engines/embedded/candidates-query.ts';
import { encodeUpsert } from '../../search/engines/embedded/document-codec.ts';
import { IndexState } from '../../search/engines/embedded/index-state.ts';
import { RecordLog } from '../../search/engines/embedded/record-log.ts';
import { SearchRunner } from '../../search/engines/embedded/search-query.ts';
import type { SearchDocument } from '../../search/port.ts';
import { planCandidates, planSearch } from '../../search/ranking/query-plan.ts';
import { rankText } from '../../search/ranking/rank-text.ts';
import { ReferenceIndex } from '../helpers/reference-index.ts';
import { contractDocuments } from './contract-documents.ts';

function put(state: IndexState, document: SearchDocument): void {
  const { payload, shape } = encodeUpsert(document);
  state.put(document, state.log.append([payload])[0]!, shape);
}

const SYLLABLES = [
  '海',
  '洋',
  '防',
  '腐',
  '涂',
  '料',
  '膜',
  '分',
  '离',
  '电',
  ' ',
  '，',
  '。',
  'sofc ',
  'pH',
  '3.5',
  'Ａ',
];
const phrase = (maxLength: number) =>
  fc.array(fc.constantFrom(...SYLLABLES), { maxLength }).map((parts) => parts.join(''));

const documentOf = (id: fc.Arbitrary<string>): fc.Arbitrary<SearchDocument> =>
  fc.record({
    id,
    kind: fc.constant('achievement'),
    title: phrase(8),
    keywords: fc.array(phrase(4), { maxLength: 3 }),
    body: phrase(60),
    tags: fc.constant({}),
    numbers: fc.constant({}),
  });

/** Changes in any order, with merges between them: the index must not remember what is gone. */
const history = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: documentOf(fc.constantFrom(...'abcdefghijklmnop')) },
    { weight: 1, arbitrary: fc.constantFrom(...'abcdefghijklmnop') },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  { maxLength: 40 },
);

function play(steps: readonly (SearchDocument | string | null)[]): { state: IndexState; reference: ReferenceIndex } {
  const state = new IndexState(RecordLog.create(), 0);
  const model = new Map<string, SearchDocument>();
  for (const step of steps) {
    if (step === null) while (state.mergeStep(true));
    else if (typeof step === 'string') {
      state.drop(step);
      model.delete(step);
    } else {
      put(state, step);
      model.set(step.id, step);
    }
  }
  return { state, reference: new ReferenceIndex([...model.values()]) };
}

describe('embedded engine against the reference index', () => {
  it('keeps document frequencies, mean length and scores exact through any history', () => {
    fc.assert(
      fc.property(history, phrase(12), (steps, text) => {
        const { state, reference } = play(steps);
        expect(state.documents).toBe(reference.documents);
        const plan = planSearch(text);
        for (const { term } of plan.clauses.flatMap(({ terms }) => terms)) {
          expect(state.documentFrequency(term)).toBe(reference.documentFrequency(term));
        }
        const byId = (ids: readonly string[]) => (a: number, b: number) => (ids[a]! < ids[b]! ? -1 : 1);
        const own = rankText(plan, state, {
          depth: 20,
          accept: (slot) => state.alive.has(slot),
          tieBreak: byId(state.ids),
        });
        const oracle = rankText(plan, reference, { depth: 20, tieBreak: byId(reference.ids) });
        expect(Array.from(own.slots, (slot) => state.ids[slot])).toEqual(
          Array.from(oracle.slots, (slot) => reference.ids[slot]),
        );
        own.scores.forEach((score, i) => {
          expect(score).toBeCloseTo(oracle.scores[i]!, 4);
        });
        expect(own.ideal).toBeCloseTo(oracle.ideal, 6);
        // People's search scores the same way, for all that fit.
        const scores = new Map(Array.from(oracle.slots, (slot, i) => [reference.ids[slot]!, oracle.scores[i]!]));
        const { hits } = new SearchRunner(state).run({ text, limit: 100 });
        if (text.trim() !== '') for (const hit of hits) expect(hit.score).toBeCloseTo(scores.get(hit.id)!, 3);
      }),
      { numRuns: 70 },
    );
  });

  it('gives the candidates of the plan, with parts that add up to the text score', () => {
    const documents = contractDocuments();
    const state = new IndexState(RecordLog.create(), 8);
    for (const document of documents) put(state, document);
    const reference = new ReferenceIndex(documents);
    const parts = [
      { role: 'title' as const, text: '近海平台钢结构防腐', weight: 2 },
      { role: 'problem' as const, text: '钢桩在浪溅区腐蚀快。需要耐盐雾的涂料，施工工艺简单。', weight: 1 },
    ];
    const oracle = rankText(planCandidates(parts), reference, {
      depth: 10,
      tieBreak: (a, b) => (reference.ids[a]! < reference.ids[b]! ? -1 : 1),
    });
    const result = new CandidateRunner(state).run({ parts, k: 10 });
    expect(result.candidates.map(({ id }) => id)).toEqual(Array.from(oracle.slots, (slot) => reference.ids[slot]));
    result.candidates.forEach(({ parts: told, coverage, score }, i) => {
      expect(score).toBeCloseTo(oracle.scores[i]!, 3);
      const { text, ...fields } = told;
      expect(Object.values(fields).reduce((sum, part) => sum + part, 0)).toBeCloseTo(text!, 3);
      expect(coverage).toBeCloseTo(Math.min(1, oracle.scores[i]! / oracle.ideal), 5);
    });
    expect(result.gap).toBeCloseTo(oracle.gap, 5);
  });

  it('counts suggestions and totals the same before and after a merge', () => {
    fc.assert(
      fc.property(history, phrase(6), (steps, text) => {
        const { state } = play(steps);
        const runner = new SearchRunner(state);
        const before = runner.run({ text, limit: 100 });
        while (state.mergeStep(true));
        const after = runner.run({ text, limit: 100 });
        expect(after.total).toBe(before.total);
        expect(after.hits.map(({ id }) => id)).toEqual(before.hits.map(({ id }) => id));
      }),
      { numRuns: 50 },
    );
  });
});
