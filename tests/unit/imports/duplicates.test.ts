import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareRecords,
  DuplicateIndex,
  type DuplicateSubject,
  nearness,
  SHOW_FROM,
  titleKey,
  titleSimilarity,
} from '../../../server/modules/imports/duplicates.ts';

const subject = (id: string, title: string, more: Partial<DuplicateSubject> = {}): DuplicateSubject => ({
  id,
  title,
  owner: 'u1',
  registrationNo: null,
  patents: [],
  ...more,
});

describe('title key', () => {
  it.each([
    ['一种基于深度学习的缺陷检测方法', '深度学习的缺陷检测方法'],
    ['褐藻多糖提取工艺及其应用', '褐藻多糖提取工艺'],
    ['ＶＲ光学膜（耐湿热）', 'vr光学膜耐湿热'],
    ['一种', '一种'],
  ])('%s → %s', (title, key) => {
    expect(titleKey(title)).toBe(key);
  });
});

describe('rules in their order', () => {
  it.each<[string, Partial<DuplicateSubject>, Partial<DuplicateSubject>, string, string, string, string]>([
    [
      'registration number',
      { registrationNo: '9372024Y0123' },
      { registrationNo: '9372024Y0123' },
      '甲技术',
      '完全不同的名称',
      'REGISTRATION_NO',
      'MERGE',
    ],
    [
      'shared patent',
      { patents: ['CN1', 'CN2'] },
      { patents: ['CN2'] },
      '甲技术',
      '完全不同的名称',
      'SHARED_PATENT',
      'MERGE',
    ],
    ['equal title', {}, {}, '一种褐藻多糖提取工艺', '褐藻多糖提取工艺及其应用', 'SAME_TITLE', 'MERGE'],
    [
      'near',
      {},
      {},
      '面向船舶分段制造现场的全域视觉精度测量技术与装备',
      '面向船舶分段制造现场的全域视觉精度测量技术和装备',
      'NEAR',
      'MERGE',
    ],
    ['similar', {}, {}, '船舶分段全域视觉测量技术', '船舶分段全域视觉检测技术', 'SIMILAR', 'SHOW'],
    ['other owner', { owner: 'u1' }, { owner: 'u2' }, '褐藻多糖提取工艺', '褐藻多糖提取工艺', 'RELATED', 'RELATED'],
    [
      'other owner with a shared patent',
      { owner: 'u1', patents: ['CN1'] },
      { owner: 'u2', patents: ['CN1'] },
      '甲技术',
      '乙装置的设计',
      'RELATED',
      'RELATED',
    ],
    ['owner not known', { owner: null }, { owner: null }, '褐藻多糖提取工艺', '褐藻多糖提取工艺', 'RELATED', 'RELATED'],
  ])('%s', (_name, a, b, titleA, titleB, rule, proposal) => {
    expect(compareRecords(subject('a', titleA, a), subject('b', titleB, b))).toMatchObject({ rule, proposal });
    expect(new DuplicateIndex([subject('a', titleA, a)]).find(subject('b', titleB, b))).toMatchObject([
      { id: 'a', rule, proposal },
    ]);
  });

  it('leaves different things alone', () => {
    expect(compareRecords(subject('a', '褐藻多糖提取工艺'), subject('b', '锂电池热失控预警'))).toBeNull();
    expect(
      compareRecords(
        subject('a', '船舶分段全域视觉测量技术'),
        subject('b', '船舶分段全域视觉检测技术', { owner: 'u2' }),
      ),
    ).toBeNull();
  });

  it('does not find a record in itself, and takes rows of the same batch in as they come', () => {
    const index = new DuplicateIndex([subject('a', '褐藻多糖提取工艺')]);
    expect(index.find(subject('a', '褐藻多糖提取工艺'))).toEqual([]);
    index.add(subject('row:2', '锂电池热失控预警'));
    expect(index.find(subject('row:3', '锂电池热失控预警'))).toMatchObject([{ id: 'row:2', rule: 'SAME_TITLE' }]);
  });
});

const titles = fc
  .array(
    fc.constantFrom(
      '一种',
      '基于',
      '视觉',
      '测量',
      '多糖',
      '提取',
      '船舶',
      '光学',
      '膜',
      '工艺',
      '技术',
      '方法',
      'AI',
      '0.5mm',
    ),
    { maxLength: 8 },
  )
  .map((words) => words.join(''));
const subjects = fc
  .array(
    fc.record({
      title: titles,
      owner: fc.constantFrom('u1', 'u2', null),
      registrationNo: fc.constantFrom(null, null, 'R1'),
      patents: fc.subarray(['CN1', 'CN2']),
    }),
    { maxLength: 25 },
  )
  .map((all) => all.map((each, i) => ({ id: `r${i}`, ...each })));

describe('algebra', () => {
  it('similarity is symmetric, within 0–1, and 1 for the same title', () => {
    fc.assert(
      fc.property(titles, titles, (a, b) => {
        const value = titleSimilarity(a, b);
        expect(value).toBe(titleSimilarity(b, a));
        expect(value >= 0 && value <= 1).toBe(true);
        if (titleKey(a) !== '') expect(titleSimilarity(a, a)).toBe(1);
      }),
    );
  });

  it('the index finds exactly what comparing every pair finds', () => {
    fc.assert(
      fc.property(subjects, (all) => {
        const index = new DuplicateIndex(all);
        for (const one of all) {
          const every = all.flatMap((other) => {
            const hit = other.id === one.id ? null : compareRecords(one, other);
            return hit ? [`${other.id} ${hit.rule} ${hit.similarity}`] : [];
          });
          expect(
            index
              .find(one, 100)
              .map((hit) => `${hit.id} ${hit.rule} ${hit.similarity}`)
              .sort(),
          ).toEqual(every.sort());
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never proposes to merge records of different owners', () => {
    fc.assert(
      fc.property(subjects, (all) => {
        const index = new DuplicateIndex(all);
        const ownerOf = new Map(all.map((each) => [each.id, each.owner]));
        for (const one of all)
          for (const hit of index.find(one, 100)) {
            if (hit.proposal !== 'RELATED') expect(one.owner !== null && ownerOf.get(hit.id) === one.owner).toBe(true);
            if (hit.proposal === 'SHOW') expect(hit.similarity).toBeGreaterThanOrEqual(SHOW_FROM);
          }
      }),
    );
  });
});

describe('the cheap question before the exact one', () => {
  it('never says no where a rule holds', () => {
    const words = [
      '一种',
      '基于',
      '褐藻',
      '多糖',
      '提取',
      '工艺',
      '及其应用',
      '视觉',
      '测量',
      '（',
      '）',
      '方法',
      '装置',
    ];
    const title = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 10 }).map((parts) => parts.join(''));
    const keys = fc.record({
      title,
      owner: fc.constantFrom('u1', 'u2', null),
      registrationNo: fc.constantFrom('r1', 'r2', null, null),
      patents: fc.subarray(['p1', 'p2', 'p3'], { maxLength: 1 }),
    });
    // Titles that differ by a few words, or random ones.
    const pair = fc.oneof(
      fc.tuple(keys, keys),
      fc
        .tuple(keys, keys, fc.nat({ max: 6 }), fc.constantFrom(...words))
        .map(([a, b, at, word]) => [a, { ...b, title: a.title.slice(0, at) + word + a.title.slice(at + 1) }] as const),
    );
    fc.assert(
      fc.property(pair, ([a, b]) => {
        if (compareRecords(a, b)) expect(nearness(a)(b)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
