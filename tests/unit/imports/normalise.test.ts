import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readCode,
  readCodes,
  readHti,
  readIndustries,
  readIpc,
  readPercent,
  readYesNo,
} from '../../../server/modules/imports/normalise/codes.ts';
import { readDay, readMonth, readPeriod } from '../../../server/modules/imports/normalise/dates.ts';
import { readOrganisations, readUscc } from '../../../server/modules/imports/normalise/organisation.ts';
import { readPatents } from '../../../server/modules/imports/normalise/patents.ts';
import { readEmail, readNames, readPhone } from '../../../server/modules/imports/normalise/people.ts';
import { readBudget, readPrice } from '../../../server/modules/imports/normalise/price.ts';
import { readRegion } from '../../../server/modules/imports/normalise/region.ts';
import { splitList } from '../../../server/modules/imports/normalise/split-list.ts';
import { readPhrases, readProse, readTitle } from '../../../server/modules/imports/normalise/text.ts';

const rights = (raw: string): string[] =>
  (readPatents(raw).value ?? []).map((right) => [right.ipType, right.normalNumber, right.legalStatus].join(' '));

describe('patents of one cell', () => {
  it.each([
    [
      '201710601862.3；201310290635.5、CN116187299A',
      ['INV CN201710601862.3 APPLIED', 'INV CN201310290635.5 APPLIED', 'INV CN116187299A PUBLISHED'],
    ],
    ['ZL 2017 1 0601862.3', ['INV CN201710601862.3 GRANTED']],
    ['ZL201710601862.3 ZL201310290635.5', ['INV CN201710601862.3 GRANTED', 'INV CN201310290635.5 GRANTED']],
    [
      '发明专利：ZL201710601862.3，实用新型：202429990002.6',
      ['INV CN201710601862.3 GRANTED', 'UM CN202429990002.6 APPLIED'],
    ],
    ['PCT/CN2020/123456/ZL201710601862.3', ['PCT PCT/CN2020/123456 APPLIED', 'INV CN201710601862.3 GRANTED']],
    ['软著2023SR0123456', ['SW 2023SR0123456 GRANTED']],
    ['ZL201710601862.3\nZL201710601862.3', ['INV CN201710601862.3 GRANTED']],
    ['CN 116187299 A', ['INV CN116187299A PUBLISHED']],
  ])('splits %j', (raw, expected) => {
    expect(rights(raw)).toEqual(expected);
    expect(readPatents(raw).needsConfirmation).toBe(false);
  });

  it('keeps a count as a note and makes no number up', () => {
    const read = readPatents('授权发明专利3项');
    expect(read.value).toMatchObject([
      { ipType: 'INV', number: null, normalNumber: null, legalStatus: 'GRANTED', note: '授权发明专利3项' },
    ]);
    expect(read).toMatchObject({ notes: ['ip_count_only'], needsConfirmation: true });
  });

  it('keeps a number with a wrong check digit, marks it and asks', () => {
    expect(readPatents('202419990001.7')).toMatchObject({
      value: [{ number: '202419990001.7', normalNumber: null }],
      notes: ['patent_check'],
      needsConfirmation: true,
    });
  });

  it('takes a title beside the number', () => {
    expect(readPatents('一种褐藻多糖提取方法（ZL201710601862.3）').value?.[0]).toMatchObject({
      title: '一种褐藻多糖提取方法',
      normalNumber: 'CN201710601862.3',
    });
  });

  it('sees when words and number disagree', () => {
    expect(readPatents('实用新型ZL201710601862.3')).toMatchObject({
      notes: ['ip_type_conflict'],
      needsConfirmation: true,
    });
  });
});

describe('people and organisations', () => {
  it.each([
    ['张三、李四；王五', ['张三', '李四', '王五']],
    ['张 三', ['张三']],
    ['张三 李四', ['张三', '李四']],
    ['John Smith, 张三', ['John Smith', '张三']],
    ['王五（博士）/赵六教授', ['王五', '赵六']],
  ])('names of %s', (raw, names) => {
    expect(readNames(raw)).toMatchObject({ value: names, needsConfirmation: false });
  });

  it.each([
    ['13800000000.0', '13800000000', null],
    ['138 0000 0000', '13800000000', null],
    ['+86 13800000000', '13800000000', null],
    ['0532-80000000/13800000000', '13800000000', '0532-80000000'],
    ['0532-80000000', null, '0532-80000000'],
  ])('telephone %s', (raw, mobile, phone) => {
    expect(readPhone(raw).value).toEqual({ mobile, phone });
  });

  it('reads mail addresses, organisations and credit codes', () => {
    expect(readEmail('邮箱：A.B@Example.com').value).toBe('a.b@example.com');
    expect(readOrganisations('单位名称：岚湾大学（盖章）、青屿研究院').value).toEqual({
      name: '岚湾大学',
      coOwners: ['青屿研究院'],
    });
    expect(readOrganisations('岚湾光学(山东)有限公司').value?.name).toBe('岚湾光学（山东）有限公司');
    expect(readUscc('91370212ｔｅｘｔ00017w').value).toBe('91370212TEXT00017W');
    expect(readUscc('91370212TEXTO0017W')).toMatchObject({ value: null, notes: ['uscc_symbol', 'uscc_suggestion'] });
  });
});

