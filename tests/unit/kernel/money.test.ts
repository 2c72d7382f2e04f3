import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChineseNumber } from '../../../server/kernel/chinese-number.ts';
import { toFullWidth } from '../../../server/kernel/half-width.ts';
import { formatMoney, type Money, moneyUnit, parseMoney } from '../../../server/kernel/money.ts';

const base: Money = { mode: 'FIXED', min: null, max: null, equityPct: null, currency: 'CNY', approx: false, per: null };
const fixed = (amount: number, more: Partial<Money> = {}): Money => ({ ...base, min: amount, max: amount, ...more });
const range = (min: number | null, max: number | null): Money => ({ ...base, mode: 'RANGE', min, max });

describe('the table of the handbook', () => {
  it.each<[string, string | undefined, Money, boolean]>([
    ['面议', undefined, { ...base, mode: 'NEGOTIABLE' }, false],
    ['协商', undefined, { ...base, mode: 'NEGOTIABLE' }, false],
    ['电议', undefined, { ...base, mode: 'NEGOTIABLE' }, false],
    ['50-80万', undefined, range(500_000, 800_000), false],
    ['50~80万元', undefined, range(500_000, 800_000), false],
    ['50—80', '万元', range(500_000, 800_000), false],
    ['约300万元', undefined, fixed(3_000_000, { approx: true }), false],
    ['1.2亿元', undefined, fixed(120_000_000), false],
    ['叁佰万元', undefined, fixed(3_000_000), false],
    ['不超过200万', undefined, range(null, 2_000_000), false],
    ['200万以内', undefined, range(null, 2_000_000), false],
    ['100万起', undefined, range(1_000_000, null), false],
    ['不低于100万', undefined, range(1_000_000, null), false],
    ['20万/年', undefined, fixed(200_000, { per: 'YEAR' }), true],
    ['入股30%', undefined, { ...base, mode: 'BY_EQUITY', equityPct: 30 }, false],
    ['技术入股', undefined, { ...base, mode: 'BY_EQUITY' }, false],
    ['10万美元', undefined, fixed(100_000, { currency: 'USD' }), true],
  ])('reads %s (header %s)', (raw, headerUnit, value, needsConfirmation) => {
    expect(parseMoney(raw, { headerUnit: headerUnit ?? null })).toMatchObject({ raw, value, needsConfirmation });
  });

  it.each(['50', '50-80', '三百', '5000', '1,200'])('asks for the unit of %s and never guesses 万', (raw) => {
    expect(parseMoney(raw)).toMatchObject({ value: null, notes: ['unit_missing'], needsConfirmation: true });
  });

  it.each(['无', '—', '/', '暂无', 'N/A', '', '  ', '--', 'n/a'])('takes %j for empty', (raw) => {
    expect(parseMoney(raw)).toMatchObject({ value: null, isEmpty: true, needsConfirmation: false });
  });
});

describe('what real lists hold', () => {
  it.each<[string, string | null, Partial<Money>]>([
    ['一亿二千万', null, { min: 120_000_000 }],
    ['5，000，000元', null, { min: 5_000_000 }],
    ['50（万元）', null, { min: 500_000 }],
    ['50w', null, { min: 500_000 }],
    ['¥500,000.00', null, { min: 500_000 }],
    ['0.5-1亿', null, { min: 50_000_000, max: 100_000_000 }],
    ['50 万 - 80 万', null, { min: 500_000, max: 800_000 }],
    ['五十', '万元', { min: 500_000 }],
    ['50', '（万元）', { min: 500_000 }],
    ['一次性转让50万元', null, { min: 500_000 }],
  ])('reads %s surely', (raw, headerUnit, value) => {
    expect(parseMoney(raw, { headerUnit })).toMatchObject({ value, needsConfirmation: false });
  });

  it.each([
    ['50元', '万元', 'unit_conflict'],
    ['500000', '万元', 'implausible_amount'],
    ['入门费30万+3%提成', null, 'extra_text'],
    ['价格面议，参考价100万', null, 'also_negotiable'],
    ['0', '万元', 'zero_amount'],
  ])('keeps a value for %s but asks', (raw, headerUnit, note) => {
    const read = parseMoney(raw, { headerUnit });
    expect(read.value).not.toBeNull();
    expect(read.notes).toContain(note);
    expect(read.needsConfirmation).toBe(true);
  });

  it.each([
    ['转让100万，许可20万/年', 'several_amounts'],
    ['80-50万', 'range_reversed'],
    ['-5万', 'negative_amount'],
    ['销售额3%', 'percentage_only'],
    ['见附件', 'not_money'],
    ['千万亿元', 'implausible_amount'],
  ])('makes no number of %s', (raw, note) => {
    expect(parseMoney(raw)).toMatchObject({ value: null, notes: [note], needsConfirmation: true });
  });
});

