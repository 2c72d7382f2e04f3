import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseCode, toFullWidth } from '../../../server/kernel/half-width.ts';
import { makePatentNumber, parsePatentNumber, patentCheckDigit } from '../../../server/kernel/patent-number.ts';

const newForm = fc
  .tuple(fc.integer({ min: 2004, max: 2050 }), fc.constantFrom('1', '2', '3', '8', '9'), fc.stringMatching(/^\d{7}$/u))
  .map((parts) => parts.join(''));
const oldForm = fc
  .tuple(fc.constantFrom('85', '95', '99', '00', '03'), fc.constantFrom('1', '2', '3'), fc.stringMatching(/^\d{5}$/u))
  .map((parts) => parts.join(''));

describe('application numbers', () => {
  it.each([
    ['201710601862.3', 'INV', 2017],
    ['202310212280.1', 'INV', 2023],
    ['201310290635.5', 'INV', 2013],
    ['202110937527.7', 'INV', 2021],
    ['95115608.X', 'INV', 1995],
    ['97101765.4', 'INV', 1997],
    ['202419990001.6', 'INV', 2024],
    ['202429990002.6', 'UM', 2024],
    ['202439990003.6', 'DES', 2024],
    ['202489990004.8', 'INV', 2024],
    ['202499990005.8', 'UM', 2024],
    ['202419990004.X', 'INV', 2024],
  ])('reads %s', (text, ipType, year) => {
    expect(parsePatentNumber(text)).toMatchObject({
      ok: true,
      kind: 'APPLICATION',
      normal: `CN${text}`,
      ipType,
      year,
      isGranted: false,
      checkInferred: false,
      warnings: [],
    });
  });

  it.each([
    ['202419990001.7', 'patent_check', '6'],
    ['202459990001.x', 'patent_type', null],
    ['199910601862.3', 'patent_year', null],
  ])('refuses %s', (text, code, expectedCheck) => {
    expect(parsePatentNumber(text)).toMatchObject({ ok: false, code, expectedCheck });
  });

  it.each([
    'ZL201710601862.3',
    'zl 2017 1 0601862.3',
    '专利号：ZL201710601862.3',
    'ZL2017106018623',
    '授权发明专利ZL201710601862.3',
    toFullWidth('ZL201710601862.3'),
  ])('reads %s as granted', (text) => {
    expect(parsePatentNumber(text)).toMatchObject({ ok: true, normal: 'CN201710601862.3', isGranted: true });
  });

  it('completes a missing check digit and says so', () => {
    expect(parsePatentNumber('201710601862')).toMatchObject({
      normal: 'CN201710601862.3',
      checkInferred: true,
      warnings: ['check_inferred'],
    });
  });

  it('marks PCT applications in their national phase', () => {
    expect(parsePatentNumber('202489990004.8')).toMatchObject({ viaPct: true });
  });

  it('does not take a date for a number', () => {
    expect(parsePatentNumber('20241119')).toMatchObject({ kind: 'OTHER', warnings: ['unknown_pattern'] });
  });

  it('reads what it makes, with and without the check digit', () => {
    fc.assert(
      fc.property(fc.oneof(newForm, oldForm), (digits) => {
        const made = makePatentNumber(digits);
        const whole = parsePatentNumber(made);
        const bare = parsePatentNumber(digits);
        expect(whole).toMatchObject({ ok: true, normal: made, checkInferred: false });
        expect(bare).toMatchObject({ ok: true, normal: made, checkInferred: true });
      }),
    );
  });

  it('detects any single changed digit: every weight is prime to 11', () => {
    fc.assert(
      fc.property(fc.oneof(newForm, oldForm), fc.nat(), fc.integer({ min: 0, max: 9 }), (digits, place, other) => {
        const at = place % digits.length;
        fc.pre(digits[at] !== String(other));
        return patentCheckDigit(digits.slice(0, at) + other + digits.slice(at + 1)) !== patentCheckDigit(digits);
      }),
    );
  });

  it('never throws and never drops the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = parsePatentNumber(text);
        if (read.ok && read.kind === 'OTHER') expect(read.normal).toBe(normaliseCode(text));
      }),
    );
  });
});

describe('other numbers', () => {
  it.each([
    ['CN116187299A', 'PUBLICATION', 'INV', false],
    ['CN116187299B', 'PUBLICATION', 'INV', true],
    ['CN1234567C', 'PUBLICATION', 'INV', true],
    ['CN212345678U', 'PUBLICATION', 'UM', true],
    ['CN306123456S', 'PUBLICATION', 'DES', true],
    ['2023SR0123456', 'SOFTWARE', 'SW', false],
    ['CNA20191006012', 'PLANT', 'PV', false],
    ['BS.205000123.4', 'LAYOUT', 'IC', false],
    ['PCT/CN2020/123456', 'PCT', 'PCT', false],
  ])('reads %s as %s', (text, kind, ipType, isGranted) => {
    expect(parsePatentNumber(text)).toMatchObject({ ok: true, kind, normal: text, ipType, isGranted, warnings: [] });
  });

  it('keeps a publication number without its letter, with a warning', () => {
    expect(parsePatentNumber('CN116187299')).toMatchObject({ kind: 'PUBLICATION', warnings: ['kind_letter_missing'] });
  });

  it('keeps an unknown pattern as text', () => {
    expect(parsePatentNumber('企业内控工艺 A-12')).toMatchObject({
      kind: 'OTHER',
      normal: '企业内控工艺 A-12',
      warnings: ['unknown_pattern'],
    });
  });
});
