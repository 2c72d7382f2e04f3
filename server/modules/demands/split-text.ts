import type { z } from 'zod';
import type { FieldSuggestion } from '../../contracts/demands.contract.ts';
import { findIndicators } from '../../kernel/indicator-text.ts';
import { isCompanySentence, type SectionKind, splitSections } from '../../kernel/text-sections.ts';
import { formatQuantity } from '../../kernel/units.ts';
import { type Fact, findBudgets, findContacts, findDates, findMinTrl, findModes, sentenceAt } from './split-facts.ts';

type Suggestion = z.infer<typeof FieldSuggestion>;

const TITLE_MAX = 60;
const FIELD_MAX = 5000;
const INDICATOR_FLOOR = 0.5;
const FLOOR = 0.4;
const NEED =
  /希望|想(?:要|找|用|把)|需要?|急需|求|寻|解决|难题|问题|如何|怎么|攻关|开发|研制|研究|缺陷|不稳定|偏[高低差大小]|不足|瓶颈|改[进造]|提[高升]|降低/u;
const SCENERY =
  /^\s*(?:随着|近年来|众所周知|目前(?:，|国内|我国|市场)|当前|现阶段，|我国|国内外?|据统计|是目前|作为一种)/u;

interface Stretch {
  field: 'problem' | 'background';
  start: number;
  end: number;
  confidence: number;
}

/** Where trimmed text begins and ends inside a span. */
function trimSpan(text: string, start: number, end: number): { start: number; end: number } {
  const raw = text.slice(start, end);
  return { start: start + raw.length - raw.trimStart().length, end: start + raw.trimEnd().length };
}

const SECTION_FIELD: Partial<Record<SectionKind, 'problem' | 'background'>> = {
  problem: 'problem',
  goal: 'problem',
  indicators: 'problem',
  background: 'background',
  company: 'background',
};

/** Terms of the deal and of the tender: no part of the problem, no background worth keeping. */
const TERMS =
  /合作方式|知识产权(?:按|归)|收回投资|经济效益|报价单|资质|洽谈|付款|验收以|业绩证明|产业政策|优先考虑|可谈|面议/u;

/** Running text without headings: sentences of need to the problem, scenery and company facts to the background. */
function classify(sentence: string): 'problem' | 'background' {
  if (isCompanySentence(sentence)) return 'background';
  if (SCENERY.test(sentence) && !NEED.test(sentence)) return 'background';
  return 'problem';
}

function stretchesOfBody(text: string, start: number, end: number, facts: readonly Fact[]): Stretch[] {
  const stretches: Stretch[] = [];
  let follows = false;
  for (const match of text.slice(start, end).matchAll(/[^。！？!?；;\n\r]+[。！？!?；;]*/gu)) {
    const span = trimSpan(text, start + match.index, start + match.index + match[0].length);
    const length = span.end - span.start;
    if (length < 2) continue;
    const taken = facts.filter((fact) => fact.start >= span.start && fact.end <= span.end);
    const covered = taken.reduce((sum, fact) => sum + fact.end - fact.start, 0);
    const sentence = text.slice(span.start, span.end);
    const isAside = taken.some(({ field }) => field === 'contact') || covered > length * 0.4;
    if (isAside || (TERMS.test(sentence) && !/误差|性能|指标|难题|不稳定|缺陷/u.test(sentence))) {
      follows = false;
      continue;
    }
    const field = classify(sentence);
    const last = stretches.at(-1);
    if (follows && last && last.field === field) last.end = span.end;
    else stretches.push({ field, ...span, confidence: field === 'problem' ? 0.65 : 0.55 });
    follows = true;
  }
  return stretches;
}

function titleOf(text: string): Suggestion | null {
  const named = splitSections(text).find(({ kind }) => kind === 'title');
  const make = (start: number, end: number, confidence: number): Suggestion | null => {
    const span = trimSpan(text, start, end);
    const value = text.slice(span.start, span.end).replace(/^[【[《]|[】\]》。！!]$/gu, '');
    return value.length >= 4 && value.length <= TITLE_MAX
      ? suggestion('title', value, value, span.start, span.end, confidence)
      : null;
  };
  if (named) {
    const line = /^[^\n\r。；;]*/u.exec(text.slice(named.start, named.end).trimStart())?.[0] ?? '';
    const at = text.indexOf(line, named.start);
    const found = line ? make(at, at + line.length, 0.95) : null;
    if (found) return found;
  }
  const first = /^\s*([^\n\r]*)/u.exec(text);
  const line = first?.[1]?.trimEnd() ?? '';
  const at = text.indexOf(line);
  const isHeadline = line.length <= 40 && line.length < text.trim().length && !/[。；;！？，,:：]/u.test(line);
  if (line && isHeadline) {
    const found = make(at, at + line.length, 0.85);
    if (found) return found;
  }
  return wishOf(text);
}

