import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BM25,
  fieldShares,
  inverseDocumentFrequency,
  joinFields,
  saturate,
  termImportance,
} from '../../../search/ranking/bm25.ts';
import { fuse } from '../../../search/ranking/fusion.ts';
import { gapOf, gapThreshold } from '../../../search/ranking/gap.ts';
import { peakOf } from '../../../search/ranking/peak.ts';
import { planCandidates, planSearch } from '../../../search/ranking/query-plan.ts';
import { rankText } from '../../../search/ranking/rank-text.ts';
import { topK } from '../../../search/ranking/top-k.ts';
import { ReferenceIndex } from '../../helpers/reference-index.ts';

const counts = fc.record({ title: fc.nat(5), keywords: fc.nat(5), body: fc.nat(20) });

describe('BM25F', () => {
  test('one plain occurrence at mean length is worth the importance of the term', () => {
    expect(saturate(1, 300, 300)).toBeCloseTo(1);
    expect(saturate(0, 300, 300)).toBe(0);
  });

  test('saturates below k1 + 1, grows with frequency, falls with length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 5000 }), (frequency, length) => {
        const score = saturate(frequency, length, 300);
        expect(score).toBeLessThan(BM25.k1 + 1);
        expect(saturate(frequency + 1, length, 300)).toBeGreaterThan(score);
        expect(saturate(frequency, length + 1, 300)).toBeLessThan(score);
      }),
    );
  });

  test('idf is never negative and falls with frequency; pairs weigh 0.7', () => {
    expect(inverseDocumentFrequency(10, 10)).toBeGreaterThan(0);
    expect(inverseDocumentFrequency(100, 2)).toBeGreaterThan(inverseDocumentFrequency(100, 3));
    expect(termImportance('隧道', 100, 2)).toBeCloseTo(0.7 * termImportance('隧', 100, 2));
  });

  test('shares of the fields add up to the score', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 100, noNaN: true }), (own, score) => {
        const shares = fieldShares(score, own);
        const sum = shares.title + shares.keywords + shares.body;
        expect(sum).toBeCloseTo(joinFields(own) > 0 ? score : 0, 6);
      }),
    );
  });
});

describe('topK', () => {
  test('equals sorting, ties by the order given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -2, max: 6 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 20 }),
        (scores, k) => {
          const accept = (slot: number) => slot % 5 !== 4;
          const expected = scores
            .map((score, slot) => ({ score, slot }))
            .filter(({ score, slot }) => score > 0 && accept(slot))
            .sort((a, b) => b.score - a.score || b.slot - a.slot)
            .slice(0, k);
          const found = topK(scores, k, accept, (a, b) => b - a);
          expect([...found.slots]).toEqual(expected.map(({ slot }) => slot));
          expect([...found.scores]).toEqual(expected.map(({ score }) => score));
        },
      ),
    );
  });
});

describe('fusion', () => {
  const text = { ids: ['a', 'b', 'c'], scores: [9, 5, 1], weight: 1 };

  test('a weight of 0 is as if the list were not there', () => {
    const alone = fuse([text]);
    const fused = fuse([text, { ids: ['z', 'c'], scores: [1, 0.5], weight: 0 }]);
    expect(fused.map(({ id, score }) => [id, score])).toEqual(alone.map(({ id, score }) => [id, score]));
  });

  test('a document that a list did not find takes its lowest z-score', () => {
    const fused = fuse([text, { ids: ['d', 'a'], scores: [2, 1], weight: 1 }]);
    expect(fused.find(({ id }) => id === 'd')!.parts).toEqual([expect.closeTo(-1.2247, 3), 1]);
    expect(fused.find(({ id }) => id === 'b')!.parts[1]).toBe(-1);
  });

  test('equal scores go by id', () => {
    expect(fuse([{ ids: ['b', 'a'], scores: [1, 1], weight: 1 }]).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('shifting or stretching a list changes nothing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 9 }), (values) => {
        const ids = values.map((value) => `d${value}`);
        const plain = fuse([{ ids, scores: values, weight: 1 }]);
        const moved = fuse([{ ids, scores: values.map((value) => 3 * value + 7), weight: 1 }]);
        expect(moved.map(({ id }) => id)).toEqual(plain.map(({ id }) => id));
        moved.forEach(({ score }, i) => {
          expect(score).toBeCloseTo(plain[i]!.score, 9);
        });
      }),
    );
  });
});

