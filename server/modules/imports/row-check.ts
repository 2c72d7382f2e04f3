import { z } from 'zod';
import { AchievementContent, type IntellectualProperty } from '../../contracts/achievements.contract.ts';
import { line, text } from '../../contracts/common.contract.ts';
import { DemandContent } from '../../contracts/demands.contract.ts';
import type { ImportTarget } from '../../contracts/imports.contract.ts';
import { AppError, type FieldError } from '../../kernel/errors.ts';
import type { Locale } from '../../kernel/field-messages.ts';
import { parsePatentNumber } from '../../kernel/patent-number.ts';
import { checkUscc } from '../../kernel/uscc.ts';
import { checkAchievementContent } from '../achievements/index.ts';
import { checkDemandContent } from '../demands/index.ts';
import type { ImportRow } from './import.entity.ts';
import { issueMessage } from './issue-messages.ts';
import { fieldLabel } from './mapping/fields.ts';
import { contentFromValues, LANDLINE, MOBILE, ownerKey, zodCode } from './row-content.ts';
import { confirmedSet, stateOf } from './row-state.ts';

/** What the check knows beside the row. */
export interface CheckContext {
  now: Date;
  /** Owner of all rows when the list has no such column. */
  defaultOrganisationId: string | null;
  /** Names of the one institution whose rows may be imported; null when every owner may stand in the list. */
  ownNames: readonly string[] | null;
}

type Issue = ImportRow['issues'][number];

const name = text(2, 100);
const credit = z.string().superRefine((value, context) => {
  const read = checkUscc(value);
  if (!read.ok) context.addIssue({ code: 'custom', message: read.code });
});

/** Values that stand beside the record's own content: owner, people, what is kept as text only. */
const BESIDE: Readonly<Record<string, z.ZodType>> = {
  externalId: line(60),
  unitName: line(100),
  organisationName: name,
  coOwnerNames: z.array(name).max(10),
  uscc: credit,
  regionCode: z.string().regex(/^\d{6}$/u, { message: 'unknown_code' }),
  teamName: line(60),
  leaderName: line(40),
  memberNames: z.array(line(40)).max(50),
  contactName: line(40),
  contactMobile: z
    .string()
    .trim()
    .refine((value) => MOBILE.test(value) || LANDLINE.test(value), { message: 'not_phone_number' }),
  contactEmail: z.email({ message: 'invalid_format' }).max(120),
  remark: text(0, 1000),
};
const SHAPES: Readonly<Record<ImportTarget, Readonly<Record<string, z.ZodType>>>> = {
  achievement: { ...AchievementContent.shape, ...BESIDE },
  demand: { ...DemandContent.shape, ...BESIDE },
};

/**
 * A reviewer's values in the shape of their fields; `null` empties a field.
 * @throws AppError VALIDATION_FAILED that names each field as `values.<field>`, in words of the reader's language
 */
export function parseValues(
  target: ImportTarget,
  values: Readonly<Record<string, unknown>>,
  locale: Locale = 'zh',
): Record<string, unknown> {
  const parsed: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  const refuse = (field: string, path: readonly PropertyKey[], code: string): void => {
    const item: Record<string, string> = typeof path[0] === 'number' ? { item: String(path[0] + 1) } : {};
    const words = issueMessage(code, item, locale, 'error');
    errors.push({
      path: ['values', field, ...path].map(String).join('.'),
      code,
      message: `${fieldLabel(target, field, locale)}${locale === 'zh' ? '：' : ': '}${words}`,
    });
  };
  for (const [field, value] of Object.entries(values)) {
    const schema = Object.hasOwn(SHAPES[target], field) ? SHAPES[target][field] : undefined;
    if (!schema) refuse(field, [], 'unrecognized_keys');
    else if (value === null || value === '') parsed[field] = null;
    else {
      const read = schema.safeParse(value);
      if (read.success) parsed[field] = read.data;
      else for (const issue of read.error.issues) refuse(field, issue.path, zodCode(issue));
    }
  }
  if (errors.length) throw new AppError('VALIDATION_FAILED', { fields: errors });
  return parsed;
}

const DOCUMENT_RIGHTS: readonly string[] = ['INV', 'UM', 'DES'];
const CONFIRMED_NOTE = '校验位不符，已核对原件确认';

