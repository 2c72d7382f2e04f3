import { BACKGROUND_HEADINGS, BUSINESS_WORDS, NEED_HEADINGS } from './noise-table.ts';
import { type Clause, splitClauses, splitSentences } from './sentences.ts';

/** A clause whose Han characters are business words to this share says nothing about the problem. */
const CLAUSE_SHARE = 0.45;
/** A sentence of several clauses goes as a whole from this share on, and with at least two cut clauses. */
const SENTENCE_SHARE = 0.3;

const alternatives = (words: readonly string[]) =>
  [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|');

/** A heading stands at the start of a text, a line or a sentence, may be numbered, and ends in a colon or a line break. */
const HEADING = new RegExp(
  `(?<=^|[\\n。；;！!？?])\\s*(?:[【［\\[（(]?[一二三四五六七八九十\\d]{0,2}[、.．)）]?\\s*)(?<name>(?:${alternatives([
    ...BACKGROUND_HEADINGS,
    ...NEED_HEADINGS,
  ])}))[】］\\])）]?\\s*(?:[：:]|(?=\\n))`,
  'gu',
);

const NUMBER = '(?:\\d[\\d,，]*(?:\\.\\d+)?|[一二三四五六七八九十百千两几]+)';

/** Phrases cut wherever they stand: money, dates and terms of time, ways to reach people, markers of urgency. */
const PHRASES: readonly RegExp[] = [
  /[【[]\s*(?:急|加急|紧急|求购|求助|需求|技术需求|求合作)[^】\]]{0,6}[】\]]/gu,
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu,
  /https?:\/\/[^\s，。；）)]+/giu,
  /(?:电话|手机|微信|QQ|联系方式|致电)[^，。；\n]{0,6}\d[\d-]{5,}/giu,
  /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?!\d)/gu,
  /联系人[：:]?[^，。；\n]{0,12}/gu,
  new RegExp(
    `(?:(?:项目|研发|总)?(?:预算|经费|费用|投资|投入|资金|合同额|外包费用|报酬|悬赏|奖金|总价|单价|报价)[^，。；\\n\\d]{0,8})?(?:人民币)?约?${NUMBER}余?多?(?:万|亿|千|百)*(?:美|欧|日)?元(?:人民币)?(?:以内|以下|以上|左右)?`,
    'gu',
  ),
  /(?:预算|经费|费用)(?:约|大约)?\d+(?:\.\d+)?万(?:元)?(?:以内|以下|左右)?/gu,
  /(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?(?:底|初|前|之前|以前|以来|末)?/gu,
  /(?:今年|明年|去年|年底|本年|月底)\d{0,2}(?:月\d{0,2}[日号]?)?(?:前|之前|以前|底)?/gu,
  /\d{1,2}月(?:\d{1,2}[日号]|底|初|中旬|上旬|下旬)(?:前|之前|以前)?/gu,
  /(?:周期|工期|期限|项目期|质保)[^，。；\n\d]{0,3}(?:\d+|[一二三四五六七八九十两半]+)(?:个月|年|天|周)/gu,
];

interface Section {
  text: string;
  background: boolean;
}

function splitSections(text: string): Section[] {
  const sections: Section[] = [];
  let background = false;
  let start = 0;
  for (const match of text.matchAll(HEADING)) {
    sections.push({ text: text.slice(start, match.index), background });
    background = BACKGROUND_HEADINGS.includes(match.groups?.name ?? '');
    start = match.index + match[0].length;
  }
  sections.push({ text: text.slice(start), background });
  return sections;
}

const BUSINESS = new RegExp(alternatives(BUSINESS_WORDS), 'gu');
const COUNTED = /[\p{Script=Han}]/gu;

/** Share of a text's Han characters that stand in business words; 0 without Han characters. */
export function businessShare(text: string): number {
  const all = text.match(COUNTED)?.length ?? 0;
  if (all === 0) return 0;
  let covered = 0;
  for (const match of text.matchAll(BUSINESS)) covered += match[0].match(COUNTED)?.length ?? 0;
  return covered / all;
}

/** Whoever writes without punctuation still starts company talk with its subject: that is where a sentence may be cut. */
const SUBJECT =
  /(?<=[^，。；;、：:\s])(?=(?:本项目|本公司|我公司|本单位|我单位|本企业|我司|我厂|本厂|我院|(?:公司|企业|合作社|单位|医院|集团)(?:成立|始建|创建|创立|始创|地处|位于|坐落|现有|拥有|已通过|董事会|注册|占地|总部))\p{Script=Han}{4,})/gu;

/** Clauses of a sentence that stay. One that is mostly business talk takes the rest of its sentence with it. */
function keptClauses(clauses: readonly Clause[], wholeShare: number): Clause[] {
  const shares = clauses.map((clause) => businessShare(clause.text));
  const first = shares.findIndex((share) => share >= CLAUSE_SHARE);
  if (first < 0) return [...clauses];
  const several = shares.filter((share) => share >= CLAUSE_SHARE).length >= 2;
  const talk = several && wholeShare >= SENTENCE_SHARE;
  return clauses.filter(
    (_, i) => shares[i]! < CLAUSE_SHARE && !(talk && (i > first || shares[i]! >= SENTENCE_SHARE / 2)),
  );
}

function cutClauses(text: string): string {
  const kept: string[] = [];
  for (const sentence of splitSentences(text.replace(SUBJECT, '。'))) {
    const rest = keptClauses(splitClauses(sentence.text), businessShare(sentence.text));
    if (rest.length > 0) kept.push(rest.map((clause) => clause.text).join('，'));
  }
  return kept.join('。');
}

/**
 * The text without what says nothing about the technical problem: background sections under their headings,
 * sentences and clauses of business talk, sums of money, dates and contacts. If nothing would be left, the text
 * comes back as it was.
 */
export function cutNoise(text: string): string {
  const sections = splitSections(text);
  const wanted = sections.filter((section) => !section.background).map((section) => section.text);
  let rest = wanted.join('\n');
  for (const phrase of PHRASES) rest = rest.replace(phrase, ' ');
  rest = cutClauses(rest).trim();
  return /[\p{L}\p{N}]{2}/u.test(rest) ? rest : text;
}
