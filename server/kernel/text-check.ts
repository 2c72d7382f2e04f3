/** Machine check of texts before review (handbook section 7). Pure; the list has a version and an owner. */
export const TEXT_CHECK_VERSION = '2026.11-1';

export type FindingLevel = 'BLOCK' | 'REVIEW' | 'HINT';
export interface Finding {
  field: string;
  start: number;
  end: number;
  level: FindingLevel;
  code:
    | 'CONTACT_MOBILE'
    | 'CONTACT_MAIL'
    | 'CONTACT_PHONE'
    | 'CONTACT_CHAT'
    | 'SECRET'
    | 'SUPERLATIVE'
    | 'MEDICAL_CLAIM'
    | 'LINK';
  excerpt: string;
}

interface Rule {
  code: Finding['code'];
  level: FindingLevel;
  pattern: RegExp;
}

const RULES: readonly Rule[] = [
  { code: 'CONTACT_MOBILE', level: 'BLOCK', pattern: /(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/gu },
  { code: 'CONTACT_MAIL', level: 'BLOCK', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu },
  { code: 'CONTACT_PHONE', level: 'BLOCK', pattern: /(?<!\d)0\d{2,3}[-－\s]\d{7,8}(?!\d)/gu },
  { code: 'CONTACT_CHAT', level: 'BLOCK', pattern: /(?:微信号?|QQ|ＱＱ)\s*[:：]?\s*[A-Za-z0-9_-]{5,}/giu },
  { code: 'LINK', level: 'REVIEW', pattern: /https?:\/\/[^\s，。；）)]+/giu },
  { code: 'SECRET', level: 'BLOCK', pattern: /(?<!非|不|未|无|解除)(?:国家秘密|绝密|机密级|秘密级|军事秘密)/gu },
  {
    code: 'SUPERLATIVE',
    level: 'REVIEW',
    pattern: /国际领先|世界领先|全球领先|国内首创|填补[^，。；]{0,6}空白|独一无二|世界第一|全国第一|史上最/gu,
  },
  {
    code: 'MEDICAL_CLAIM',
    level: 'REVIEW',
    pattern: /根治|包治|治愈率(?:达|高达)?\s*(?:100|９９|99)\s*[%％]|无任何?(?:毒)?副作用|药到病除/gu,
  },
];

/** @param fields plain texts by field name @returns findings in order of field, then position */
export function checkTexts(fields: Readonly<Record<string, string | null | undefined>>): Finding[] {
  const findings: Finding[] = [];
  for (const [field, text] of Object.entries(fields)) {
    if (!text) continue;
    for (const rule of RULES) {
      for (const hit of text.matchAll(rule.pattern)) {
        findings.push({
          field,
          start: hit.index,
          end: hit.index + hit[0].length,
          level: rule.level,
          code: rule.code,
          excerpt: hit[0],
        });
      }
    }
  }
  return findings.sort((a, b) => (a.field === b.field ? a.start - b.start : a.field < b.field ? -1 : 1));
}