/**
 * Handbook section 8 keeps a number whose check digit is wrong, marks it and asks. Once a reviewer has confirmed the
 * field, such a number goes into the record as an exception that says so; until then it waits. Other faults of a
 * number have to be corrected. Pure.
 */
export function withConfirmedNumbers(
  values: Readonly<Record<string, unknown>>,
  confirmed: ReadonlySet<string>,
): Record<string, unknown> {
  if (!Array.isArray(values.ip)) return { ...values };
  const isConfirmed = confirmed.has('ip');
  return {
    ...values,
    ip: (values.ip as IntellectualProperty[]).map(({ numberConfirmed: _, ...right }) => {
      const read = right.number ? parsePatentNumber(right.number) : null;
      if (!isConfirmed || !read || read.ok || read.code !== 'patent_check' || !DOCUMENT_RIGHTS.includes(right.ipType))
        return right;
      const note = right.note.includes(CONFIRMED_NOTE)
        ? right.note
        : [right.note, CONFIRMED_NOTE].filter(Boolean).join('；').slice(-200);
      return { ...right, numberConfirmed: true, note };
    }),
  };
}

/** The content of a row as it would be written now. @throws AppError VALIDATION_FAILED that names the field */
export const contentOfRow = (
  target: ImportTarget,
  row: Pick<ImportRow, 'values' | 'confirmedFields'>,
): AchievementContent | DemandContent => contentFromValues(target, withConfirmedNumbers(row.values, confirmedSet(row)));

function issueOf({ path, code }: FieldError): Issue {
  const [field = 'row', second = ''] = path.replace(/^(?:content|values)\./u, '').split('.');
  return {
    field,
    code,
    severity: field === 'ip' && code === 'patent_check' ? 'confirm' : 'error',
    raw: '',
    params: /^\d+$/u.test(second) ? { item: String(Number(second) + 1) } : {},
    source: 'check',
  };
}

/** Everything that writing the row would refuse, as issues of its fields: known before the commit, not by it. */
export function checkIssues(
  target: ImportTarget,
  row: Pick<ImportRow, 'values' | 'confirmedFields' | 'decision'>,
  context: CheckContext,
): Issue[] {
  const issues: Issue[] = [];
  const refuse = (field: string, code: string) => issues.push(issueOf({ path: field, code }));
  const title = row.values.title;
  if (typeof title !== 'string' || !title.trim()) refuse('title', 'title_missing');
  const owner = row.values.organisationName;
  const named = typeof owner === 'string' && owner.trim() !== '';
  if (!named && !context.defaultOrganisationId) refuse('organisationName', 'organisation_missing');
  if (named && context.ownNames && !context.ownNames.some((own) => ownerKey(own) === ownerKey(owner)))
    refuse('organisationName', 'foreign_organisation');
  try {
    const content = contentOfRow(target, row);
    if (target === 'achievement') checkAchievementContent(content as AchievementContent, context.now);
    else checkDemandContent(content as DemandContent, context.now);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    issues.push(...error.fields.map(issueOf));
  }
  return issues;
}

/** Checks a row anew after any change: what the last check said goes, the state follows. Changes the row. */
export function recheck(
  target: ImportTarget,
  row: Pick<ImportRow, 'values' | 'confirmedFields' | 'decision' | 'issues' | 'confidence' | 'duplicates' | 'state'>,
  context: CheckContext,
): void {
  const found = checkIssues(target, row, context);
  const known = (issue: Issue) => found.find((other) => other.field === issue.field && other.code === issue.code);
  const kept = row.issues.filter((issue) => issue.source !== 'check' && known(issue)?.severity !== 'error');
  const said = new Set(kept.map((issue) => `${issue.field}:${issue.code}`));
  row.issues = [...kept, ...found.filter((issue) => !said.has(`${issue.field}:${issue.code}`))];
  row.state = stateOf(row);
}

/** A row that could not be written: what was refused becomes issues of its fields, the code says the rest. Changes the row. */
export function refuseRow(row: Pick<ImportRow, 'issues' | 'state' | 'error'>, error: unknown): void {
  row.state = 'FAILED';
  row.error = error instanceof AppError ? error.code : 'WRITE_FAILED';
  if (error instanceof AppError)
    row.issues = [
      ...row.issues.filter((issue) => issue.source !== 'check'),
      ...error.fields.map((field): Issue => ({ ...issueOf(field), severity: 'error' })),
    ];
}
