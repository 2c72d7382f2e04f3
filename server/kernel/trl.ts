import { parseChineseNumber } from './chinese-number.ts';
import { normaliseCode } from './half-width.ts';
import { askReading, emptyReading, isEmptyText, type Reading, reading } from './reading.ts';

/** Readiness as read from a list: one value has `min === max`; a range lives only until publication. */
export interface TrlRange {
  min: number;
  max: number;
}
export type StageCode = 'EARLY' | 'MIDDLE' | 'MATURE';

/** National stage of a readiness level 1–9 (handbook 3.5): 初期 1–5, 中期 6–7, 成熟应用 8–9. */
export function stageOfTrl(trl: number): StageCode {
  return trl <= 5 ? 'EARLY' : trl <= 7 ? 'MIDDLE' : 'MATURE';
}

/** Longer words first: 小批量 must not be read as 批量. */
const WORDS: readonly (readonly [RegExp, TrlRange])[] = [
  [/小批量(?:试?生产)?|试生产|试产|产品级/u, { min: 8, max: 8 }],
  [/(?:已)?(?:规模化?|大?批量|大规模)(?:生产|应用)|量产|产业化|工业化(?:生产|应用)|系统级/u, { min: 9, max: 9 }],
  [/工程样机|样机|原型机/u, { min: 5, max: 6 }],
  [/中试(?:放大|阶段|验证)?/u, { min: 6, max: 7 }],
  [/小试/u, { min: 4, max: 5 }],
  [/实验室|原理验证|原理性验证/u, { min: 3, max: 4 }],
  [/概念|理论/u, { min: 1, max: 2 }],
  [/成熟应用/u, { min: 8, max: 9 }],
  [/中期/u, { min: 6, max: 7 }],
  [/初期/u, { min: 1, max: 5 }],
  [/报告级/u, { min: 1, max: 1 }],
  [/方案级/u, { min: 2, max: 2 }],
  [/初样级/u, { min: 5, max: 5 }],
  [/正样级/u, { min: 6, max: 6 }],
  [/环境级/u, { min: 7, max: 7 }],
];
/** Published tables disagree which of the two is level 3, so neither gives a number. */
const UNSETTLED = /仿真级|功能级/u;
const LOCAL_ONLY = /销售级|盈亏级|利润级|回报级/u;
/** The stage is only hoped for: 准备中试, 可产业化, 尚未量产. */
const NOT_REACHED =
  /(?:未|没有|准备|拟|计划|即将|待|有望|可|能够?|具备|面向|推进|加快|实现|寻求|适合|易于|便于|用于)[^,，;；。、]{0,4}$/u;
const DONE_BEFORE = /(?:完成|通过|已经?|实现了?)[^,，;；。、]{0,3}$/u;
const ONGOING = /(?:正在|正|进行|开展|处于|进入)[^,，;；。、]{0,3}$/u;
const DONE_AFTER = /^[^,，;；。、]{0,3}(?:完成|结束|成功|通过)/u;

interface Stage extends TrlRange {
  at: number;
  isDone: boolean;
}

function stagesIn(text: string): { reached: Stage[]; planned: boolean } {
  let rest = text;
  const reached: Stage[] = [];
  let planned = false;
  for (const [pattern, range] of WORDS) {
    for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
      const before = text.slice(0, match.index);
      const after = text.slice(match.index + match[0].length);
      const isDone = !ONGOING.test(before) && (DONE_BEFORE.test(before) || DONE_AFTER.test(after));
      if (NOT_REACHED.test(before) && !/已(?:经)?实现[^,，;；。]{0,3}$/u.test(before)) planned = true;
      else reached.push({ ...range, at: match.index, isDone });
      rest = rest.slice(0, match.index) + '\u0000'.repeat(match[0].length) + rest.slice(match.index + match[0].length);
    }
  }
  return { reached: reached.sort((a, b) => a.max - b.max), planned };
}

function byWords(raw: string, text: string): Reading<TrlRange> {
  if (UNSETTLED.test(text)) return askReading(raw, 'trl_name_unsettled');
  if (LOCAL_ONLY.test(text)) return askReading(raw, 'trl_local_scale');
  const { reached, planned } = stagesIn(text);
  const highest = reached.at(-1);
  if (!highest) return askReading(raw, planned ? 'trl_planned_only' : 'trl_unknown_words');
  const notes = ['trl_from_words'];
  const below = reached.findLast(
    (stage) => stage.max < highest.min || (stage.max === highest.min && stage !== highest),
  );
  // 小试完成、正在中试 lies between the top of the first and the foot of the second.
  if (below?.isDone && !highest.isDone) return reading(raw, { min: below.max, max: highest.min }, 0.6, notes);
  if (highest.isDone && highest.min !== highest.max)
    return reading(raw, { min: highest.max, max: highest.max }, 0.5, notes);
  return reading(raw, { min: highest.min, max: highest.max }, 0.6, notes);
}

const LEVEL = String.raw`([1-9]\d?|[一二三四五六七八九十]{1,2})`;
const MARK = String.raw`(?:TRL|技术就绪(?:水平|度)?(?:等级)?|(?:技术)?成熟度(?:等级)?|LEVEL|LV\.?|L|第|等级)?`;
const NUMBERED = new RegExp(
  String.raw`^${MARK}[-_:.=]*(?:TRL|第|LEVEL)?[-_:.=]*${LEVEL}(?:\.0+)?(?:级|等)?(?:(?:[-~—–―〜至到/、,]|TO)+${MARK}[-_:.=]*${LEVEL}(?:\.0+)?(?:级|等)?)?$`,
  'u',
);
const levelOf = (text: string | undefined): number | null =>
  text === undefined ? null : /\d/u.test(text) ? Number(text) : parseChineseNumber(text);

/**
 * Reads a technology readiness level (handbook 3.5 and section 8): TRL6, 六级, Level 6, TRL 5-6, and words such as
 * 小试完成正在中试, which always go to a person. Levels 10–13 of the local scale are asked for. Never throws.
 */
export function parseTrl(raw: string): Reading<TrlRange> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const text = normaliseCode(raw).replace(/\s+/gu, '').toUpperCase();
  const match = NUMBERED.exec(text.replace(/[()]/gu, ''));
  if (!match) {
    const inside = /TRL[-_:.=]*([1-9])(?!\d)(?:[-~—–至到](?:TRL)?([1-9])(?!\d))?/u.exec(text);
    if (!inside) return byWords(raw, text);
    const low = Number(inside[1]);
    const high = Number(inside[2] ?? inside[1]);
    return low <= high
      ? reading(raw, { min: low, max: high }, low === high ? 0.85 : 0.6, ['extra_text'])
      : askReading(raw, 'range_reversed');
  }
  const min = levelOf(match[1]);
  const max = levelOf(match[2]) ?? min;
  if (min === null || max === null || max > 13) return askReading(raw, 'trl_out_of_range');
  if (max > 9) return askReading(raw, 'trl_local_scale');
  if (min > max) return askReading(raw, 'range_reversed');
  return min === max ? reading(raw, { min, max }, 1) : reading(raw, { min, max }, 0.6, ['trl_range']);
}

/** `TRL 6` or `TRL 5-6`; `parseTrl` reads it back. */
export function formatTrl(value: TrlRange): string {
  return value.min === value.max ? `TRL ${value.min}` : `TRL ${value.min}-${value.max}`;
}
