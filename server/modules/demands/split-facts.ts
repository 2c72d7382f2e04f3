import { dayWithin, parseFuzzyDate } from '../../kernel/fuzzy-date.ts';
import { parseMoney } from '../../kernel/money.ts';
import { isCompanySentence } from '../../kernel/text-sections.ts';

/** A fact read out of a pasted text, with its span. */
export interface Fact {
  field: string;
  value: unknown;
  display: string;
  start: number;
  end: number;
  confidence: number;
}

/** The sentence around a span, for judging what a number or word is about. */
export function sentenceAt(text: string, start: number, end: number): string {
  let from = start;
  while (from > 0 && !/[。！？!?；;\n\r]/u.test(text[from - 1] as string)) from -= 1;
  let to = end;
  while (to < text.length && !/[。！？!?；;\n\r]/u.test(text[to] as string)) to += 1;
  return text.slice(from, to);
}

const NUMBER = '[\\d０-９][\\d０-９,，.．]*';
const AMOUNT = new RegExp(
  `(?:约|大约|不超过|不高于|不低于|最高|最多|控制在|≤|<)?\\s?${NUMBER}\\s?(?:万|亿|千|百万|千万)?(?:元)?(?:\\s?(?:[-—–~～〜至到]{1,2})\\s?${NUMBER}\\s?)?(?:万|亿|千|百万|千万|余万|多万)?(?:人民币|美)?元?(?:左右|以内|之内|以下|以上|起)?`,
  'gu',
);
const MONEY_WORDS = /预算|经费|费用|资金|投入|投资|报价|出资|悬赏|合同额|价格/u;
const NOT_BUDGET =
  /注册|销售|产值|利润|营业|资产|已投入|已经投入|投入资金约|税|元\/|每[年吨台套件个]|售价|单价|贷款|市场|超\d+万元|奖金|补贴|成本|节[约省]|损失|收入|药物/u;
const OPEN_PRICE =
  /(?:预算|经费|费用|价格|报价|资金)[^，。；\n]{0,6}(?:面议|协商|可谈|商议|另议)|(?:预算|费用|价格)?面议/gu;

/** Budgets: an amount in 元 near words such as 预算 or 经费, not sales, assets or money already spent. */
export function findBudgets(text: string): Fact[] {
  const facts: Fact[] = [];
  for (const match of text.matchAll(AMOUNT)) {
    if (!/[万亿千]|元/u.test(match[0])) continue;
    const start = match.index + (/^\s*/u.exec(match[0])?.[0].length ?? 0);
    const end = match.index + match[0].trimEnd().length;
    const sentence = sentenceAt(text, start, end);
    const before = text.slice(Math.max(0, start - 16), start);
    const near = /[^，。；;\n]*$/u.exec(before)?.[0] ?? '';
    const about = near + text.slice(start, end + 2);
    if (!MONEY_WORDS.test(near) || NOT_BUDGET.test(about)) continue;
    if (!/元/u.test(text.slice(start, end)) && !/预算|经费|费用|资金|投资/u.test(near)) continue;
    const raw = text.slice(start, end);
    const money = parseMoney(/元/u.test(raw) ? raw : `${raw}元`).value;
    if (money?.currency !== 'CNY' || (money.min === null && money.max === null)) continue;
    const budgetMode = money.mode === 'FIXED' ? 'FIXED' : 'RANGE';
    const named = /预算|经费/u.test(near);
    const confidence = (named ? 0.85 : 0.6) - (isCompanySentence(sentence) ? 0.3 : 0) - (money.approx ? 0.05 : 0);
    facts.push({
      field: 'budget',
      value: { budgetMode, budgetMin: money.min, budgetMax: money.max },
      display: raw,
      start,
      end,
      confidence,
    });
  }
  for (const match of text.matchAll(OPEN_PRICE)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const value = { budgetMode: 'NEGOTIABLE', budgetMin: null, budgetMax: null };
    facts.push({ field: 'budget', value, display: match[0], start, end, confidence: 0.8 });
  }
  return facts;
}

