import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../server/kernel/errors.ts';
import type { ImportRow } from '../../../server/modules/imports/import.entity.ts';
import { presentPreview, presentRow } from '../../../server/modules/imports/imports.presenter.ts';
import { issueMessage } from '../../../server/modules/imports/issue-messages.ts';
import { fieldSpecs } from '../../../server/modules/imports/mapping/fields.ts';
import {
  checkIssues,
  contentOfRow,
  parseValues,
  recheck,
  refuseRow,
} from '../../../server/modules/imports/row-check.ts';
import {
  addConfirmations,
  confirmableAtOnce,
  confirmationsOf,
  stateOf,
  wantsOf,
} from '../../../server/modules/imports/row-state.ts';

const context = { now: new Date('2026-11-23T02:00:00Z'), defaultOrganisationId: 'own', ownNames: null };
const word = { by: 'u1', at: '2026-11-23T02:00:00Z', how: 'CONFIRM' as const };
const right = (number: string) => ({
  ipType: 'INV' as const,
  number,
  normalNumber: null,
  title: '',
  holders: [],
  inventors: [],
  legalStatus: 'GRANTED' as const,
  filingDate: null,
  grantDate: null,
  expiryDate: null,
  encumbrances: ['NONE' as const],
  note: '',
});
const row = (over: Partial<ImportRow> = {}): ImportRow =>
  ({
    id: 'r1',
    rowNumber: 2,
    hidden: false,
    state: 'READY',
    cells: [],
    values: { title: '低温密封件示例成果', organisationName: '示例大学' },
    confidence: {},
    issues: [],
    confirmedFields: [],
    duplicates: [],
    decision: null,
    mergeIntoId: null,
    recordId: null,
    error: null,
    version: 1,
    ...over,
  }) as ImportRow;
const issue = (field: string, code: string, severity: 'error' | 'confirm' | 'hint') => ({
  field,
  code,
  severity,
  raw: '',
});
const reader = {
  target: 'achievement' as const,
  locale: 'zh' as const,
  names: new Map([['u1', '孙若溪']]),
  isStaff: true,
};

describe('values of a reviewer', () => {
  it('are refused at once, with the name of the field in the language of the page', () => {
    const refused = (locale: 'zh' | 'en') => {
      try {
        parseValues('achievement', { priceMin: '五十', keywords: ['好', 'x'.repeat(31)] }, locale);
      } catch (error) {
        return (error as AppError).fields;
      }
      return [];
    };
    expect(refused('zh').map((field) => field.path)).toEqual(['values.priceMin', 'values.keywords.1']);
    expect(refused('zh')[0]?.message).toMatch(/^价格下限（元）：/u);
    expect(refused('zh')[1]?.message).toMatch(/^关键词：第2项：/u);
    expect(refused('en')[0]?.message).toMatch(/^Price from \(CNY\): /u);
    expect(refused('en').some((field) => /\p{Script=Han}/u.test(field.message ?? ''))).toBe(false);
  });

  it('know the fields beside the record, empty a field by null, and take no field that is none', () => {
    expect(parseValues('demand', { title: null, contactMobile: '0532-80000000' })).toEqual({
      title: null,
      contactMobile: '0532-80000000',
    });
    for (const values of [{ uscc: '91370212TEXT00017X' }, { contactMobile: '12' }, { price: 1 }, { constructor: 'x' }])
      expect(() => parseValues('achievement', values)).toThrow(AppError);
    expect(() => parseValues('achievement', { uscc: '91370212TEXT00017W' })).not.toThrow();
  });

  it('of any kind are taken whole or refused by a field error, never by another one', () => {
    const fields = fieldSpecs('achievement').map((spec) => spec.field);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()), (values) => {
        try {
          const parsed = parseValues('achievement', values);
          expect(Object.keys(parsed).toSorted()).toEqual(Object.keys(values).toSorted());
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect((error as AppError).fields.every((field) => field.path.startsWith('values.'))).toBe(true);
        }
      }),
    );
  });
});

