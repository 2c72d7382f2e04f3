import { fieldMessage } from './field-messages.ts';
import { normaliseCode } from './half-width.ts';

/** GB 32100-2015: 31 symbols, no I, O, S, V, Z; the value of a symbol is its index. */
const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const ORG_CODE_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;
const ORG_CODE_SYMBOLS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Registration authority and entity class, the first two characters. */
export const USCC_CLASSES: Readonly<Record<string, string>> = {
  '11': '机关',
  '12': '事业单位',
  '13': '群众团体',
  '19': '机构编制其他',
  '21': '外国常驻新闻机构',
  '29': '外交其他',
  '31': '律师执业机构',
  '32': '公证处',
  '33': '基层法律服务所',
  '34': '司法鉴定机构',
  '35': '仲裁委员会',
  '39': '司法行政其他',
  '41': '外国在华文化中心',
  '49': '文化其他',
  '51': '社会团体',
  '52': '民办非企业单位',
  '53': '基金会',
  '59': '民政其他',
  '61': '外国旅游部门常驻代表机构',
  '62': '港澳台旅游部门常驻代表机构',
  '69': '旅游其他',
  '71': '宗教活动场所',
  '72': '宗教院校',
  '79': '宗教其他',
  '81': '基层工会',
  '89': '工会其他',
  '91': '企业',
  '92': '个体工商户',
  '93': '农民专业合作社',
  A1: '军队事业单位',
  A9: '军队其他',
  N1: '组级集体经济组织',
  N2: '村级集体经济组织',
  N3: '乡镇级集体经济组织',
  N9: '农业其他',
  Y1: '其他',
};

/** What people type for a symbol that looks alike; only ever offered, never applied. */
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5' };

export type UsccWarning = 'uscc_org_code' | 'uscc_class';
export type UsccReason = 'uscc_length' | 'uscc_symbol' | 'uscc_check';
export type UsccResult =
  | { ok: true; normal: string; warnings: UsccWarning[] }
  | {
      ok: false;
      code: UsccReason;
      /** 1-based place of the character at fault; null when the length is wrong. */
      position: number | null;
      /** A code that passes the check after look-alike letters are replaced (O → 0); null when there is none. */
      suggestion: string | null;
      message: string;
    };

function checkValue(first17: string): number {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += SYMBOLS.indexOf(first17[i]!) * WEIGHTS[i]!;
  return (31 - (sum % 31)) % 31;
}

/** Check character of the organisation code (GB 11714) for its first eight characters. */
export function organisationCodeCheck(first8: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i += 1) sum += ORG_CODE_SYMBOLS.indexOf(first8[i]!) * ORG_CODE_WEIGHTS[i]!;
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** First character that may not stand at its place: outside the 31 symbols, or a letter in the region digits. */
function faultAt(code: string): number {
  for (let i = 0; i < code.length; i += 1) {
    const inRegion = i >= 2 && i <= 7;
    if (inRegion ? !/\d/u.test(code[i]!) : !SYMBOLS.includes(code[i]!)) return i;
  }
  return -1;
}

const passes = (code: string): boolean =>
  code.length === 18 && faultAt(code) < 0 && SYMBOLS[checkValue(code)] === code[17];

function suggest(code: string): string | null {
  const changed = [...code].map((char) => LOOKALIKES[char] ?? char).join('');
  return changed !== code && passes(changed) ? changed : null;
}

/**
 * Checks a unified social credit code (统一社会信用代码, GB 32100-2015). The input is brought to half width,
 * upper case and freed of blanks first. A failing check of the organisation code (GB 11714) and an unlisted
 * authority or class are warnings only. Never throws and never repairs.
 */
export function checkUscc(input: string): UsccResult {
  const code = normaliseCode(input).replace(/\s+/gu, '').toUpperCase();
  const fail = (reason: UsccReason, position: number | null): UsccResult => ({
    ok: false,
    code: reason,
    position,
    suggestion: suggest(code),
    message: fieldMessage(reason, 'zh'),
  });
  if (code.length !== 18) return fail('uscc_length', null);
  const fault = faultAt(code);
  if (fault >= 0) return fail('uscc_symbol', fault + 1);
  if (SYMBOLS[checkValue(code)] !== code[17]) return fail('uscc_check', 18);
  const warnings: UsccWarning[] = [];
  if (organisationCodeCheck(code.slice(8, 16)) !== code[16]) warnings.push('uscc_org_code');
  if (!(code.slice(0, 2) in USCC_CLASSES)) warnings.push('uscc_class');
  return { ok: true, normal: code, warnings };
}

/**
 * Completes a code from its first 17 characters, or from 16 with the organisation check added as well.
 * For demo data and tests. Throws a RangeError for characters outside the set.
 */
export function makeUscc(first: string): string {
  const first17 = first.length === 16 ? first + organisationCodeCheck(first.slice(8)) : first;
  if (first17.length !== 17 || faultAt(first17) >= 0)
    throw new RangeError('makeUscc takes 16 or 17 allowed characters');
  return first17 + SYMBOLS[checkValue(first17)]!;
}