const DATE =
  /(?:20\d{2})(?:\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号]|[底末初]|[上中下]旬)?|[底末初]|上半年|下半年)?|[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d))/gu;
const MONTH_DATE = /(?<![\d年.])(1[0-2]|[1-9])月(?:(\d{1,2})[日号]|底|末|份|中旬|初)?(?=之?前|以前|完成|交付|要)/gu;
const DURATION =
  /(?<![\d.])(\d{1,2}(?:\.\d)?|[一二两三四五六七八九十半]{1,2})(?:个)?(月|年)(?=内|之内|以内|的?时间|左右完成|完成)|(?<=(?:周期|工期|期限)[^，。；\n\d]{0,3})(\d{1,2}|[一二两三四五六七八九十半]{1,2})(?:个)?(月|年)/gu;
const FINISH = /^(?:之?前|以前|完成|交付|投产|验收|实现|结束|止)|^[^，。；\n]{0,4}(?:之?前|完成|交付)/u;
const FINISH_BEFORE =
  /(?:截止|截至|期限|完成时间|交付时间|需求时间|周期|于|在|计划|拟|争取|力争|预期)[^，。；\n]{0,10}$/u;
const ANSWER = /(?:报名|应答|答题|揭榜|征集|申报|投标|提交方案|有效期)[^，。；\n]{0,10}$/u;
const DIGITS = '零一二三四五六七八九';

const monthsOf = (count: string, unit: string): number => {
  const value =
    count === '半'
      ? 0.5
      : count === '两'
        ? 2
        : count === '十'
          ? 10
          : DIGITS.includes(count[0] as string)
            ? DIGITS.indexOf(count[0] as string)
            : Number(count);
  return value * (unit === '年' ? 12 : 1);
};

function shift(today: string, months: number): string {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  const target = new Date(Date.UTC(year, month - 1 + Math.ceil(months), 1));
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(day, last));
  return target.toISOString().slice(0, 10);
}

/** Dates by which the work (neededBy) or the answers (deadlineAnswer) are wanted; dates in the past are history. */
export function findDates(text: string, today: string): Fact[] {
  const facts: Fact[] = [];
  const add = (start: number, end: number, day: string, confidence: number) => {
    if (day < today) return;
    const field = ANSWER.test(text.slice(Math.max(0, start - 20), start)) ? 'deadlineAnswer' : 'neededBy';
    facts.push({ field, value: day, display: text.slice(start, end), start, end, confidence });
  };
  for (const match of text.matchAll(DATE)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const before = text.slice(Math.max(0, start - 20), start);
    const wanted = FINISH.test(text.slice(end, end + 8)) || FINISH_BEFORE.test(before) || ANSWER.test(before);
    const point = parseFuzzyDate(match[0].replace(/\s/gu, '')).value;
    if (!wanted || !point) continue;
    add(start, end, dayWithin(point.end ?? point.start, 'last'), 0.85);
  }
  for (const match of text.matchAll(MONTH_DATE)) {
    const month = Number(match[1]);
    const year = Number(today.slice(0, 4)) + (month < Number(today.slice(5, 7)) ? 1 : 0);
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const day = Math.min(
      last,
      match[2] ? Number(match[2]) : /初/u.test(match[0]) ? 10 : /中旬/u.test(match[0]) ? 20 : last,
    );
    const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    add(match.index, match.index + match[0].length, date, 0.7);
  }
  for (const match of text.matchAll(DURATION)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const sentence = sentenceAt(text, start, end);
    if (!/完成|周期|期限|时间|研发|开发|交付|项目|希望|要求/u.test(sentence) || isCompanySentence(sentence)) continue;
    if (/收回|回收|质保|确定合作/u.test(text.slice(end, end + 6))) continue;
    add(start, end, shift(today, monthsOf((match[1] ?? match[3]) as string, (match[2] ?? match[4]) as string)), 0.6);
  }
  return facts;
}

