import { describe, expect, it } from 'vitest';
import { quantityWords, unitWord } from '../../../server/contracts/unit-words.ts';
import { parseUnit } from '../../../server/kernel/units.ts';

describe('units as readers know them', () => {
  it.each([
    ['d', '天', 'd'],
    ['天', '天', 'd'],
    ['h', '小时', 'h'],
    ['a', '年', 'a'],
    ['min', '分钟', 'min'],
    ['个月', '个月', 'mo'],
    ['t/a', 't/年', 't/a'],
    ['次/天', '次/天', '次/d'],
    ['m3/d', 'm3/天', 'm3/d'],
    ['℃/min', '℃/min', '℃/min'],
    ['mg/(L·h)', 'mg/(L·h)', 'mg/(L·h)'],
    ['g/(m2·天)', 'g/(m2·天)', 'g/(m2·d)'],
    ['cm3/(m2·d)', 'cm3/(m2·天)', 'cm3/(m2·d)'],
    ['ms', 'ms', 'ms'],
    ['s', 's', 's'],
    ['A', 'A', 'A'],
    ['N/mm', 'N/mm', 'N/mm'],
    ['kWh', 'kWh', 'kWh'],
    ['', '', ''],
  ])('%s', (unit, zh, en) => expect([unitWord(unit, 'zh'), unitWord(unit, 'en')]).toEqual([zh, en]));

  it('names what the table of units names', () => {
    for (const unit of ['min', 'h', 'd', 'wk', 'mo', 'a', 'hr', 'day', 'yr', '日', '星期', '时', '月', '分']) {
      const word = unitWord(unit, 'zh');
      expect([unit, parseUnit(unit)?.zh]).toEqual([unit, word]);
      expect(parseUnit(unitWord(unit, 'en'))).toEqual(parseUnit(word));
    }
  });

  it.each([
    ['≤ 1 d', '≤ 1 天', '≤ 1 d'],
    ['≥ 24 h', '≥ 24 小时', '≥ 24 h'],
    ['3–5 年', '3–5 年', '3–5 a'],
    ['≥ 1.2 N/mm', '≥ 1.2 N/mm', '≥ 1.2 N/mm'],
    ['95%', '95%', '95%'],
    ['3 d 内交付', '3 d 内交付', '3 d 内交付'],
    ['IP67', 'IP67', 'IP67'],
    ['', '', ''],
  ])('in the text %s', (text, zh, en) =>
    expect([quantityWords(text, 'zh'), quantityWords(text, 'en')]).toEqual([zh, en]),
  );
});
