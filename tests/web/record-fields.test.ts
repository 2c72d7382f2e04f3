import { describe, expect, it } from 'vitest';
import { AchievementContent } from '../../server/contracts/achievements.contract.ts';
import { missingOfAchievement, missingOfDemand } from '../../server/contracts/completeness.ts';
import { DemandContent } from '../../server/contracts/demands.contract.ts';
import { PRICE_CLASSES } from '../../server/kernel/record-content.ts';
import { ACHIEVEMENT_FIELD_LEVELS, contentAt } from '../../server/modules/achievements/achievements.presenter.ts';
import { CLARITY_CODES } from '../../server/modules/demands/clarity.ts';
import { DEMAND_FIELD_LEVELS, demandContentAt } from '../../server/modules/demands/demands.presenter.ts';
import { ACHIEVEMENT_SPEC } from '../../web/src/components/record/achievement-fields.ts';
import { DEMAND_SPEC } from '../../web/src/components/record/demand-fields.ts';
import { fieldsOf, shownField, stepOf } from '../../web/src/components/record/field-spec.ts';
import { readNumber, yuanOf } from '../../web/src/components/record/number-inputs.tsx';
import { dateErrors, rightsFromPaste, toggleEncumbrance } from '../../web/src/components/record/patents-editor.tsx';
import { fieldsNaming, PRICE_BANDS, readerCopy } from '../../web/src/components/record/reader-view.ts';
import { addTags } from '../../web/src/components/record/tags-input.tsx';
import { checkField, validPart } from '../../web/src/components/record/wizard-port.ts';
import zhAchievements from '../../web/src/locales/zh-CN/achievements.json' with { type: 'json' };
import zhDemands from '../../web/src/locales/zh-CN/demands.json' with { type: 'json' };
import zhDesk from '../../web/src/locales/zh-CN/desk.json' with { type: 'json' };

const kinds = [
  {
    spec: ACHIEVEMENT_SPEC,
    levels: ACHIEVEMENT_FIELD_LEVELS,
    shape: AchievementContent.shape,
    words: zhAchievements,
    missing: missingOfAchievement({}),
  },
  {
    spec: DEMAND_SPEC,
    levels: DEMAND_FIELD_LEVELS,
    shape: DemandContent.shape,
    words: zhDemands,
    missing: missingOfDemand({}),
  },
] as const;

describe.each(kinds)('fields of $spec.words', ({ spec, levels, shape, words, missing }) => {
  it('shows each field with the level that the server presents it by', () => {
    for (const field of fieldsOf(spec))
      expect(`${field.name} ${field.level}`).toBe(`${field.name} ${levels[field.name] ?? 'L2'}`);
  });
  it('holds only fields of the contract, each once, each with words', () => {
    const names = fieldsOf(spec).map((field) => field.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(Object.keys(shape)).toContain(name);
      expect((words.field as Record<string, { label?: string }>)[name]?.label, name).toBeTruthy();
    }
  });
  it('lets a choice be emptied exactly where the contract takes null', () => {
    for (const field of fieldsOf(spec).filter((item) => item.kind === 'code' && item.isOptional)) {
      const schema = (shape as Record<string, { safeParse: (value: unknown) => { success: boolean } }>)[field.name];
      expect(`${field.name} ${Boolean(field.isNullable)}`).toBe(`${field.name} ${schema?.safeParse(null).success}`);
    }
  });
  it('can jump to everything that may be missing, and says what is missing', () => {
    for (const item of missing) {
      expect(stepOf(spec, item.field), item.field).toBeTruthy();
      expect(shownField(spec, item.field), item.field).toBeTruthy();
      expect((zhDesk.missing as Record<string, string>)[item.message], item.message).toBeTruthy();
    }
  });
});

it('has a sentence for every code of the clarity score', () => {
  const words = zhDemands.clarity.code as Record<string, Record<string, string>>;
  for (const code of CLARITY_CODES) {
    const [part = '', key = ''] = code.split('.');
    expect(words[part]?.[key], code).toBeTruthy();
  }
});