describe('what writing a row would refuse', () => {
  const codes = (over: Partial<ImportRow>, more: Partial<typeof context> = {}) =>
    checkIssues('achievement', row(over), { ...context, ...more }).map((item) => `${item.field}:${item.code}`);

  it('is known before: title, owner, dates, ranges', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ values: {} }, { defaultOrganisationId: null as never })).toEqual([
      'title:title_missing',
      'organisationName:organisation_missing',
    ]);
    expect(codes({ values: { title: '示例成果名称', completionDate: '2030-05' } })).toEqual([
      'completionDate:date_future',
    ]);
    expect(codes({ values: { title: '示例成果名称', priceMin: 9, priceMax: 1 } })).toEqual(['priceMax:range_reversed']);
  });

  it('holds an institute to its own name and aliases', () => {
    const own = { ownNames: ['示例海洋大学', '示例海大'] as never };
    expect(codes({ values: { title: '示例成果名称', organisationName: '示例海大' } }, own)).toEqual([]);
    expect(codes({ values: { title: '示例成果名称', organisationName: '别处大学' } }, own)).toEqual([
      'organisationName:foreign_organisation',
    ]);
    expect(codes({ values: { title: '示例成果名称' } }, own)).toEqual([]);
  });

  it('goes when it is mended, and comes back when it is not', () => {
    const target = row({ values: { title: '示例成果名称', completionDate: '2030-05' } });
    recheck('achievement', target, context);
    recheck('achievement', target, context);
    expect([target.state, target.issues.length]).toEqual(['FAILED', 1]);
    target.values = { ...target.values, completionDate: '2024-05' };
    recheck('achievement', target, context);
    expect([target.state, target.issues]).toEqual(['READY', []]);
  });

  it('keeps a landline out of a demand instead of failing it', () => {
    const values = { title: '示例需求名称', contactMobile: '0532-80000000' };
    expect(checkIssues('demand', row({ values }), context)).toEqual([]);
    expect(contentOfRow('demand', row({ values }))).not.toHaveProperty('contactMobile');
  });
});

describe('a patent number with a wrong check digit', () => {
  const values = { title: '示例成果名称', ip: [right('ZL202419990001.7')] };

  it('waits for a word, then goes in as an exception that says so', () => {
    const open = row({ values });
    recheck('achievement', open, context);
    expect(open.state).toBe('CONFIRM');
    expect(wantsOf(open)).toMatchObject([{ field: 'ip', code: 'patent_check', kind: 'confirm' }]);
    open.confirmedFields = addConfirmations(open, ['ip'], word);
    recheck('achievement', open, context);
    expect(open.state).toBe('READY');
    const content = contentOfRow('achievement', open) as { ip: { numberConfirmed?: boolean; note: string }[] };
    expect(content.ip[0]).toMatchObject({ numberConfirmed: true, note: '校验位不符，已核对原件确认' });
    expect(contentOfRow('achievement', { ...open, values: content as never })).toEqual(content);
  });

  it('is not confirmed by typing it, nor by a word for all rows, nor by a flag that came along', () => {
    const typed = row({ values, confirmedFields: addConfirmations(row(), ['ip'], { ...word, how: 'EDIT' }) });
    recheck('achievement', typed, context);
    expect(typed.state).toBe('CONFIRM');
    expect(confirmableAtOnce(typed)).toEqual([]);
    const flagged = row({ values: { ...values, ip: [{ ...values.ip[0], numberConfirmed: true, note: '我说的' }] } });
    recheck('achievement', flagged, context);
    expect(flagged.state).toBe('CONFIRM');
  });

  it('has to be mended when type or year are wrong', () => {
    for (const number of ['ZL202459990001.2', 'ZL190019990001.2']) {
      const target = row({ values: { ...values, ip: [right(number)] } });
      target.confirmedFields = addConfirmations(target, ['ip'], word);
      recheck('achievement', target, context);
      expect(target.state).toBe('FAILED');
    }
  });
});