const WISH =
  /(?:希望|急需|亟需|想要?找?|需要?|寻求?|(?<![要需追请])求购?|拟|欲)(?:能够?|寻找|寻求|开发|研发|研制|引进|找到?|一种|一个|一套|一款|解决|对)*([^，。；;！？\n\r]{4,36})/gu;

/** No headline: the object of the first wish. */
function wishOf(text: string): Suggestion | null {
  for (const match of text.matchAll(WISH)) {
    const object = match[1] as string;
    const start = match.index + match[0].length - object.length;
    if (/技术支持|合作|对接|帮助|万元|\d{4}\s?年/u.test(object) || isCompanySentence(sentenceAt(text, start, start)))
      continue;
    return suggestion('title', object.trim(), object.trim(), start, start + object.length, 0.45);
  }
  return null;
}

const suggestion = (
  field: string,
  value: unknown,
  display: string,
  start: number,
  end: number,
  confidence: number,
): Suggestion => ({
  id: `${field}-${start}-${end}`,
  field,
  value,
  display,
  start,
  end,
  confidence: Math.round(Math.min(1, Math.max(0, confidence)) * 100) / 100,
});

const SIGNS: Readonly<Record<string, string>> = { LT: '<', LE: '≤', EQ: '', GE: '≥', GT: '>' };

function indicatorsOf(text: string): Suggestion[] {
  const company = splitSections(text).filter(
    ({ kind }) => kind === 'company' || kind === 'background' || kind === 'budget',
  );
  return findIndicators(text)
    .filter(({ name, start, end, confidence }) => {
      const isAside = company.some((section) => start >= section.start && end <= section.end);
      // Readiness has a field of its own.
      if (/成熟度|^TRL/u.test(name)) return false;
      return name.length >= 2 && confidence - (isAside ? 0.4 : 0) >= INDICATOR_FLOOR;
    })
    .map(({ name, comparator, value, value2, unit, condition, currentValue, start, end, confidence }) => {
      const indicator = {
        name: name.slice(0, 60),
        comparator,
        value,
        value2,
        textValue: null,
        unit,
        condition: condition.replace(/\s+/gu, ' ').slice(0, 200),
        mandatory: false,
        weight: null,
        currentValue,
        testMethod: '',
      };
      const bound =
        comparator === 'BETWEEN' && value2 !== null
          ? `${formatQuantity(value, '')}–${formatQuantity(value2, unit)}`
          : `${SIGNS[comparator] ?? ''} ${formatQuantity(value, unit)}`.trim();
      return suggestion(
        'indicators',
        indicator,
        `${name} ${bound}${condition ? `（${condition}）` : ''}`,
        start,
        end,
        confidence,
      );
    });
}

/** A list under a heading such as 关键词 or 应用场景, each word with its own span. */
function listOf(text: string, kind: SectionKind, field: string, limit: number): Suggestion[] {
  return splitSections(text)
    .filter((section) => section.kind === kind)
    .flatMap((section) => {
      const line = /^\s*[^\n\r。]*/u.exec(text.slice(section.start, section.end))?.[0] ?? '';
      return [...line.matchAll(/[^、，,；;\s/|]+(?: [A-Za-z0-9]+)*/gu)].map((match) => {
        const start = section.start + match.index;
        return suggestion(field, [match[0]], match[0], start, start + match[0].length, 0.9);
      });
    })
    .filter(({ display }) => display.length >= 2 && display.length <= limit);
}

const GENERIC =
  /关键技术|技术|研究|开发|研发|研制|应用|系统|方法|及其|产业化|解决方案|项目|工程|新型|新产品|改造|优化|提升|设计|装备|示范|高效|一种|基于|面向|如何|问题|难题|需求|寻求|企业|公司|我司|生产|制备|工艺|关键|平台|智能|智慧|系列|解决|提高|的|与|和|及|等/u;

