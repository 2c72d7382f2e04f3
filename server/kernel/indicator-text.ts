import { findQuantities, halfWidth, type NumericComparator, type QuantityMatch } from './quantity-text.ts';
import { isCompanySentence } from './text-sections.ts';
import { parseUnit } from './units.ts';

/** A technical indicator read from running text, with the span of its name, words and number. */
export interface IndicatorMatch {
  name: string;
  comparator: NumericComparator;
  value: number;
  value2: number | null;
  unit: string;
  condition: string;
  currentValue: number | null;
  /** Span of the whole statement in the source. */
  start: number;
  end: number;
  /** 0–1: how sure the rules are that this is an indicator of the technology and not company data. */
  confidence: number;
}

const BOUNDARY = /[，,。；;、！!？?\n\r\t|]/u;
const COMPANY =
  /公司|企业|我司|员工|职工|占地|注册|资产|销售|营业|产值|利润|成立于|创立|厂房|投资|投入|年产|专利|论文|院士|团队|人员|高级工程师|博士|学历|市场|国家级|省级|平台|实验室现有|缴税|税收|荣获/u;
const PRESENT = /目前|现有|现在|现状|原来|以往|常规|传统|国内|国外|由于|存在|仅为|只有|参加|据统计/u;
const WISH = /要求|需|应|希望|目标|达到|指标|实现|控制|保证|确保|不低于|不高于|不超过|不小于|不大于|≥|≤/u;
const LEAD =
  /^(?:[\s(（]*(?:[0-9]{1,2}|[一二三四五六七八九十])[.、)）:：]\s*|[①-⑳]|并且|并|且|而且|其中|同时|以及|及|和|或|即|如|若|要求|需要|需|应当|应|希望|期望|能够|能|可以|可|使得|使(?!用)|将|把|让|实现|保证|确保|满足|达到|目前|现在|最终|该|其|产品的|产品|设备的|技术指标|主要指标|指标|必须能|必须|对|在|有的|为|所用|处理后的|左右|上下|以上|以下|(?:降低?|减少|缩短|提高|提升|增加|延长)(?:至|到))+/u;
