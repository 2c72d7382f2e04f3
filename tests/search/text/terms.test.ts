import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseText, normaliseWithOffsets, originalSpan } from '../../../search/text/normalise.ts';
import { extractTermSpans, extractTerms, isBigram, termKind } from '../../../search/text/terms.ts';

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('锂', '电', 'ＡＢ', 'é', '①', '㎡', '𠮷', ' ', '，', '3.5', 'İ', 'ﬁ'))
    .map((parts) => parts.join('')),
);

describe('normaliseText', () => {
  test('folds width, case and compatibility forms', () => {
    expect(normaliseText('ＰＥＭ燃料電池 ①号 10㎡')).toBe('pem燃料電池 1号 10m2');
  });

  test('is idempotent', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normaliseText(text);
        expect(normaliseText(once)).toBe(once);
      }),
    );
  });
});

describe('normaliseWithOffsets', () => {
  test('leads back to the original characters', () => {
    const original = '面积１０㎡的ＬＥＤ屏';
    const form = normaliseWithOffsets(original);
    const at = form.text.indexOf('led');
    expect(originalSpan(form, at, at + 3)).toEqual({ start: 6, end: 9 });
    const unit = form.text.indexOf('m2');
    const { start, end } = originalSpan(form, unit, unit + 1);
    expect(original.slice(start, end)).toBe('㎡');
  });

  test('spans are ordered and inside the original for any text', () => {
    fc.assert(
      fc.property(anyText, (original) => {
        const form = normaliseWithOffsets(original);
        expect(form.starts).toHaveLength(form.text.length + 1);
        for (const { start, end } of extractTermSpans(form.text)) {
          const span = originalSpan(form, start, end);
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(original.length);
        }
      }),
    );
  });
});

describe('extractTerms', () => {
  test('takes characters, adjacent pairs and whole runs', () => {
    expect(extractTerms('用WC-Co涂层，3.5V')).toEqual(['用', 'wc', 'co', '涂', '层', '涂层', '3.5v']);
  });

  test('pairs do not reach over punctuation, blanks or Latin letters', () => {
    expect(extractTerms('隧道。火灾').filter(isBigram)).toEqual(['隧道', '火灾']);
    expect(extractTerms('T 细胞 X光').filter(isBigram)).toEqual(['细胞']);
  });

  test('knows characters beyond the basic plane', () => {
    expect(extractTerms('𠮷野')).toEqual(['𠮷', '野', '𠮷野']);
    expect(['𠮷', '𠮷野', 'abc', '7'].map(termKind)).toEqual(['han', 'pair', 'word', 'word']);
  });

  test('terms are bounded and stand where they say, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const normalised = normaliseText(text);
        for (const { term, start, end } of extractTermSpans(normalised)) {
          expect(normalised.slice(start, end)).toBe(term);
          expect(term.length).toBeLessThanOrEqual(42);
          expect(term).not.toMatch(/\s/);
        }
      }),
    );
  });

  test('n Han characters in a row give n characters and n − 1 pairs', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'光伏电池板清洗'), { minLength: 1 }), (characters) => {
        const kinds = extractTerms(characters.join('')).map(termKind);
        expect(kinds.filter((kind) => kind === 'han')).toHaveLength(characters.length);
        expect(kinds.filter((kind) => kind === 'pair')).toHaveLength(characters.length - 1);
      }),
    );
  });
});