const MODES: readonly (readonly [string, RegExp])[] = [
  ['COMMISSIONED_DEV', /委托(?:开发|研发|研究|设计)|外包开发/gu],
  ['JOINT_DEV', /(?:合作|联合|共同)(?:开发|研发|攻关|研究|研制)|(?:联合|合作)技术攻关|产学研(?:合作)?|联合攻关/gu],
  ['TRANSFER', /技术转让|成果转让|(?:购买|收购|买断|引进)[^，。；\n]{0,6}(?:技术|专利|成果|品种)/gu],
  ['LICENSE', /(?:专利|技术)(?:实施)?许可|授权使用/gu],
  ['EQUITY', /技术入股|作价入股|入股合作/gu],
  ['CONSULT', /技术咨询|咨询服务|专家诊断/gu],
  ['SERVICE', /技术服务|技术指导|技术支持|委托检测|驻厂/gu],
  ['CO_LAB', /共建[^，。；\n]{0,8}(?:实验室|平台|中心|基地|工作站)/gu],
];

/** Ways of cooperation that are asked for; partnerships the firm already has are left out. */
export function findModes(text: string): Fact[] {
  const facts: Fact[] = [];
  for (const [mode, pattern] of MODES) {
    let best: Fact | null = null;
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const sentence = sentenceAt(text, start, end);
      if (/已(?:经)?(?:与|和|同)|建立了|长期|拥有|曾|年(?:与|和)|公司与/u.test(sentence)) continue;
      const isAsked = /希望|寻求|拟|需要?|意向|方式|求|欲|愿|通过/u.test(sentence);
      const confidence = isAsked ? 0.8 : 0.55;
      if (!best || confidence > best.confidence)
        best = { field: 'cooperationModes', value: [mode], display: match[0], start, end, confidence };
    }
    if (best) facts.push(best);
  }
  return facts;
}

const MIN_TRL =
  /(?:技术)?成熟度(?:等级)?[^，。；\n\d]{0,6}(?:TRL\s?)?([1-9])(?!\d)\s?级?|TRL\s?([1-9])(?!\d)\s?(?:级?(?:及以上|以上|及更高)|级)/gu;

/** Readiness that an achievement must have reached; what the firm has reached itself is left out. */
export function findMinTrl(text: string): Fact[] {
  const facts: Fact[] = [];
  for (const match of text.matchAll(MIN_TRL)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (/(?:目前|现有|已达|已经)[^，。；\n]{0,6}$/u.test(text.slice(Math.max(0, start - 8), start))) continue;
    const value = Number(match[1] ?? match[2]);
    facts.push({ field: 'acceptMinTrl', value, display: `TRL ${value}`, start, end, confidence: 0.8 });
  }
  return facts.slice(0, 1);
}

const CONTACTS: readonly (readonly [string, RegExp])[] = [
  ['mobile', /(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/gu],
  ['phone', /(?<!\d)0\d{2,3}[-－\s]\d{7,8}(?!\d)/gu],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu],
  ['chat', /(?:微信号?|QQ|ＱＱ)\s*[:：]?\s*[A-Za-z0-9_-]{5,}/giu],
  ['person', /(?<=联系人\s{0,2}[:：]\s{0,2})[\p{Script=Han}·]{2,8}/gu],
];

const mask = (text: string): string =>
  text.length <= 8 && !/[\d@]/u.test(text)
    ? `${text[0]}**`
    : text.slice(0, 3) + '*'.repeat(Math.min(6, text.length - 4)) + text.slice(-1);

/** Names, numbers and addresses of people: to be taken out of the text, never shown in full. */
export function findContacts(text: string): Fact[] {
  return CONTACTS.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({
      field: 'contact',
      value: { kind, remove: true },
      display: mask(match[0]),
      start: match.index,
      end: match.index + match[0].length,
      confidence: 0.95,
    })),
  );
}