const TRAIL =
  /(?:[\s:：=(（]|控制|保持|稳定|达到|达|必须|必需|要|需|应|须|可|能|为|是|在|约|至|到|要求|做到|不|大约|均|均为|一般|左右|产生|降低|提高|提升|增加|降|由|从|的|能够|也|有的?|设计|都|只|[φΦФ]|—|-)+$/u;
const CHANGE = /(?:降低|降|减少|减|缩短|压缩|下降|降耗)(?:至|到|为)\s*$/u;
const GROWTH = /(?:提高|提升|增加|延长|增|提)(?:至|到|为)\s*$/u;
const RELATIVE = /(降低|减少|缩短|下降|提高|提升|增加|延长|节约|节省|节能)$/u;
const COUNTED = new Set(['台', '个', '人', '项', '条', '件', '种', '头', '株', '年', '个月', '天', '次']);
const GLUED_NAMES: Readonly<Record<string, string>> = {
  φ: '直径',
  Φ: '直径',
  Ф: '直径',
  '⌀': '直径',
  '∅': '直径',
  Ra: '表面粗糙度Ra',
  Rz: '表面粗糙度Rz',
  HRC: '硬度',
  HRB: '硬度',
  HRA: '硬度',
  HV: '硬度',
  HB: '硬度',
  pH: 'pH值',
  PH: 'pH值',
};
const LOWER_IS_BETTER = /精度|误差|偏差|公差|粗糙度|烧损|破损|噪[声音]|能耗|损耗|孔隙|缺陷率|含水/u;
const NAME_MAX = 24;

interface Named {
  name: string;
  start: number;
}

function readName(text: string, quantity: QuantityMatch, floor: number): Named {
  let end = quantity.start;
  // A quantity in brackets right after its name: 加热速率(≥0.6℃/min).
  const head = text.slice(floor, end);
  const bracket = /[(（]\s*$/u.exec(head);
  if (bracket) end = floor + bracket.index;
  let start = end;
  while (start > floor && !BOUNDARY.test(text[start - 1] as string) && end - start < 60) start -= 1;
  let raw = text.slice(start, end);
  const close = Math.max(raw.lastIndexOf('）'), raw.lastIndexOf(')'));
  if (close >= 0 && close < raw.length - 1 && !/[(（]/u.test(raw.slice(close))) {
    const open = Math.max(raw.lastIndexOf('（'), raw.lastIndexOf('('));
    raw = raw.slice(open < 0 || close > open ? close + 1 : 0);
    start = end - raw.length;
  }
  const colon = Math.max(raw.search(/[:：][^:：]*\S/u));
  if (colon >= 0 && raw.slice(colon + 1).trim().length >= 2) {
    start += colon + 1;
    raw = raw.slice(colon + 1);
  }
  const open = Math.max(raw.lastIndexOf('('), raw.lastIndexOf('（'));
  if (open >= 0 && !/[)）]/u.test(raw.slice(open)) && raw.length - open > 2) {
    start += open + 1;
    raw = raw.slice(open + 1);
  }
  const object = Math.max(raw.lastIndexOf('把'), raw.lastIndexOf('将'));
  if (object >= 0 && raw.length - object > 2) {
    start += object + 1;
    raw = raw.slice(object + 1);
  }
  const lead = LEAD.exec(raw)?.[0].length ?? 0;
  const bare = raw.slice(lead);
  const settled = bare.replace(/(?:了|约|\s)+$/u, '');
  // 节能5%, 变形量减少50%: the change is part of the name.
  const kept = RELATIVE.test(settled)
    ? settled
    : bare.slice(0, bare.length - (TRAIL.exec(bare)?.[0].length ?? 0)).trim();
  return { name: kept.length > NAME_MAX ? lastPhrase(kept) : kept, start: start + lead };
}

/** The last noun phrase of a long run: what follows the last 的, 在…中, or simply its end. */
function lastPhrase(text: string): string {
  const cut = Math.max(
    text.lastIndexOf('的') + 1,
    text.lastIndexOf('中') + 1,
    text.replaceAll('使用', '  ').lastIndexOf('使') + 1,
  );
  const rest = text.slice(cut);
  if (rest.length >= 2 && rest.length <= NAME_MAX) return rest;
  return text.slice(-12);
}

/** 降低耗能，由…降至450度: the name stands one clause before. */
function previousClause(text: string, at: number): string {
  const match = /(?:^|[，,。；;、:：\n\r])([^，,。；;、:：\n\r\d]{2,12})[，,:：]\s*[^，,。；;:：\n\r]{0,14}$/u.exec(
    text.slice(Math.max(0, at - 40), at),
  );
  return match ? (match[1] as string).replace(LEAD, '').trim() : '';
}

const isTime = (unit: string): boolean => parseUnit(unit)?.dimension === 's';

function confidence(sentence: string, quantity: QuantityMatch, name: string): number {
  let score = 0.3;
  if (quantity.unit !== '') score += 0.22;
  if (quantity.isExplicit) score += 0.25;
  if (name.length >= 2 && name.length <= 16) score += 0.15;
  if (WISH.test(sentence)) score += 0.05;
  if (isCompanySentence(sentence)) score -= 0.55;
  else if (COMPANY.test(sentence)) score -= 0.4;
  if (PRESENT.test(sentence)) score -= 0.2;
  if (COUNTED.has(quantity.unit) && !quantity.isExplicit) score -= 0.25;
  if (quantity.isApproximate) score -= 0.05;
  if (name.length < 2) score -= 0.3;
  return Math.min(0.95, Math.max(0.05, Number(score.toFixed(2))));
}

function sentenceAround(text: string, start: number, end: number): string {
  let from = start;
  while (from > 0 && !/[。；;！？\n\r]/u.test(text[from - 1] as string)) from -= 1;
  let to = end;
  while (to < text.length && !/[。；;！？\n\r]/u.test(text[to] as string)) to += 1;
  return text.slice(from, to);
}

/**
 * Indicators stated in a running Chinese text, in order, by rules: name before the number, comparison words around it,
 * unit after it, brackets and "within 1 h" as condition, "from 75% down to 12%" as present value and target.
 * Company figures come out with low confidence; the caller chooses the floor.
 */
export function findIndicators(source: string): IndicatorMatch[] {
  const text = halfWidth(source);
  const found: IndicatorMatch[] = [];
  let floor = 0;
  let pendingCondition = '';
  let pendingCurrent: { value: number; start: number; unit: string; name: string } | null = null;
  for (const quantity of findQuantities(source)) {
    const last = found.at(-1);
    const gap = text.slice(floor, quantity.start);
    const opensAside = /^\s?[(（]/u.test(gap) && !/[)）]/u.test(gap);
    if (last && opensAside && floor === last.end) {
      const close = quantity.end + Math.max(0, text.slice(quantity.end).search(/[)）]/u));
      last.condition =
        last.condition ||
        source
          .slice(floor, close)
          .replace(/^\s?[(（]/u, '')
          .trim();
      floor = close;
      continue;
    }
    if (quantity.start < floor) continue;
    const tail = text.slice(quantity.end, quantity.end + 2);
    if (isTime(quantity.unit) && /^[内后时达]/u.test(tail) && !/^[内后时][，,。；;\n]?$/u.test(tail)) {
      const isWord = !tail.startsWith('达');
      pendingCondition = source.slice(quantity.start, quantity.end + (isWord ? 1 : 0)).trim();
      floor = quantity.end + (isWord ? 1 : 0);
      continue;
    }
    const named = readName(text, quantity, floor);
    const before = text.slice(floor, quantity.start);
    if (
      /(?:由|从)[^，,。；;]{0,10}$/u.test(before) &&
      /(?:降|提|增|减|缩|升)/u.test(text.slice(quantity.end, quantity.end + 12))
    ) {
      const name = readName(text, { ...quantity, start: floor + before.search(/(?:由|从)[^由从]*$/u) }, floor).name;
      pendingCurrent = { value: quantity.value, start: named.start, unit: quantity.unit, name };
      floor = quantity.end;
      continue;
    }
    const inherited =
      named.name === '' &&
      last &&
      text.slice(last.end, quantity.start).length < 24 &&
      !/[。；;\n]/u.test(text.slice(last.end, quantity.start));
    const name =
      named.name ||
      pendingCurrent?.name ||
      GLUED_NAMES[quantity.glued] ||
      (inherited ? last.name : previousClause(text, quantity.start));
    let { comparator } = quantity;
    if (comparator === 'EQ' && CHANGE.test(before)) comparator = 'LE';
    if (comparator === 'EQ' && GROWTH.test(before)) comparator = 'GE';
    if (comparator === 'EQ' && LOWER_IS_BETTER.test(name) && quantity.unit !== '' && /达到?\s*[φΦФ]?$/u.test(before))
      comparator = 'LE';
    if (comparator === 'EQ' && /(?:达到|达|大于)\s*$/u.test(before) && quantity.unit !== '') comparator = 'GE';
    const start = pendingCurrent ? pendingCurrent.start : named.start;
    const isExplicit = quantity.isExplicit || comparator !== quantity.comparator;
    found.push({
      name,
      comparator,
      value: quantity.value,
      value2: quantity.value2,
      unit: quantity.unit,
      condition: pendingCondition,
      currentValue: pendingCurrent && pendingCurrent.unit === quantity.unit ? pendingCurrent.value : null,
      start: Math.min(start, quantity.start),
      end: quantity.end,
      confidence: confidence(sentenceAround(text, quantity.start, quantity.end), { ...quantity, isExplicit }, name),
    });
    pendingCondition = '';
    pendingCurrent = null;
    floor = quantity.end;
  }
  return found;
}