const UNITS = /^(?:[kKMG]?(?:Pa|Hz|Wh?|VA?)|Ah|Nm|RH|RMB)$/u;

/** Words of the trade: pieces of the title and Latin abbreviations, when no list was given. */
function keywordsOf(text: string, title: Suggestion | null): Suggestion[] {
  const listed = listOf(text, 'keywords', 'keywords', 30);
  if (listed.length > 0) return listed;
  const found = new Map<string, Suggestion>();
  const add = (word: string, start: number, confidence: number) => {
    if (!found.has(word) && found.size < 6)
      found.set(word, suggestion('keywords', [word], word, start, start + word.length, confidence));
  };
  if (title && title.confidence >= 0.8) {
    const shown = text.slice(title.start, title.end);
    let at = 0;
    for (const piece of shown.split(new RegExp(`(${GENERIC.source}|[^\\p{Script=Han}A-Za-z0-9-]+)`, 'u'))) {
      const isWord = /^[\p{Script=Han}A-Za-z0-9-]{2,10}$/u.test(piece) && !GENERIC.test(piece) && !/^\d+$/u.test(piece);
      const lead = /^(?:用于|于|在|对|中)/u.exec(piece)?.[0].length ?? 0;
      if (isWord && piece.length - lead >= 2) add(piece.slice(lead), title.start + at + lead, 0.55);
      at += piece.length;
    }
  }
  for (const match of text.matchAll(/(?<![A-Za-z0-9.@/])[A-Z][A-Za-z0-9-]{1,11}(?![A-Za-z0-9.@])/gu)) {
    const sentence = sentenceAt(text, match.index, match.index);
    if (
      UNITS.test(match[0]) ||
      /^(?:ISO|GB|IATF|QQ|EI|SCI|NMPA|[A-Z]\d+$)/u.test(match[0]) ||
      isCompanySentence(sentence)
    )
      continue;
    add(match[0], match.index, 0.5);
  }
  return [...found.values()];
}

function passagesOf(text: string, facts: readonly Fact[], title: Suggestion | null): Suggestion[] {
  const stretches: Stretch[] = [];
  for (const { kind, start, end } of splitSections(text)) {
    const field = SECTION_FIELD[kind];
    if (field) stretches.push({ field, ...trimSpan(text, start, end), confidence: kind === 'company' ? 0.6 : 0.9 });
    else if (kind === 'body') {
      const from = title && title.confidence >= 0.8 && title.start >= start && title.end < end ? title.end : start;
      stretches.push(...stretchesOfBody(text, from, end, facts));
    }
  }
  return stretches
    .filter(({ start, end }) => end - start >= 4)
    .map(({ field, start, end, confidence }) => {
      const cut = Math.min(end, start + FIELD_MAX);
      const value = text.slice(start, cut);
      return suggestion(field, value, value, start, cut, confidence);
    });
}

/**
 * Splits a pasted demand into suggestions a field, by rules and without a model: title, background, problem, scenes,
 * indicators, budget, neededBy, deadlineAnswer, cooperationModes, keywords, and contacts that should come out of the
 * text (`value.remove`, display masked). Each carries its span `[start, end)` in the text and a confidence 0–1; nothing
 * is taken over without the user. Indicators, modes, keywords and scenes come one by one.
 * @param today `YYYY-MM-DD`, for "in six months" and for leaving out dates that have passed.
 */
export function splitText(text: string, today: string): Suggestion[] {
  const contacts = findContacts(text);
  const facts = [...findBudgets(text), ...findDates(text, today), ...findModes(text), ...findMinTrl(text), ...contacts];
  const title = titleOf(text);
  const suggestions = [
    ...(title ? [title] : []),
    ...passagesOf(text, facts, title),
    ...listOf(text, 'scene', 'scenes', 60),
    ...indicatorsOf(text),
    ...keywordsOf(text, title),
    ...facts.map(({ field, value, display, start, end, confidence }) =>
      suggestion(field, value, display, start, end, confidence),
    ),
  ];
  const seen = new Set<string>();
  return suggestions
    .filter(({ id, confidence }) => confidence >= FLOOR && !seen.has(id) && seen.add(id))
    .sort((a, b) => a.start - b.start || b.end - a.end || (a.field < b.field ? -1 : 1));
}
