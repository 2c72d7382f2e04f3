import { normaliseCode } from './half-width.ts';

export type PatentNumberKind = 'APPLICATION' | 'PUBLICATION' | 'SOFTWARE' | 'PLANT' | 'LAYOUT' | 'PCT' | 'OTHER';
export type PatentReason = 'patent_check' | 'patent_type' | 'patent_year';
export type PatentWarning = 'check_inferred' | 'kind_letter_missing' | 'kind_letter_unknown' | 'unknown_pattern';
/** A subset of IP_TYPE; null when the number does not tell. */
export type PatentIpType = 'INV' | 'UM' | 'DES' | 'PCT' | 'SW' | 'PV' | 'IC';

export interface PatentNumber {
  ok: true;
  kind: PatentNumberKind;
  /** `CN202419990001.6`, `CN116187299A`, `2023SR0123456`; the trimmed text itself when the pattern is not known. */
  normal: string;
  ipType: PatentIpType | null;
  /** Written with ZL, or a publication of a granted right. */
  isGranted: boolean;
  /** The check digit was not written and has been completed. */
  checkInferred: boolean;
  /** PCT application in its national phase (type digits 8 and 9). */
  viaPct: boolean;
  /** Year of filing for application numbers. */
  year: number | null;
  warnings: PatentWarning[];
}
export type PatentNumberResult =
  | PatentNumber
  | {
      ok: false;
      kind: 'APPLICATION';
      code: PatentReason;
      /** The text as read, kept. */
      normal: string;
      isGranted: boolean;
      /** The check character that the other digits ask for, when only that is wrong. */
      expectedCheck: string | null;
    };

const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5] as const;
const TYPES: Readonly<Record<string, { ipType: PatentIpType; viaPct: boolean }>> = {
  '1': { ipType: 'INV', viaPct: false },
  '2': { ipType: 'UM', viaPct: false },
  '3': { ipType: 'DES', viaPct: false },
  '8': { ipType: 'INV', viaPct: true },
  '9': { ipType: 'UM', viaPct: true },
};
const PUBLICATION_KINDS: Readonly<Record<string, { ipType: PatentIpType; isGranted: boolean }>> = {
  A: { ipType: 'INV', isGranted: false },
  B: { ipType: 'INV', isGranted: true },
  C: { ipType: 'INV', isGranted: true },
  U: { ipType: 'UM', isGranted: true },
  Y: { ipType: 'UM', isGranted: true },
  S: { ipType: 'DES', isGranted: true },
  D: { ipType: 'DES', isGranted: true },
};
const LABEL =
  /^(?:中国)?(?:国家)?(?:授权|已授权)?(?:发明|实用新型|外观设计)?(?:专利)?(?:申请)?(?:公开|公告|授权公告|登记|专利)?(?:号码|号|NO\.?)?[:.。#]*/u;

/** Check character of an application number (ZC 0006-2003) for its 8 or 12 digits. */
export function patentCheckDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) sum += Number(digits[i]) * WEIGHTS[i]!;
  const check = sum % 11;
  return check === 10 ? 'X' : String(check);
}

function found(kind: PatentNumberKind, normal: string, more: Partial<PatentNumber> = {}): PatentNumber {
  const none = { ipType: null, isGranted: false, checkInferred: false, viaPct: false, year: null, warnings: [] };
  return { ok: true, kind, normal, ...none, ...more };
}

/** Filing year of 12 digits (from 2003) or 8 digits (1985–2003); null when the digits cannot begin such a number. */
function filingYear(digits: string): number | null {
  if (digits.length === 12) {
    const year = Number(digits.slice(0, 4));
    return year >= 2003 && year <= 2099 ? year : null;
  }
  const year = Number(digits.slice(0, 2));
  return year >= 85 ? 1900 + year : year <= 3 ? 2000 + year : null;
}

