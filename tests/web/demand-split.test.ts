import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DemandContent } from '../../server/contracts/demands.contract.ts';
import { splitText } from '../../server/modules/demands/split-text.ts';
import { applySuggestion, segmentsOf, undoOf } from '../../web/src/features/demands/split-logic.ts';

const SOURCE = `VR头显光学膜高湿脱层问题
我司生产VR头显，贴合后的光学膜在高湿环境下边缘脱层，有事请打13800000000。要求500小时后剥离强度不低于1.2 N/mm，透光率不低于92%。
预算50-80万元，希望2027年6月前完成，可委托开发。`;

function acceptAll(order: 'forward' | 'contactsFirst'): DemandContent {
  const items = splitText(SOURCE, '2026-11-01');
  const sorted =
    order === 'forward'
      ? items
      : [...items].sort((a, b) => Number(b.field === 'contact') - Number(a.field === 'contact'));
  const removed: string[] = [];
  let content: DemandContent = {};
  for (const item of sorted) {
    content = { ...content, ...applySuggestion(content, item, SOURCE, removed) };
    if (item.field === 'contact') removed.push(SOURCE.slice(item.start, item.end));
  }
  return content;
}

describe('suggestions of a pasted text', () => {
  it.each(['forward', 'contactsFirst'] as const)(
    'fill the fields one by one and leave no telephone in a text (%s)',
    (order) => {
      const content = acceptAll(order);
      expect(content.title).toBe('VR头显光学膜高湿脱层问题');
      expect(content.indicators?.map((item) => [item.comparator, item.value])).toEqual([
        ['GE', 1.2],
        ['GE', 92],
      ]);
      expect(content).toMatchObject({
        budgetMode: 'RANGE',
        budgetMin: 500_000,
        budgetMax: 800_000,
        contactMobile: '13800000000',
      });
      expect(content.cooperationModes).toEqual(['COMMISSIONED_DEV']);
      expect(`${content.problem}${content.background}${content.title}`).not.toContain('13800000000');
    },
  );

  it('add nothing twice', () => {
    const items = splitText(SOURCE, '2026-11-01');
    const indicator = items.find((item) => item.field === 'indicators');
    const problem = items.find((item) => item.field === 'problem');
    if (!indicator || !problem) throw new Error('the text has both');
    let content: DemandContent = {};
    for (const item of [indicator, indicator, problem, problem])
      content = { ...content, ...applySuggestion(content, item, SOURCE) };
    expect(content.indicators).toHaveLength(1);
    expect(content.problem).toBe(problem.value);
  });

  it('can be taken back', () => {
    const content: DemandContent = { problem: '原有', keywords: ['a'] };
    const patch: DemandContent = { problem: '原有\n新的', keywords: ['a', 'b'], title: 't', neededBy: '2027-06-30' };
    expect({ ...content, ...patch, ...undoOf(content, patch) }).toEqual({
      problem: '原有',
      keywords: ['a'],
      title: '',
      neededBy: '',
    });
  });
});

describe('segments of overlapping spans', () => {
  it('cover the text once, in order, each with the spans that hold it', () => {
    const span = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(span, { maxLength: 8 }), (length, spans) => {
        const named = spans.map((item, index) => ({ ...item, id: String(index) }));
        const segments = segmentsOf(length, named);
        expect(segments[0]?.start).toBe(0);
        expect(segments.at(-1)?.end).toBe(length);
        segments.forEach((segment, index) => {
          expect(segment.end).toBeGreaterThan(segment.start);
          if (index) expect(segment.start).toBe(segments[index - 1]?.end);
          const covering = named
            .filter((item) => item.start <= segment.start && item.end >= segment.end)
            .map(({ id }) => id);
          expect(segment.ids).toEqual(covering);
        });
      }),
    );
  });
});
