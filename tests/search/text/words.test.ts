import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { englishWordsFrom, glossesOf, isEnglish } from '../../../search/text/bilingual.ts';
import { invertEntries } from '../../../search/text/english-dictionary.ts';
import { packDictionary, unpackTable } from '../../../search/text/english-table.ts';
import { shortStem, stemEnglish } from '../../../search/text/english-words.ts';
import { correctText, correctWord, editDistance } from '../../../search/text/spelling.ts';
import { synonymsOf } from '../../../search/text/synonyms.ts';
import { SYNONYM_GROUPS } from '../../../search/text/synonyms-table.ts';

describe('synonyms', () => {
  const groups = [
    ['地瓜', '红薯'],
    ['PET', '聚酯'],
    ['中风', '脑卒中'],
    ['小中风', '短暂性脑缺血发作'],
  ];

  test('gives the others of a group, both ways', () => {
    expect(synonymsOf('地瓜苗', groups)).toEqual(['红薯']);
    expect(synonymsOf('红薯苗', groups)).toEqual(['地瓜']);
  });

  test('prefers the longest expression', () => {
    expect(synonymsOf('老人小中风后', groups)).toEqual(['短暂性脑缺血发作']);
  });

  test('takes Latin abbreviations only as whole words, in any case', () => {
    expect(synonymsOf('废pet瓶', groups)).toEqual(['聚酯']);
    expect(synonymsOf('PETROL', groups)).toEqual([]);
  });

  test('leaves out what the text already says', () => {
    expect(synonymsOf('地瓜即红薯', groups)).toEqual([]);
  });

  test('the shipped table has no single Han characters and no repeats within a group', () => {
    for (const group of SYNONYM_GROUPS) {
      expect(group.length).toBeGreaterThan(1);
      expect(new Set(group).size).toBe(group.length);
      for (const word of group) expect(word).not.toMatch(/^\p{Script=Han}$/u);
    }
  });
});

describe('English glosses', () => {
  const everywhere = () => 1;

  test('only English texts are glossed', () => {
    expect(isEnglish('activated carbon')).toBe(true);
    expect(isEnglish('用SOFC单电池做电解质')).toBe(false);
    expect(glossesOf('活性炭', everywhere)).toEqual([]);
  });

  test('words of the dictionary are listed by their first letter, phrases left out', () => {
    const words = [...englishWordsFrom('m'.charCodeAt(0))];
    expect(words).toContain('membrane');
    expect(words.every((word) => /^m[a-z0-9]*$/.test(word))).toBe(true);
    expect(words).toEqual([...new Set(words)].sort());
    expect([...englishWordsFrom('海'.charCodeAt(0))]).toEqual([]);
  });

  test('phrases come before words, plurals and endings fold', () => {
    const words = glossesOf('sweet potatoes and wastewater monitoring', everywhere).map((gloss) => gloss.word);
    expect(words).toContain('红薯');
    expect(words).not.toContain('甜');
    expect(words).toContain('废水');
    expect(words).toContain('监测');
  });

  test('keeps only what the corpus has, and the weights of a piece add up to 1', () => {
    const glosses = glossesOf('sweet potato', (word) => (word === '甘薯' ? 3 : word === '红薯' ? 1 : 0));
    expect(glosses.map((gloss) => gloss.word).sort()).toEqual(['甘薯', '红薯'].sort());
    expect(glosses.reduce((sum, gloss) => sum + gloss.weight, 0)).toBeCloseTo(1);
    expect(glosses[0]!.word).toBe('甘薯');
  });

  test('inversion skips names and senses that are no translation', () => {
    const inverted = invertEntries([
      ['鋼', '钢', 'gang1', 'steel'],
      ['北京', '北京', 'Bei3 jing1', 'capital'],
      ['鉄', '鉄', 'tie3', 'old variant of 鐵|铁[tie3]'],
      ['焊接', '焊接', 'han4 jie1', ['to weld', 'welding']],
    ]);
    expect([...inverted.keys()].sort()).toEqual(['steel', 'weld', 'welding']);
  });

  test('a packed dictionary gives back every list, and nothing that it was not given', () => {
    const key = fc.stringMatching(/^[a-z0-9][a-z0-9 ]{0,8}$/);
    const words = fc.array(fc.constantFrom('焊接', '红薯', '甘', '𠮷田', '废水处理'), { minLength: 1, maxLength: 4 });
    const lists = fc.array(fc.tuple(key, words), { maxLength: 30 }).map((entries) => new Map(entries));
    fc.assert(
      fc.property(lists, lists, lists, key, (phrases, shortForms, inside, other) => {
        const bytes = packDictionary({ phrases, shortForms, inside }, 'made now');
        const table = unpackTable(bytes, 'made now')!;
        for (const [kept, given] of [
          [table.phrases, phrases],
          [table.shortForms, shortForms],
          [table.inside, inside],
        ] as const) {
          for (const [word, list] of given) expect(kept.get(word)).toEqual(list);
          expect(kept.get(other)).toEqual(given.get(other));
        }
        expect(unpackTable(bytes, 'made from something else')).toBeUndefined();
      }),
    );
  });

  test('stems', () => {
    expect(['batteries', 'glasses', 'alloys', 'status'].map(stemEnglish)).toEqual([
      'battery',
      'glass',
      'alloy',
      'status',
    ]);
    expect(shortStem('monitoring')).toBe(shortStem('monitor'));
  });
});

describe('spelling', () => {
  const words = new Map([
    ['graphene', 9],
    ['graphite', 4],
    ['robot', 5],
  ]);
  const vocabulary = {
    wordsFrom: (unit: number) => [...words.keys()].filter((word) => word.charCodeAt(0) === unit),
    documentFrequency: (word: string) => words.get(word) ?? 0,
  };

  test('edit distance is symmetric, 0 only for equal words, and 1 for a swap', () => {
    expect(editDistance('robto', 'robot', 2)).toBe(1);
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 9)).toBe(editDistance(b, a, 9));
        expect(editDistance(a, b, 9) === 0).toBe(a === b);
        expect(editDistance(a, b, 1)).toBe(Math.min(2, editDistance(a, b, 9)));
      }),
    );
  });

  test('corrects unknown words only, nearest and most frequent first', () => {
    expect(correctWord('grapheen', vocabulary)).toBe('graphene');
    expect(correctWord('graphene', vocabulary)).toBeUndefined();
    expect(correctWord('robt', vocabulary)).toBeUndefined();
    expect(correctWord('turbine', vocabulary)).toBeUndefined();
  });

  test('keeps the rest of the text', () => {
    expect(correctText('用Grapheen做电极', vocabulary)).toBe('用graphene做电极');
    expect(correctText('石墨烯', vocabulary)).toBeUndefined();
    expect(correctText('grapheen', vocabulary, () => true)).toBeUndefined();
  });
});
