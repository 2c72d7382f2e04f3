import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFullWidth } from '../../../server/kernel/half-width.ts';
import { checkUscc, makeUscc, USCC_CLASSES } from '../../../server/kernel/uscc.ts';

const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const symbol = fc.constantFrom(...SYMBOLS);
const body = fc
  .tuple(
    fc.constantFrom(...Object.keys(USCC_CLASSES)),
    fc.stringMatching(/^\d{6}$/u),
    fc.array(symbol, { minLength: 8, maxLength: 8 }),
  )
  .map(([head, region, org]) => head + region + org.join(''));

describe('unified social credit code', () => {
  it.each([
    '91350100M000100Y43',
    '91370212TEXT00017W',
    '12370200TEXT00025G',
    '52370212TEXT00033K',
    'Y1370200TEXT00041B',
    '91370212TEXT000760',
    '91370212TEXT0005X5',
  ])('accepts %s of the handbook without a warning', (code) => {
    expect(checkUscc(code)).toEqual({ ok: true, normal: code, warnings: [] });
  });

  it.each([
    ['91350100M000100Y4Z', 'uscc_symbol', 18],
    ['91370212TEXT00017X', 'uscc_check', 18],
    ['91370212TESTO0017W', 'uscc_symbol', 11],
    ['91370212TEXT00017', 'uscc_length', null],
    ['', 'uscc_length', null],
    ['9137O212TEXT00017X', 'uscc_symbol', 5],
  ])('refuses %s', (code, reason, position) => {
    expect(checkUscc(code)).toMatchObject({ ok: false, code: reason, position, suggestion: null });
  });

  it('offers 0 for O but does not apply it', () => {
    expect(checkUscc('91370212TEXTO0017W')).toMatchObject({
      ok: false,
      code: 'uscc_symbol',
      position: 13,
      suggestion: '91370212TEXT00017W',
    });
  });

  it('warns when only the organisation code inside fails its own check', () => {
    const code = makeUscc('91370212TEXT00018');
    expect(checkUscc(code)).toEqual({ ok: true, normal: code, warnings: ['uscc_org_code'] });
  });

  it('reads full width, lower case and blanks', () => {
    expect(checkUscc(` ${toFullWidth('91370212text 00017w')} `)).toMatchObject({
      ok: true,
      normal: '91370212TEXT00017W',
    });
  });

  it('accepts every code it makes', () => {
    fc.assert(fc.property(body, (first16) => checkUscc(makeUscc(first16)).ok));
  });

  it('detects any single changed character', () => {
    fc.assert(
      fc.property(body, fc.nat(17), symbol, (first16, at, other) => {
        const code = makeUscc(first16);
        fc.pre(code[at] !== other);
        return !checkUscc(code.slice(0, at) + other + code.slice(at + 1)).ok;
      }),
    );
  });

  it('detects any two neighbours exchanged', () => {
    fc.assert(
      fc.property(body, fc.nat(16), (first16, at) => {
        const code = makeUscc(first16);
        fc.pre(code[at] !== code[at + 1]);
        return !checkUscc(code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2)).ok;
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof checkUscc(text).ok === 'boolean'));
  });
});