describe('preview of what others read', () => {
  const demand = {
    title: '立加尺寸跑偏',
    problem: '星屿数控的立加早晚尺寸跑偏',
    confidential: '内部型号',
    budgetMode: 'RANGE' as const,
    budgetMin: 600_000,
    budgetMax: 900_000,
    isAnonymous: true,
    contactMobile: '13800000000',
    contactEmail: 'person@firm.example',
    indicators: [
      {
        name: '星屿数控主轴温升',
        comparator: 'LE' as const,
        value: 20,
        value2: null,
        textValue: null,
        unit: '℃',
        condition: '星屿数控车间',
        mandatory: true,
        weight: null,
        currentValue: 31,
        testMethod: '星屿数控内部规程',
      },
    ],
  };
  const firm = { names: ['星屿数控'], mask: zhDesk.preview.mask };

  it('uses the classes of price of the server', () => expect(PRICE_BANDS).toEqual(PRICE_CLASSES));

  it.each(['L0', 'L1', 'L2'] as const)('shows at %s the fields that the server shows', (level) => {
    const served = demandContentAt(demand, level, ['星屿数控']).content as Record<string, unknown>;
    const shown = readerCopy(DEMAND_SPEC, demand, level, firm);
    for (const field of ['title', 'problem', 'confidential', 'contactMobile', 'contactEmail', 'budgetMin', 'budgetMax'])
      expect(`${field} ${String(shown[field])}`).toBe(`${field} ${String(served[field])}`);
    expect(shown.indicators).toEqual(served.indicators);
  });

  it('hides a price of an achievement behind its class from the public only', () => {
    const content = { priceMode: 'RANGE' as const, priceMin: 600_000, priceMax: 900_000 };
    for (const level of ['L0', 'L1'] as const) {
      const served = contentAt(content, level).content;
      const shown = readerCopy(ACHIEVEMENT_SPEC, content, level);
      expect([shown.priceMin, shown.priceMax]).toEqual([served.priceMin, served.priceMax]);
    }
  });

  it('names the texts that give an anonymous firm away', () =>
    expect(fieldsNaming(DEMAND_SPEC, demand, firm.names)).toEqual(['problem', 'indicators']));
});

describe('inputs', () => {
  it.each([
    ['50', 50],
    ['１２．５', 12.5],
    ['1,200', 1200],
    ['-3', -3],
    ['五十', null],
    ['50-80', null],
    ['1e400', null],
  ])('reads %s as %s', (text, value) => expect(readNumber(text)).toBe(value));

  it('turns 万元 into yuan without loss', () => {
    expect(yuanOf(50)).toBe(500_000);
    expect(yuanOf(0.1 + 0.2)).toBe(3_000);
    expect(yuanOf(12.3456)).toBe(123_456);
  });

  it('splits words, drops doubles and stops at the limit', () => {
    expect(addTags(['a'], 'b、a，c; d', 4, 30)).toEqual(['a', 'b', 'c', 'd']);
    expect(addTags(['a', 'b'], 'c,d', 3, 30)).toEqual(['a', 'b', 'c']);
  });

  it('makes several rights of pasted numbers', () => {
    const rights = rightsFromPaste('ZL201710601862.3；201310290635.5、CN116187299A');
    expect(rights.map((right) => [right.number, right.legalStatus])).toEqual([
      ['ZL201710601862.3', 'GRANTED'],
      ['201310290635.5', 'APPLIED'],
      ['CN116187299A', 'APPLIED'],
    ]);
  });

  it('names the dates of a right that cannot be', () => {
    const right = { filingDate: '2020-03-01', grantDate: '2022-05-01', expiryDate: '2040-03-01' };
    expect(dateErrors([right, { filingDate: null, grantDate: null, expiryDate: '2040-03-01' }])).toEqual([]);
    expect(dateErrors([right, { ...right, grantDate: '2020-02-29' }])).toEqual([
      { path: 'ip.1.grantDate', code: 'grant_before_filing' },
    ]);
    expect(dateErrors([{ ...right, expiryDate: '2022-04-30' }])).toEqual([
      { path: 'ip.0.expiryDate', code: 'expiry_before' },
    ]);
    expect(dateErrors(undefined)).toEqual([]);
  });

  it('never holds NONE beside an encumbrance, and never nothing', () => {
    expect(toggleEncumbrance(['NONE'], 'PLEDGED')).toEqual(['PLEDGED']);
    expect(toggleEncumbrance(['PLEDGED'], 'PLEDGED')).toEqual(['NONE']);
    expect(toggleEncumbrance(['PLEDGED', 'DISPUTED'], 'NONE')).toEqual(['NONE']);
  });

  it('checks one field by the contract and keeps what is right', () => {
    expect(checkField(AchievementContent.shape, 'trl', 12).map((item) => item.path)).toEqual(['trl']);
    expect(checkField(AchievementContent.shape, 'trl', 6)).toEqual([]);
    expect(validPart(DemandContent.shape, { title: 'x', contactEmail: 'a\nb', targetTrl: 99 })).toEqual({ title: 'x' });
  });
});