describe('peak and gap', () => {
  test('a list that stands out is peaked, an even one is not', () => {
    expect(peakOf([10, 2, 2, 2, 2, 2, 2, 2, 2, 2], 20)).toBeCloseTo(0.4);
    expect(peakOf(Array(10).fill(5), 20)).toBe(0);
    expect(peakOf([], 20)).toBe(0);
    expect(gapOf([6], 12)).toBeCloseTo(0.5);
  });

  test('the threshold is a low quantile, and needs enough of a corpus', () => {
    expect(gapThreshold([0.1, 0.2])).toBe(0);
    const gaps = Array.from({ length: 101 }, (_, i) => i / 100);
    expect(gapThreshold(gaps)).toBeCloseTo(0.1);
  });
});

const index = new ReferenceIndex([
  {
    id: 'sweet-potato',
    title: '脱毒红薯品种的产量与品质',
    keywords: ['甘薯', '淀粉率'],
    body: '比较了不同脱毒甘薯品种的淀粉含量与产量。',
  },
  {
    id: 'tunnel',
    title: '公路隧道火灾事故统计与应急救援',
    keywords: ['隧道', '火灾'],
    body: '统计国内外公路隧道火灾案例，提出应急预案。',
  },
  {
    id: 'carbon',
    title: '活性炭表面改性对磷的吸附',
    keywords: ['活性炭', '磷'],
    body: '用镧改性活性炭，研究其对水中磷的吸附性能。',
  },
  {
    id: 'talk',
    title: '企业管理制度与投资效益',
    keywords: ['管理'],
    body: '企业销售收入、注册资金、职工和厂房的管理。',
  },
]);
const rank = (plan: Parameters<typeof rankText>[0]) => rankText(plan, index, { depth: 10 });
const idsOf = (plan: Parameters<typeof rankText>[0]) => [...rank(plan).slots].map((slot) => index.ids[slot]);

describe('query plans over an index', () => {
  test('synonyms find what another word says, at a small weight', () => {
    const plan = planSearch('地瓜');
    expect(plan.synonyms).toContain('甘薯');
    expect(idsOf(plan)[0]).toBe('sweet-potato');
    const weights = new Map(plan.clauses[0]!.terms.map(({ term, weight }) => [term, weight]));
    expect(weights.get('甘薯')!).toBeLessThan(weights.get('地瓜')! / 2);
  });

  test('glosses come from the glossary that the engine brings', () => {
    const plan = planSearch('phosphorus', () => [{ word: '磷', weight: 1, of: 'phosphorus' }]);
    expect(plan.glosses).toEqual(['磷']);
    expect(idsOf(plan)).toEqual(['carbon']);
  });

  test('a demand is ranked by its problem, not by its company talk', () => {
    const text =
      '想要高速公路山洞起火的应急预案。我公司注册资金500万元，现有职工230人，厂房3000平方米，销售收入1亿元。';
    expect(idsOf(planCandidates([{ role: 'free', text, weight: 1 }]))[0]).toBe('tunnel');
  });

  test('a part of weight 0 is not used', () => {
    const plan = planCandidates([
      { role: 'title', text: '活性炭', weight: 1 },
      { role: 'problem', text: '隧道火灾', weight: 0 },
    ]);
    expect(idsOf(plan)).toEqual(['carbon']);
  });

  test('scores are the weights told, saturated: parts can be explained exactly', () => {
    const ranked = rank(planCandidates([{ role: 'free', text: '红薯淀粉率高的品种。隧道火灾统计。', weight: 1 }]));
    ranked.slots.forEach((slot, i) => {
      const scores = new Float32Array(index.slots);
      for (const { term, weight } of ranked.terms) if (weight > 0) index.addScores(term, weight, scores);
      expect(ranked.scores[i]).toBeCloseTo(scores[slot]!, 5);
    });
    expect(ranked.gap).toBeGreaterThan(0);
  });

  test('the filter holds for peaks and for the list', () => {
    const accept = (slot: number) => index.ids[slot] !== 'tunnel';
    const ranked = rankText(planSearch('隧道火灾'), index, { depth: 10, accept });
    expect([...ranked.slots].map((slot) => index.ids[slot])).not.toContain('tunnel');
  });

  test('duplicates, among which nothing stands out, are still found', () => {
    const copies = Array.from({ length: 12 }, (_, i) => ({
      id: `copy-${i}`,
      title: '公路隧道火灾',
      keywords: ['应急'],
      body: '救援预案',
    }));
    const plan = planCandidates([{ role: 'free', text: '隧道火灾。应急救援。', weight: 1 }]);
    expect(rankText(plan, new ReferenceIndex(copies), { depth: 20 }).slots).toHaveLength(12);
  });

  test('nothing to look for gives nothing', () => {
    expect(idsOf(planSearch(' ，。'))).toEqual([]);
    expect(idsOf(planCandidates([]))).toEqual([]);
  });
});
