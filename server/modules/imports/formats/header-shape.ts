import { normaliseCode } from '../../../kernel/half-width.ts';
import { moneyUnit } from '../../../kernel/money.ts';
import type { MergeIndex } from './merge-index.ts';
import type { RawRow } from './workbook.types.ts';

/** Words that headers of such lists are made of. */
const VOCABULARY =
  /名称|编号|序号|代码|编码|单位|机构|院所|学院|企业|公司|姓名|负责人|完成人|团队|联系|电话|手机|邮箱|地址|领域|行业|产业|分类|类别|类型|阶段|成熟|程度|就绪|价格|报价|预算|金额|经费|投入|费用|专利|知识产权|软著|简介|介绍|概述|摘要|描述|内容|需求|难题|问题|成果|项目|技术|产品|标题|题目|备注|说明|时间|日期|期限|年度|方式|意向|指标|参数|目标|场景|应用|前景|效益|优势|创新|状态|情况|水平|奖励|合作|转化|关键词|职称|职务|地区|区域|所在|信息|基础|背景|条件|来源|级别|^id$|^no\.?$|title|name|text|type|field|price|budget|contact|phone|mail|date|status|keyword|organi[sz]ation|description|abstract|summary/iu;
const RECORD_LIKE =
  /^(?:[\d.,%+\-/:\s]+|[0-9a-f]{8}-[0-9a-f]{4}-.*|https?:.*|\S+@\S+\.\S+|(?:ZL|CN)?\d{8,13}[\d.X]*|是|否|无)$/iu;
const HINT =
  /[(（][^()（）]*(?:必填|选填|下拉|单选|多选|示例|例如|如[:：]|字以内|字左右|不超过\d+字|可多选|填写|请)[^()（）]*[)）]/gu;

const isLabel = (text: string): boolean =>
  text !== '' && text.length <= 60 && !RECORD_LIKE.test(text) && !/[。；;!！]/u.test(text.replace(HINT, ''));

/** Share of cells with a word of the vocabulary. */
export function labelShare(row: RawRow): number {
  const texts = [...row.cells.values()].map((cell) => cell.text.replace(HINT, ''));
  return texts.filter((text) => text.length <= 30 && VOCABULARY.test(text)).length / Math.max(1, texts.length);
}

/** All cells look like labels, and most hold a known word; a lower header row needs fewer. */
export function isLabelRow(row: RawRow, isLower = false): boolean {
  const texts = [...row.cells.values()].map((cell) => cell.text);
  const labels = texts.filter(isLabel).length;
  if (labels < texts.length * 0.9 || texts.length === 0) return false;
  return (
    labelShare(row) >= (isLower ? 0.5 : 0.6) && texts.reduce((sum, text) => sum + text.length, 0) / texts.length <= 24
  );
}

const UNIT_LIKE = /^(?:%|％|项|个|件|年|个?月|天|人|人月|人年|台|套|吨|亩|次|分|级|岁|mm|cm|m|kg|t|h|℃|°C|μm|MPa)$/iu;

/** Splits 预算(万元) or 金额/万元 or 转让价格（单位：万元） into label and unit. */
export function splitUnit(label: string): { label: string; unit: string | null } {
  const bracket = /[(（【[]\s*(?:单位\s*[:：]?\s*)?([^()（）【】[\]]{1,8})[)）】\]]\s*$/u.exec(label);
  const unit = bracket?.[1]?.trim() ?? /[/／]\s*((?:[十百千]?万|亿)?元)$/u.exec(label)?.[1];
  if (!unit || !(moneyUnit(unit) || UNIT_LIKE.test(unit))) return { label, unit: null };
  const cut = bracket ? label.slice(0, bracket.index) : label.replace(/[/／][^/／]*$/u, '');
  return { label: cut.trim(), unit: normaliseCode(unit) };
}

const cleanLabel = (text: string): string =>
  text
    .replace(HINT, '')
    .replace(/[\s\u3000]+/gu, '')
    .replace(/^[*＊※★]+|[*＊※★:：]+$/gu, '');

/** Path and unit of each column; paths are made unique, so that a remembered mapping stays exact. */
export function headerPaths(
  header: readonly RawRow[],
  columns: readonly number[],
  merges: MergeIndex,
): { path: string; unit: string | null }[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const parts: string[] = [];
    let unit: string | null = null;
    for (const row of header) {
      const split = splitUnit(cleanLabel(merges.headerText(row, column)));
      unit = split.unit ?? unit;
      // A slash inside a label would look like a level of its own.
      const part = split.label.replaceAll('/', '／');
      if (part !== '' && parts.at(-1) !== part) parts.push(part);
    }
    const path = parts.join('/') || `第${column + 1}列`;
    const times = (seen.get(path) ?? 0) + 1;
    seen.set(path, times);
    return { path: times === 1 ? path : `${path}#${times}`, unit };
  });
}