const yuan = fc.integer({ min: 1, max: 9_999_999_999 }).map((cents) => cents / 100);
const whole = fc.integer({ min: 1, max: 99_999 }).map((wan) => wan * 10_000);
const amount = fc.oneof(yuan, whole);
const somePrice: fc.Arbitrary<Money> = fc.oneof(
  fc
    .record({
      amount,
      approx: fc.boolean(),
      per: fc.constantFrom('YEAR' as const, 'MONTH' as const, 'UNIT' as const, null),
      currency: fc.constantFrom('CNY', 'USD', 'EUR', 'HKD'),
    })
    .map(({ amount: value, ...more }) => fixed(value, more)),
  fc
    .tuple(amount, amount, fc.boolean())
    .map(([a, b, approx]) => ({ ...range(Math.min(a, b), Math.max(a, b)), approx })),
  amount.map((value) => range(null, value)),
  amount.map((value) => range(value, null)),
  fc
    .constantFrom('NEGOTIABLE' as const, 'UNDISCLOSED' as const, 'PAY_AFTER_USE' as const)
    .map((mode) => ({ ...base, mode })),
  fc
    .oneof(
      fc.constant(null),
      fc.integer({ min: 1, max: 1000 }).map((tenth) => tenth / 10),
    )
    .map((equityPct) => ({ ...base, mode: 'BY_EQUITY' as const, equityPct })),
);

describe('algebra', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(somePrice, (price) => {
        expect(parseMoney(formatMoney(price)).value).toEqual(price);
      }),
    );
  });

  it('reads full width as half width', () => {
    fc.assert(
      fc.property(somePrice, (price) => {
        expect(parseMoney(toFullWidth(formatMoney(price))).value).toEqual(price);
      }),
    );
  });

  it('never throws, and never makes a number without a unit', () => {
    const odd = fc
      .array(fc.constantFrom(...'0123456789.,-~—万亿元千百十约起内%/年 ()美w三百'), { maxLength: 14 })
      .map((chars) => chars.join(''));
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: 'binary' })), (text) => {
        const { value } = parseMoney(text);
        if (value?.min != null)
          expect(text.normalize('NFKC')).toMatch(
            /[万萬亿億元圆块$€£¥wW]|美金|rmb|usd|eur|cny|gbp|jpy|hkd|人民币|港币|日圆/iu,
          );
        if (value?.min != null && value.max !== null) expect(value.min).toBeLessThanOrEqual(value.max);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('Chinese numerals', () => {
  it.each([
    ['叁佰万', 3_000_000],
    ['一亿二千万', 120_000_000],
    ['三万五', 35_000],
    ['一千零五', 1005],
    ['3千5百万', 35_000_000],
    ['1.5千万', 15_000_000],
    ['二〇二四', 2024],
    ['一点二亿', 120_000_000],
    ['十二', 12],
    ['3万亿', 3e12],
    ['万', null],
    ['', null],
  ])('%s is %s', (text, value) => {
    expect(parseChineseNumber(text)).toBe(value);
  });

  it('reads every number it is written in', () => {
    const digits = '零一二三四五六七八九';
    const write = (n: number): string => {
      if (n === 0) return '零';
      const section = (part: number): string => {
        let out = '';
        let zero = false;
        for (const [size, word] of [
          [1000, '千'],
          [100, '百'],
          [10, '十'],
          [1, ''],
        ] as const) {
          const digit = Math.floor(part / size) % 10;
          if (digit === 0) zero = out !== '';
          else {
            out += (zero ? '零' : '') + digits[digit] + word;
            zero = false;
          }
        }
        return out;
      };
      const [high, middle, low] = [Math.floor(n / 1e8), Math.floor(n / 1e4) % 1e4, n % 1e4];
      let out = high ? `${section(high)}亿` : '';
      if (middle) out += `${out && middle < 1000 ? '零' : ''}${section(middle)}万`;
      if (low) out += `${out && low < 1000 ? '零' : ''}${section(low)}`;
      return out;
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (n) => {
        expect(parseChineseNumber(write(n))).toBe(n);
      }),
    );
  });

  it('reads units of headers', () => {
    expect(moneyUnit('万元')).toEqual({ factor: 10_000, currency: 'CNY' });
    expect(moneyUnit('单位：亿元')).toEqual({ factor: 1e8, currency: 'CNY' });
    expect(moneyUnit('万美元')).toEqual({ factor: 10_000, currency: 'USD' });
    expect(moneyUnit('mm')).toBeNull();
  });
});