function application(prefix: string, digits: string, check: string | undefined): PatentNumberResult | null {
  const year = filingYear(digits);
  const type = TYPES[digits[digits.length === 12 ? 4 : 2]!];
  const isGranted = prefix === 'ZL';
  const expected = patentCheckDigit(digits);
  const written = `CN${digits}${check === undefined ? '' : `.${check}`}`;
  const wrong = (code: PatentReason, expectedCheck: string | null): PatentNumberResult => ({
    ok: false,
    kind: 'APPLICATION',
    code,
    normal: written,
    isGranted,
    expectedCheck,
  });
  if (year === null) return digits.length === 12 ? wrong('patent_year', null) : null;
  if (!type) return wrong('patent_type', null);
  if (check !== undefined && check !== expected) return wrong('patent_check', expected);
  return found('APPLICATION', `CN${digits}.${expected}`, {
    ...type,
    isGranted,
    year,
    checkInferred: check === undefined,
    warnings: check === undefined ? ['check_inferred'] : [],
  });
}

function publication(digits: string, letter: string, suffix: string): PatentNumber {
  const normal = `CN${digits}${letter}${suffix}`;
  const kind = PUBLICATION_KINDS[letter];
  if (kind) return found('PUBLICATION', normal, kind);
  return found('PUBLICATION', normal, { warnings: [letter ? 'kind_letter_unknown' : 'kind_letter_missing'] });
}

/**
 * Reads one number of an intellectual property right (handbook 3.4): application numbers with their check digit
 * (ZC 0006-2003), publication numbers, software copyright, plant variety, chip layout, PCT. Blanks inside, full
 * width and a leading label such as 专利号： are tolerated. An unknown pattern is kept as text with a warning.
 * Never throws.
 */
export function parsePatentNumber(input: string): PatentNumberResult {
  const text = normaliseCode(input);
  const compact = text
    .toUpperCase()
    .replace(/[\s_]+/gu, '')
    .replace(/[。·．]/gu, '.');
  const softwareCertificate = /^软著登字第?0*(\d{5,8})号?$/u.exec(compact);
  if (softwareCertificate) return found('SOFTWARE', `软著登字第${softwareCertificate[1]}号`, { ipType: 'SW' });
  const code = compact.replace(LABEL, '');

  const filed = /^(ZL|CN)?\.?(\d{12}|\d{8})(?:\.?([0-9X]))?$/u.exec(code);
  const read = filed && application(filed[1] ?? '', filed[2]!, filed[3]);
  if (read) return read;
  const published = /^(?:CN)?(\d{7,9})([A-WYZ])(\d?)$/u.exec(code) ?? /^CN(\d{7}|\d{9})()()$/u.exec(code);
  if (published) return publication(published[1]!, published[2]!, published[3]!);
  if (/^\d{4}SR\d{6,7}$/u.test(code)) return found('SOFTWARE', code, { ipType: 'SW' });
  if (/^CNA\d{8,11}(?:\.\d)?$/u.test(code)) return found('PLANT', code, { ipType: 'PV' });
  if (/^BS\.?\d{8,9}\.?[0-9X]?$/u.test(code)) return found('LAYOUT', code, { ipType: 'IC' });
  const pct = /^PCT\/?([A-Z]{2})(\d{4})\/?(\d{6})$/u.exec(code);
  if (pct) return found('PCT', `PCT/${pct[1]}${pct[2]}/${pct[3]}`, { ipType: 'PCT' });
  if (/^WO\d{4}\/?\d{6}(?:A\d)?$/u.test(code)) return found('PCT', code.replace('/', ''), { ipType: 'PCT' });
  return found('OTHER', text, { warnings: ['unknown_pattern'] });
}

/** Completes an application number from its 8 or 12 digits, for demo data and tests: `CN202419990001.6`. */
export function makePatentNumber(digits: string): string {
  const read = /^(?:\d{8}|\d{12})$/u.test(digits) ? application('', digits, undefined) : null;
  if (!read?.ok) throw new RangeError('makePatentNumber takes the 8 or 12 digits of an application number');
  return read.normal;
}
