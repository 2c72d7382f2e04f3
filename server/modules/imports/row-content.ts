import { AchievementContent } from '../../contracts/achievements.contract.ts';
import { DemandContent } from '../../contracts/demands.contract.ts';
import type { ImportTarget } from '../../contracts/imports.contract.ts';
import { AppError } from '../../kernel/errors.ts';
import { isFieldCode } from '../../kernel/field-messages.ts';
import type { DuplicateSubject } from './duplicates.ts';
import { titleKey } from './duplicates.ts';

/** Who stands in a row: the owner and the people, beside the record's own content. */
export interface ImportedParty {
  organisationName: string | null;
  /** Owner of all rows when the list has no such column. */
  organisationId: string | null;
  orgType: 'UNIV' | 'INST' | 'HOSP' | 'ENT' | 'OTHER';
  uscc: string | null;
  teamName: string | null;
  leader: string | null;
  members: string[];
  contactName: string | null;
  mobile: string | null;
  email: string | null;
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
const texts = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : typeof value === 'string'
      ? [value]
      : [];

/** Kind of organisation as its name says; staff set it right when they verify. */
export function orgTypeOf(name: string): ImportedParty['orgType'] {
  if (/医院$/u.test(name)) return 'HOSP';
  if (/大学|学院$/u.test(name)) return 'UNIV';
  if (/研究[院所]|研究中心|科学院|实验室$/u.test(name)) return 'INST';
  if (/公司$|集团$|厂$/u.test(name)) return 'ENT';
  return 'OTHER';
}

export const ownerKey = (name: string): string => titleKey(name.replace(/[（(].*?[)）]/gu, ''));

export function partyOf(values: Record<string, unknown>, defaultOrganisationId: string | null): ImportedParty {
  const organisationName = text(values.organisationName);
  return {
    organisationName,
    organisationId: organisationName ? null : defaultOrganisationId,
    orgType: organisationName ? orgTypeOf(organisationName) : 'OTHER',
    uscc: text(values.uscc),
    teamName: text(values.teamName),
    leader: text(values.leaderName) ?? texts(values.leader)[0] ?? null,
    members: texts(values.memberNames ?? values.members),
    contactName: text(values.contactName) ?? texts(values.contactName)[0] ?? null,
    mobile: text(values.contactMobile),
    email: text(values.contactEmail),
  };
}

export function subjectOfRow(
  row: { rowNumber: number; values: Record<string, unknown> },
  owner: string | null,
): DuplicateSubject {
  const { values } = row;
  const ip = Array.isArray(values.ip) ? (values.ip as { normalNumber?: string | null; number?: string | null }[]) : [];
  return {
    id: `row:${String(row.rowNumber).padStart(7, '0')}`,
    title: text(values.title) ?? '',
    owner,
    registrationNo: text(values.registrationNo),
    patents: ip.flatMap((right) => right.normalNumber ?? right.number ?? []),
  };
}

export const MOBILE = /^1[3-9]\d{9}$/u;
export const LANDLINE = /^(?:\(?0\d{2,3}\)?[-\s]?)?\d{7,8}(?:[-转]\d{1,5})?$/u;

/** Zod's issue as a code of a field error; message keys of our own pass. */
export const zodCode = (issue: { code: string; message: string }): string =>
  issue.code === 'custom' || isFieldCode(issue.message) || /^[a-z]+(?:_[a-z]+)+$/u.test(issue.message)
    ? issue.message
    : issue.code;

const SHAPES = { achievement: AchievementContent, demand: DemandContent };

/**
 * The content of a row in the shape of its contract: only fields the contract knows, list values cut to its limits.
 * @throws AppError VALIDATION_FAILED that names the field
 */
export function contentFromValues(
  target: ImportTarget,
  values: Record<string, unknown>,
): AchievementContent | DemandContent {
  const known = Object.keys(SHAPES[target].shape);
  const picked = Object.fromEntries(
    Object.entries(values).filter(([field, value]) => known.includes(field) && value !== null && value !== undefined),
  );
  if (target === 'demand') {
    // Received lists say nothing of who may read them: verified accounts may, the public once staff say so.
    picked.visibility ??= 'ALLIANCE';
    picked.urgency ??= 'NORMAL';
    picked.isAnonymous ??= false;
    // A demand has a mobile number only; a landline stays in the raw cell.
    if (typeof picked.contactMobile === 'string' && LANDLINE.test(picked.contactMobile)) delete picked.contactMobile;
  }
  const parsed = SHAPES[target].safeParse(picked);
  if (!parsed.success)
    throw new AppError('VALIDATION_FAILED', {
      fields: parsed.error.issues.map((issue) => ({
        path: issue.path.join('.'),
        code: zodCode(issue),
      })),
    });
  return parsed.data;
}