describe('codes', () => {
  it.each([
    ['403', '403'],
    ['高分子材料', '403'],
    ['新材料-高分子材料', '403'],
    ['医疗器械', '205'],
    ['803 高性能、智能化仪器仪表', '803'],
    ['电子信息/软件', '101'],
  ])('HTI of %s', (raw, code) => {
    expect(readHti(raw)).toMatchObject({ value: code, needsConfirmation: false });
  });

  it('asks for level 2 when only level 1 is given', () => {
    expect(readHti('新材料')).toMatchObject({ value: null, notes: ['hti_level_2_needed'], needsConfirmation: true });
  });

  it.each([
    ['技术转让、技术许可、作价入股', ['TRANSFER', 'LICENSE', 'EQUITY']],
    ['独占许可', ['LICENSE']],
    ['联合研发；共建实验室', ['JOINT_DEV', 'CO_LAB']],
  ])('cooperation of %s', (raw, codes) => {
    expect(readCodes('COOP_MODE', raw, 9)).toMatchObject({ value: codes, needsConfirmation: false });
  });

  it('names what it does not know', () => {
    expect(readCodes('COOP_MODE', '合作开发；其他', 9)).toMatchObject({
      value: ['JOINT_DEV'],
      notes: ['code_partly_unknown'],
      needsConfirmation: true,
    });
    expect(readCode('URGENCY', '某种程度')).toMatchObject({ value: null, notes: ['code_unknown'] });
  });

  it('does not offer the open chains', () => {
    expect(readCode('LAOSHAN_CHAIN', 'X5').value).toBeNull();
  });

  it('reads industries, IPC, regions, yes and no, per cent', () => {
    expect(readIndustries('C39、I65').value).toEqual(['C39', 'I65']);
    expect(readIndustries('医药制造业').value).toEqual(['C27']);
    expect(readIpc('G01B 11/24；H04L').value).toEqual(['G01B11/24', 'H04L']);
    expect(readRegion('山东省青岛市崂山区').value).toBe('370212');
    expect(readRegion('莱芜').value).toBe('370100');
    expect(readRegion('江苏省南京市').value).toBe('320000');
    expect(['是', '√', 'Y', '否', '无', '×'].map((raw) => readYesNo(raw).value)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(readPercent('30%')).toMatchObject({ value: 30, needsConfirmation: false });
    expect(readPercent('0.3')).toMatchObject({ value: 30, needsConfirmation: true });
    expect(readPercent('130%').value).toBeNull();
  });
});

describe('dates, prices and texts', () => {
  it('brings dates to the precision of the field', () => {
    expect(readMonth('2024-11-19').value).toBe('2024-11');
    expect(readMonth('2024.1-2025.12').value).toBe('2025-12');
    expect(readMonth('2024.1-2025.12', { edge: 'start' }).value).toBe('2024-01');
    expect(readMonth('2024年')).toMatchObject({ value: null, notes: ['month_needed'] });
    expect(readPeriod('2024.1-2025.12').value).toEqual({ start: '2024-01', end: '2025-12' });
    expect(readDay('2025年3月')).toMatchObject({ value: '2025-03-31', needsConfirmation: true });
    expect(readDay('2025-03-31')).toMatchObject({ value: '2025-03-31', needsConfirmation: false });
  });

  it('stores yuan only and keeps the rest as a question', () => {
    expect(readPrice('50-80', { headerUnit: '万元' }).value).toEqual({
      priceMode: 'RANGE',
      priceMin: 500_000,
      priceMax: 800_000,
      equityPct: null,
    });
    expect(readPrice('10万美元', {})).toMatchObject({
      value: null,
      notes: ['foreign_currency'],
      needsConfirmation: true,
    });
    expect(readPrice('20万/年', {})).toMatchObject({ value: null, notes: ['per_period'], needsConfirmation: true });
    expect(readPrice('50', {})).toMatchObject({ value: null, notes: ['unit_missing'] });
    expect(readBudget('不超过200万', {}).value).toEqual({ budgetMode: 'RANGE', budgetMin: null, budgetMax: 2_000_000 });
    expect(readBudget('保密', {}).value).toMatchObject({ budgetMode: 'UNDISCLOSED' });
  });

  it('keeps Chinese punctuation of prose and cuts nothing silently', () => {
    expect(readProse('精度达到０．５ｍｍ，“国内领先”。（见附件）').value).toBe(
      '精度达到0．5mm，“国内领先”。（见附件）',
    );
    expect(readTitle('《1.一种耐湿热压敏胶》').value).toBe('1.一种耐湿热压敏胶');
    expect(readTitle('3、一种耐湿热压敏胶').value).toBe('一种耐湿热压敏胶');
    expect(readTitle('甲'.repeat(70))).toMatchObject({ notes: ['title_cut'], needsConfirmation: true });
    expect(readPhrases('机器视觉；深度学习、缺陷检测', { items: 10, length: 30 }).value).toEqual([
      '机器视觉',
      '深度学习',
      '缺陷检测',
    ]);
    expect(readPhrases('机器视觉 深度学习', { items: 10, length: 30 }).value).toEqual(['机器视觉', '深度学习']);
  });

  it('does not split inside brackets', () => {
    expect(splitList('甲（乙、丙）、丁')).toEqual(['甲（乙、丙）', '丁']);
    expect(splitList('甲（乙、丙\n丁')).toEqual(['甲（乙', '丙', '丁']);
  });
});

describe('no reader throws, and every reader says what it is unsure of', () => {
  const readers = {
    readPatents,
    readNames,
    readPhone,
    readEmail,
    readOrganisations,
    readUscc,
    readHti,
    readIndustries,
    readIpc,
    readRegion,
    readYesNo,
    readPercent,
    readMonth,
    readDay,
    readPeriod,
    readTitle,
    readProse,
    price: (raw: string) => readPrice(raw, {}),
    codes: (raw: string) => readCodes('COOP_MODE', raw, 9),
  };
  it.each(Object.entries(readers))('%s', (_name, read) => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 80 })), (raw) => {
        const result = read(raw);
        expect(result.raw).toBe(raw);
        expect(result.needsConfirmation).toBe(result.confidence < 0.8);
        if (result.value === null && !result.isEmpty) expect(result.notes.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });
});
