import { halfWidthProse, normaliseCode } from '../../../kernel/half-width.ts';
import { askReading, emptyReading, isEmptyText, type Reading, reading } from '../../../kernel/reading.ts';
import { splitList } from './split-list.ts';

const TITLES =
  /(?:副?教授|讲师|博士后?|硕士|副?研究员|高级?工程师|正?高工|工程师|院士|主任|院长|所长|老师|先生|女士|经理|总监|董事长|总经理|导师)+$/u;

/** 张 三 is one name, 张三 李四 are two; a Latin name keeps its blanks. */
function splitBlanks(part: string): string[] {
  if (!/\s/u.test(part) || /[A-Za-z]/u.test(part)) return [part];
  const words = part.split(/\s+/u);
  return words.every((word) => word.length === 1) ? [words.join('')] : words;
}

/** 张三教授 → 张三; 李教授 stays, as a family name alone is no name. */
function withoutTitle(name: string): string {
  const bare = name.replace(TITLES, '').trim();
  return bare.length >= 2 ? bare : name;
}

/** People named in one cell, in order. Who leads is said by the header, never by the order. */
export function readNames(raw: string): Reading<string[]> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const names = splitList(
    halfWidthProse(raw).replace(/(?<=[\u4e00-\u9fff]{2})(?:和|及|与)(?=[\u4e00-\u9fff]{2,4}(?:$|[；;，,、/]))/gu, '、'),
  )
    .flatMap(splitBlanks)
    .map((name) =>
      name
        .replace(/[(（].*?[)）]/gu, '')
        .replace(/等$/u, '')
        .replace(/^(?:项目)?(?:负责人|联系人|组长|成员)\s*[:：]/u, '')
        .trim(),
    )
    .map((name) => (name.length > 3 || TITLES.test(name) ? withoutTitle(name) : name))
    .filter((name) => name !== '');
  const unique = [...new Set(names)];
  if (unique.length === 0) return askReading(raw, 'no_name');
  const isPlausible = (name: string): boolean =>
    /^[\p{Script=Han}·]{2,6}$|^[\p{L} .·'-]{2,40}$|^\p{Script=Han}某{1,2}$/u.test(name);
  const kept = unique.filter((name) => name.length <= 40);
  return kept.every(isPlausible) && kept.length === unique.length
    ? reading(raw, kept, 1)
    : reading(raw, kept, 0.6, ['odd_name']);
}

export interface Phones {
  mobile: string | null;
  /** Landline or a second number. */
  phone: string | null;
}

/** Telephone numbers; a mobile is eleven digits from 13 to 19. */
export function readPhone(raw: string): Reading<Phones> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const text = normaliseCode(raw)
    .replace(/\.0+$/u, '')
    .replace(/(?<=\d)[\s-](?=\d{4}(?:\D|$))/gu, '')
    .replace(/\+?86[-\s]?(?=1[3-9])/gu, '');
  const mobile = /(?<!\d)1[3-9]\d{9}(?!\d)/u.exec(text)?.[0] ?? null;
  const rest = mobile === null ? text : text.replace(mobile, ' ');
  const phone =
    /(?<!\d)(?:\(?0\d{2,3}\)?[-\s]?)?\d{7,8}(?:[-转]\d{1,5})?(?!\d)/u.exec(rest)?.[0].replace(/\s/gu, '') ?? null;
  if (mobile === null && phone === null) return askReading(raw, 'not_a_phone');
  return reading(raw, { mobile, phone }, mobile !== null ? 1 : 0.9, mobile === null ? ['landline_only'] : []);
}

export function readEmail(raw: string): Reading<string> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const found = normaliseCode(raw).match(/[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/gu) ?? [];
  const [first] = found;
  if (first === undefined || first.length > 120) return askReading(raw, 'not_an_email');
  return found.length === 1
    ? reading(raw, first.toLowerCase(), 1)
    : reading(raw, first.toLowerCase(), 0.7, ['several_emails']);
}