describe('one word for many rows', () => {
  const doubtful = fc.dictionary(
    fc.constantFrom('price', 'trl', 'ip', 'title', 'hti'),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  const issues = fc.array(
    fc.record({
      field: fc.constantFrom('price', 'trl', 'ip', 'title', 'row'),
      code: fc.constantFrom('unsure', 'patent_check', 'hidden_row', 'unit_missing'),
      severity: fc.constantFrom('error' as const, 'confirm' as const, 'hint' as const),
      raw: fc.constant(''),
    }),
    { maxLength: 6 },
  );
  it('leaves a row ready, or what is left says why: an error, a paper, a hidden row, a duplicate', () => {
    fc.assert(
      fc.property(doubtful, issues, fc.boolean(), (confidence, found, isDouble) => {
        const target = row({ confidence, issues: found, duplicates: isDouble ? [{ proposal: 'MERGE' }] : [] });
        target.confirmedFields = addConfirmations(target, confirmableAtOnce(target), { ...word, how: 'BULK' });
        const left = wantsOf(target);
        expect(stateOf(target) === 'READY').toBe(left.length === 0);
        const alone = new Set(
          left.filter((want) => ['patent_check', 'hidden_row'].includes(want.code)).map((want) => want.field),
        );
        for (const want of left)
          expect(want.kind === 'fix' || want.kind === 'decide' || alone.has(want.field)).toBe(true);
        expect(confirmableAtOnce(target)).toEqual([]);
      }),
    );
  });

  it('confirms a doubtful field that has no issue', () => {
    const target = row({ confidence: { trl: 0.4 } });
    expect(stateOf(target)).toBe('CONFIRM');
    target.confirmedFields = addConfirmations(target, confirmableAtOnce(target), { ...word, how: 'BULK' });
    expect(stateOf(target)).toBe('READY');
  });
});

describe('words for the reader', () => {
  it('name who confirmed what, also in batches that kept names of fields alone', () => {
    const view = presentRow(row({ confirmedFields: addConfirmations(row(), ['price'], word) }), reader);
    expect(view.confirmedFields).toEqual([{ field: 'price', byName: '孙若溪', at: word.at, how: 'CONFIRM' }]);
    expect(confirmationsOf({ confirmedFields: ['price'] as never })).toMatchObject([
      { field: 'price', how: 'CONFIRM' },
    ]);
  });

  it('say in both languages why a row was not written, without codes of fields', () => {
    const target = row();
    refuseRow(
      target,
      new AppError('VALIDATION_FAILED', { fields: [{ path: 'content.completionDate', code: 'date_future' }] }),
    );
    const zh = presentRow(target, reader);
    expect(zh.error).toContain('完成时间：日期不能晚于今天');
    expect(zh.wants[0]).toMatchObject({ field: 'completionDate', label: '完成时间', kind: 'fix' });
    const en = presentRow(target, { ...reader, locale: 'en' }).error ?? '';
    expect(en).toContain('Completion: The date is in the future');
    expect(en).not.toMatch(/completionDate|date_future|\p{Script=Han}/u);
    refuseRow(target, new Error('boom'));
    expect(presentRow(target, reader).error).toMatch(/^写入失败/u);
  });

  it('are English in English for labels and issues', () => {
    for (const target of ['achievement', 'demand'] as const)
      for (const spec of fieldSpecs(target)) expect(spec.label.en).not.toMatch(/\p{Script=Han}/u);
    for (const code of ['patent_check', 'unit_missing', 'foreign_organisation', 'no_such_code'])
      expect(issueMessage(code, {}, 'en')).toMatch(/^[A-Z][^\p{Script=Han}]+$/u);
  });

  it('keep records of other owners from an institute', () => {
    const duplicates = [
      { proposal: 'RELATED', title: '别家' },
      { proposal: 'MERGE', title: '自家' },
    ];
    expect(presentRow(row({ duplicates }), { ...reader, isStaff: false }).duplicates).toHaveLength(1);
    expect(presentRow(row({ duplicates }), reader).duplicates).toHaveLength(2);
  });
});

describe('preview of a commit', () => {
  it('counts what is made, updated and left, and gathers the reasons by rows', () => {
    const waiting = [
      row({ issues: [issue('price', 'unit_missing', 'confirm')] }),
      row({ issues: [issue('price', 'unit_missing', 'confirm'), issue('title', 'title_missing', 'error')] }),
    ];
    const counts = {
      ready: 5,
      readyToMerge: 2,
      unchanged: 1,
      skipped: 4,
      skippedDuplicates: 3,
      toConfirm: 1,
      failed: 1,
    };
    const preview = presentPreview(counts, waiting, 'achievement', 'zh');
    expect(preview).toMatchObject({ create: 3, update: 2, skipped: 4, skippedDuplicates: 3 });
    expect(preview.blockers.map(({ label, kind, rows }) => [label, kind, rows])).toEqual([
      ['价格', 'confirm', 2],
      ['成果名称', 'fix', 1],
    ]);
  });
});
