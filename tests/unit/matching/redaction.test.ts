import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence, Viewer } from '../../../server/modules/matching/engine/evidence.ts';
import { readableLevels } from '../../../server/modules/matching/engine/evidence.ts';
import { matchPair } from '../../../server/modules/matching/engine/match.ts';
import { presentEvidence } from '../../../server/modules/matching/engine/present.ts';
import { redactFor } from '../../../server/modules/matching/engine/redact.ts';
import {
  canRead,
  factLevel,
  type Level,
  type MatchAchievement,
  type MatchDemand,
  type Side,
} from '../../../server/modules/matching/engine/types.ts';
import { achievement, demand, indicator, TODAY, text } from './fixtures.ts';

const evidenceOf = (d: MatchDemand, a: MatchAchievement): Evidence => matchPair(d, a, { asOf: TODAY }).evidence;
const VIEWERS: Viewer[] = (['demand', 'achievement', 'public'] as const).flatMap((side) =>
  (['L0', 'L1', 'L2'] as const).map((maxLevelOfOther) => ({ side, maxLevelOfOther })),
);
const staff: Viewer = { side: 'staff', maxLevelOfOther: 'L3' };

describe('what each side may see', () => {
  const evidence = evidenceOf(demand(), achievement());

  it('explains private findings to staff in full', () => {
    const seen = redactFor(evidence, staff);
    expect(seen.terms.map(({ term }) => term)).toContain('紫蔷薇七号底涂');
    expect(seen.passages.some(({ field }) => field === 'confidential')).toBe(true);
    expect(seen.rows[0]).toMatchObject({ status: 'met', converted: '1.4 N/mm', offered: '35 N/25mm' });
    expect(seen.hiddenCount).toBe(0);
    expect(seen.hiddenFactors).toEqual([]);
  });

  it('hides the counterpart’s private text, values, budget, and the marks they would leave in one’s own text', () => {
    for (const side of ['demand', 'achievement'] as const) {
      const seen = redactFor(evidence, { side, maxLevelOfOther: 'L1' });
      expect(JSON.stringify(seen.terms)).not.toContain('紫蔷薇');
      expect(seen.passages.flatMap(({ spans }) => spans).some(({ term }) => term.includes('紫蔷薇'))).toBe(false);
      expect(seen.terms.map(({ term }) => term)).toContain('光学压敏胶');
      expect(seen.hiddenCount).toBeGreaterThan(0);
    }
    const firm = redactFor(evidence, { side: 'demand', maxLevelOfOther: 'L1' });
    expect(firm.rows[0]).toMatchObject({ status: 'unknown', offered: null, reason: { code: 'indicator.closed' } });
    const team = redactFor(evidence, { side: 'achievement', maxLevelOfOther: 'L1' });
    expect(team.hiddenFactors).toEqual(['price']);
    expect(JSON.stringify(team)).not.toMatch(/[58]00000/u);
  });

  it('shows the public L0 of both sides only', () => {
    const seen = redactFor(evidence, { side: 'public', maxLevelOfOther: 'L3' });
    expect(seen.passages.every(({ level }) => level === 'L0')).toBe(true);
    expect(seen.rows).toEqual([]);
  });

  it('puts everything into words in both languages', () => {
    for (const viewer of [staff, ...VIEWERS])
      for (const language of ['zh', 'en'] as const) {
        const words = presentEvidence(redactFor(evidence, viewer), language);
        expect(JSON.stringify(words)).not.toMatch(/undefined|NaN|\{\w+\}/u);
        for (const { text: passage, spans } of words.passages)
          for (const { start, end, term } of spans)
            expect(passage.slice(start, end).normalize('NFKC').toLowerCase()).toBe(term);
      }
  });
});

const LEVELS: Level[] = ['L0', 'L1', 'L2', 'L3'];
const WORDS = [
  '光学膜',
  '耐湿热',
  '压敏胶',
  '脱层',
  '紫蔷薇',
  '引发剂',
  '琥珀酸',
  '贴合工艺',
  'OCA',
  '剥离强度不低于12N/mm',
  '在',
  '的',
  '，',
  '。',
  '\n',
];
const level = fc.constantFrom(...LEVELS);
const prose = fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(''));
const texts = (fields: string[]) =>
  fc.tuple(...fields.map((field) => fc.tuple(prose, level).map(([words, at]) => text(field, words, at))));
