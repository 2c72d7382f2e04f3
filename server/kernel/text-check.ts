import { ALLOWED_TERMS, WORD_RULES, type WordRule } from './sensitive-words.ts';

/** Machine check of texts before review (handbook section 7). Pure; the words stand in `sensitive-words.ts`. */
export type FindingLevel = 'BLOCK' | 'REVIEW' | 'HINT';
/** Every code; the pages hold a sentence for each under `finding.<code>`. */
export const FINDING_CODES = [
  'CONTACT_MOBILE',
  'CONTACT_MAIL',
  'CONTACT_PHONE',
  'CONTACT_CHAT',
  'LINK',
  'SECRET',
  'SENSITIVE',
  'SUPERLATIVE',
  'MEDICAL_CLAIM',
  'VAGUE_CLAIM',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];
export interface Finding {
  field: string;
  start: number;
  end: number;
  level: FindingLevel;
  code: FindingCode;
  excerpt: string;
}

interface Rule {
  code: FindingCode;
  level: FindingLevel;
  pattern: RegExp;
}

const RULES: readonly (Rule | WordRule)[] = [
  { code: 'CONTACT_MOBILE', level: 'BLOCK', pattern: /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/gu },
  { code: 'CONTACT_MAIL', level: 'BLOCK', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu },
  { code: 'CONTACT_PHONE', level: 'BLOCK', pattern: /(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)/gu },
  { code: 'CONTACT_CHAT', level: 'BLOCK', pattern: /(?:微信号?|QQ)\s*[:：]?\s*[A-Za-z0-9_-]{5,}/giu },
  { code: 'LINK', level: 'REVIEW', pattern: /https?:\/\/[^\s，。；）)]+/giu },
  ...WORD_RULES,
];

const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/u;
const halfWidth = (char: string): string => {
  if (/[！-～]/u.test(char)) return String.fromCharCode(char.charCodeAt(0) - 0xfee0);
  return /[\u3000\u00a0\t]/u.test(char) ? ' ' : char;
};
/** The text as the rules read it, and where each of its characters stood: half width, nothing invisible. */
function plainText(text: string): { plain: string; at: number[] } {
  const at: number[] = [];
  let plain = '';
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]!;
    if (INVISIBLE.test(char)) continue;
    plain += halfWidth(char);
    at.push(i);
  }
  return { plain, at };
}

/** @param fields plain texts by field name @returns findings in order of field, then position */
export function checkTexts(fields: Readonly<Record<string, string | null | undefined>>): Finding[] {
  const findings: Finding[] = [];
  for (const [field, text] of Object.entries(fields)) {
    if (!text) continue;
    const { plain, at } = plainText(text);
    const allowed = [...plain.matchAll(ALLOWED_TERMS)].map(
      (term) => [term.index, term.index + term[0].length] as const,
    );
    for (const { code, level, pattern } of RULES) {
      for (const hit of plain.matchAll(pattern)) {
        const last = hit.index + hit[0].length;
        if (code === 'SENSITIVE' && allowed.some(([from, to]) => from <= hit.index && last <= to)) continue;
        const start = at[hit.index]!;
        const end = at[last - 1]! + 1;
        findings.push({ field, start, end, level, code, excerpt: text.slice(start, end) });
      }
    }
  }
  return findings.sort((a, b) => (a.field === b.field ? a.start - b.start : a.field < b.field ? -1 : 1));
}

type Words = string | null | undefined;
/** One text of everything in a list that others will read; a line an entry. */
export const linesOf = (entries: readonly (Words | readonly Words[])[] | undefined): string =>
  (entries ?? []).map((entry) => [entry].flat().filter(Boolean).join(' ')).join('\n');
