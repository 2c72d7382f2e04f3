import { remember } from '../../../kernel/remember.ts';

/** From this likeness on two names may mean the same. */
export const NAME_FLOOR = 0.5;
const CACHED_NAMES = 2000;

const SAME_NAMES: readonly (readonly [RegExp, string])[] = [
  [/精确度|准确度|测量精度/gu, '精度'],
  [/偏差|误差值|测量误差/gu, '误差'],
  [/剥离力|剥离强度/gu, '剥离强度'],
  [/噪音|噪声值?/gu, '噪声'],
  [/良品率|良率|成品率|合格率/gu, '合格率'],
  [/收率|得率|提取率|产率/gu, '收率'],
  [/脱除率|去除率|清除率/gu, '去除率'],
  [/质量分数|浓度|含量/gu, '含量'],
  [/抗张强度|拉伸强度|抗拉强度/gu, '抗拉强度'],
  [/使用期限|使用寿命|服役寿命/gu, '寿命'],
  [/透过率|透光率|透射率/gu, '透光率'],
  [/导热率|热导率|热传导系数|导热系数/gu, '导热系数'],
];

function plainName(name: string): string {
  let text = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,.;:()/_-]|的|最大|最小|平均|产品|设备|系统/gu, '');
  for (const [pattern, word] of SAME_NAMES) text = text.replace(pattern, word);
  return text.length > 4 ? text.replace(/(?:系数|数值|指标|水平|值)$/u, '') : text;
}

function pairsOf(text: string): readonly string[] {
  const pairs: string[] = [];
  for (let i = 0; i + 1 < text.length; i += 1) pairs.push(text.slice(i, i + 2));
  return pairs.length > 0 ? pairs : [text];
}

/** A name read once for comparison with many others. */
export interface ReadName {
  plain: string;
  pairs: readonly string[];
}

export const readName: (name: string) => ReadName = remember(CACHED_NAMES, (name) => {
  const plain = plainName(name);
  return { plain, pairs: pairsOf(plain) };
});

/** Likeness of two indicator names, 0–1: trade synonyms first, then a common end, then shared pairs of characters (Dice). */
export const nameLikeness = (a: string, b: string): number => likeness(readName(a), readName(b));

/** The same of names that were read already. */
export function likeness(first: ReadName, second: ReadName): number {
  const [left, right] = [first.plain, second.plain];
  if (left === '' || right === '') return 0;
  if (left === right) return 1;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length >= 2 && long.endsWith(short)) return 0.9;
  // The head of a Chinese name stands at its end: 出水 is not 出水总氮.
  if (short.length >= 4 && long.startsWith(short)) return 0.75;
  let shared = 0;
  for (const pair of first.pairs) if (second.pairs.includes(pair)) shared += 1;
  const dice = (2 * shared) / (first.pairs.length + second.pairs.length);
  return Math.max(dice, commonTail(left, right) >= 3 ? NAME_FLOOR : 0);
}

function commonTail(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}