const value = fc.option(fc.integer({ min: 1, max: 99_999 }), { nil: null });
const indicators = fc.array(
  fc.record({ value, nameLevel: level, valueLevel: level, mandatory: fc.boolean() }).map((over) =>
    indicator({
      name: '剥离强度',
      unit: 'N/mm',
      condition: over.value ? `条件${over.value}` : '',
      ...over,
      comparator: 'EQ',
    }),
  ),
  { maxLength: 3 },
);
const facts = fc.record({ keywords: level, scenes: level, money: level, trl: level, rights: level });
const shared = {
  keywords: fc.subarray(['紫蔷薇', '光学膜', '引发剂']),
  scenes: fc.subarray(['光学膜贴合', '琥珀酸']),
  indicators,
  factLevels: facts,
};
const anyDemand = fc
  .record({ texts: texts(['title', 'problem', 'confidential']), ...shared })
  .map((over) => demand(over));
const anyAchievement = fc
  .record({ texts: texts(['title', 'description', 'confidential']), ...shared })
  .map((over) => achievement(over));
const viewer = fc.constantFrom(...VIEWERS);

function words(side: Side, record: MatchDemand | MatchAchievement, keep: (level: Level) => boolean): string {
  const parts = record.texts.filter(({ level: at }) => keep(at)).map(({ text: prose_ }) => prose_);
  for (const name of ['keywords', 'scenes'] as const)
    if (keep(factLevel(side, record, name))) parts.push(...record[name]);
  for (const item of record.indicators) {
    const { name, condition, nameLevel, valueLevel } = item;
    if (keep(nameLevel)) parts.push(name);
    if (keep(nameLevel) && keep(valueLevel)) parts.push(condition, item.value === null ? '' : String(item.value));
  }
  return parts.join('\u0000').toLowerCase();
}

describe('redaction, for any pair and any viewer', () => {
  it('lets no private substring of four characters survive', () => {
    fc.assert(
      fc.property(anyDemand, anyAchievement, viewer, (d, a, who) => {
        const max = readableLevels(who);
        const readable =
          words('demand', d, (at) => canRead(at, max.demand)) +
          words('achievement', a, (at) => canRead(at, max.achievement));
        const secret =
          words('demand', d, (at) => !canRead(at, max.demand)) +
          '\u0000' +
          words('achievement', a, (at) => !canRead(at, max.achievement));
        const visible = redactFor(evidenceOf(d, a), who);
        const shown = JSON.stringify({
          terms: visible.terms,
          passages: visible.passages,
          rows: visible.rows,
          caps: visible.caps,
        }).toLowerCase();
        for (let at = 0; at + 4 <= secret.length; at += 1) {
          const piece = secret.slice(at, at + 4);
          if (
            piece.includes('\u0000') ||
            /["\\\n]/u.test(piece) ||
            !/[\p{Script=Han}\d]/u.test(piece) ||
            readable.includes(piece)
          )
            continue;
          expect(shown, piece).not.toContain(piece);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('does not change when only what the viewer may not read changes', () => {
    fc.assert(
      fc.property(
        anyDemand,
        anyAchievement,
        viewer,
        prose,
        fc.integer({ min: 1, max: 99_999 }),
        (d, a, who, other, amount) => {
          const max = readableLevels(who);
          const change = <T extends MatchDemand | MatchAchievement>(side: Side, record: T): T => ({
            ...record,
            texts: record.texts.map((field) => (canRead(field.level, max[side]) ? field : { ...field, text: other })),
            keywords: canRead(factLevel(side, record, 'keywords'), max[side]) ? record.keywords : [other || '词'],
            scenes: canRead(factLevel(side, record, 'scenes'), max[side]) ? record.scenes : [other || '景'],
            indicators: record.indicators.map((item) => {
              if (!canRead(item.nameLevel, max[side])) return { ...item, name: other || '名', value: amount };
              return canRead(item.valueLevel, max[side]) ? item : { ...item, value: amount, condition: other };
            }),
          });
          const hide = (seen: ReturnType<typeof redactFor>) => ({ ...seen, hiddenCount: 0 });
          const before = hide(redactFor(evidenceOf(d, a), who));
          const after = hide(redactFor(evidenceOf(change('demand', d), change('achievement', a)), who));
          expect(after).toEqual(before);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('shows more, never less, of the indicator table as levels open', () => {
    fc.assert(
      fc.property(anyDemand, anyAchievement, (d, a) => {
        const evidence = evidenceOf(d, a);
        const counts = LEVELS.map(
          (maxLevelOfOther) => redactFor(evidence, { side: 'achievement', maxLevelOfOther }).rows.length,
        );
        expect([...counts].sort((x, y) => x - y)).toEqual(counts);
      }),
      { numRuns: 60 },
    );
  });
});
