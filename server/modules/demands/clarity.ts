import type { Clarity, DemandContent } from '../../contracts/demands.contract.ts';
import { isMeasurable } from '../../contracts/indicator.contract.ts';
import { parseUnit } from '../../kernel/units.ts';

type Part = Clarity['parts'][number];
type Note = Part['reasons'][number];

/** What each part counts; the sum is 100. */
export const CLARITY_WEIGHTS: Readonly<Record<Part['key'], number>> = {
  problem: 35,
  scene: 15,
  indicators: 30,
  budget: 10,
  deadline: 10,
};

const FULL_PROBLEM = 120;
const MIN_ANSWER_DAYS = 15;
const FAILURE =
  /脱[层落胶]|开裂|裂纹|断裂|磨损|腐蚀|失效|变形|泄漏|堵塞|卡[滞死]|误[差报判]|偏差|偏[高低大小]|超标|不稳定|不均|不足|不达标|达不到|难以|无法|不能|不好|不理想|频繁|易[碎脆变断漏]|缺陷|瓶颈|过[高低长短慢大]|太[高低长短慢大]|故障|停机|报废|浪费|污染|成本高|效率低|依赖(?:进口|人工)|低于|问题|难题/u;
const PLACE =
  /过程中|工序|工段|环节|生产线|车间|现场|工况|条件下|环境(?:下|中)|[用作]于|时(?:出现|发生|候)?[，,]|之后|以后|阶段|部位|界面/u;
const TRIED =
  /尝试|试过|曾(?:经)?|采用过|用过|做过|已(?:经)?(?:采用|使用|开展|进行|做|有)|目前(?:采用|使用|用|的做法)|现(?:有|用|行)(?:工艺|方案|方法|技术|设备)|传统(?:工艺|方法|方案)|改[进用]后仍|效果(?:不|仍|有限|一般)/u;

/** Every reason and advice code; the pages hold a sentence for each under `clarity.<code>`. */
export const CLARITY_CODES = [
  'problem.missing',
  'problem.length',
  'problem.failure',
  'problem.noFailure',
  'problem.place',
  'problem.noPlace',
  'problem.tried',
  'problem.notTried',
  'problem.noTitle',
  'problem.title',
  'problem.figures',
  'problem.noFigures',
  'scene.missing',
  'scene.given',
  'scene.short',
  'scene.field',
  'scene.noField',
  'scene.keywords',
  'scene.fewKeywords',
  'indicators.missing',
  'indicators.count',
  'indicators.mandatory',
  'indicators.noMandatory',
  'indicators.units',
  'indicators.noUnits',
  'indicators.condition',
  'indicators.noCondition',
  'indicators.open',
  'budget.missing',
  'budget.given',
  'budget.negotiable',
  'budget.undisclosed',
  'budget.noAmount',
  'deadline.neededBy',
  'deadline.noNeededBy',
  'deadline.past',
  'deadline.answer',
  'deadline.noAnswer',
  'deadline.shortAnswer',
] as const;
export type ClarityCode = (typeof CLARITY_CODES)[number];

/** Gathers what was found and what is missing while the score adds up. */
class Tally {
  score = 0;
  readonly reasons: Note[] = [];
  readonly advice: Note[] = [];

  has(points: number, code: ClarityCode, params: Note['params'] = {}): void {
    this.score += points;
    this.reasons.push({ code, params });
  }

  /** Lacks something: the advice says what would raise the score, `points` what is given all the same. */
  lacks(code: ClarityCode, params: Note['params'] = {}, points = 0): void {
    this.score += points;
    this.advice.push({ code, params });
  }

  part(key: Part['key']): Part {
    const score = Math.min(1, Math.round(this.score * 100) / 100);
    // A score without a reason is a defect: what is missing is the reason when nothing is there.
    const reasons = this.reasons.length > 0 ? this.reasons : this.advice.slice(0, 1);
    return { key, score, weight: CLARITY_WEIGHTS[key], reasons, advice: this.advice };
  }
}

function problemPart({ title, problem, confidential }: DemandContent): Part {
  const tally = new Tally();
  const text = [problem, confidential].filter(Boolean).join('\n').trim();
  if ((title ?? '').trim().length >= 5) tally.has(0.1, 'problem.title');
  else tally.lacks('problem.noTitle');
  if (text === '') {
    tally.lacks('problem.missing');
    return tally.part('problem');
  }
  const share = Math.min(1, text.length / FULL_PROBLEM);
  const length = { length: String(text.length), wanted: String(FULL_PROBLEM) };
  tally.has(0.3 * share, 'problem.length', length);
  if (share < 1) tally.lacks('problem.length', length);
  if (FAILURE.test(text)) tally.has(0.25, 'problem.failure');
  else tally.lacks('problem.noFailure');
  if (PLACE.test(text)) tally.has(0.15, 'problem.place');
  else tally.lacks('problem.noPlace');
  if (TRIED.test(text)) tally.has(0.1, 'problem.tried');
  else tally.lacks('problem.notTried');
  if (/\d/u.test(text)) tally.has(0.1, 'problem.figures');
  else tally.lacks('problem.noFigures');
  return tally.part('problem');
}

function scenePart({ scenes = [], hti, keywords = [] }: DemandContent): Part {
  const tally = new Tally();
  const longest = scenes.reduce((top, scene) => Math.max(top, scene.trim().length), 0);
  if (longest === 0) tally.lacks('scene.missing');
  else {
    tally.has(longest >= 4 ? 0.7 : 0.4, 'scene.given', { count: String(scenes.length) });
    if (longest < 4) tally.lacks('scene.short');
  }
  if (hti) tally.has(0.15, 'scene.field');
  else tally.lacks('scene.noField');
  if (keywords.length >= 3) tally.has(0.15, 'scene.keywords', { count: String(keywords.length) });
  else tally.lacks('scene.fewKeywords', { count: String(keywords.length) }, 0.05 * keywords.length);
  return tally.part('scene');
}

function indicatorPart({ indicators = [] }: DemandContent): Part {
  const tally = new Tally();
  if (indicators.length === 0) {
    tally.lacks('indicators.missing');
    return tally.part('indicators');
  }
  const measurable = indicators.filter(isMeasurable);
  tally.has(measurable.length > 0 ? 0.35 : 0.15, 'indicators.count', {
    count: String(indicators.length),
    measurable: String(measurable.length),
  });
  if (measurable.length < indicators.length)
    tally.lacks('indicators.open', { count: String(indicators.length - measurable.length) });
  if (measurable.some(({ mandatory }) => mandatory)) tally.has(0.35, 'indicators.mandatory');
  else tally.lacks('indicators.noMandatory');
  const withUnit = measurable.some(
    ({ comparator, unit, name }) =>
      comparator === 'ENUM' || comparator === 'BOOL' || (unit !== '' && parseUnit(unit, name) !== null),
  );
  if (withUnit) tally.has(0.15, 'indicators.units');
  else tally.lacks('indicators.noUnits');
  if (indicators.some(({ condition, testMethod }) => condition !== '' || testMethod !== ''))
    tally.has(0.15, 'indicators.condition');
  else tally.lacks('indicators.noCondition');
  return tally.part('indicators');
}

function budgetPart({ budgetMode, budgetMin, budgetMax }: DemandContent): Part {
  const tally = new Tally();
  const hasAmount = (budgetMin ?? null) !== null || (budgetMax ?? null) !== null;
  if (!budgetMode) tally.lacks('budget.missing');
  else if (budgetMode === 'NEGOTIABLE') {
    tally.has(0.5, 'budget.negotiable');
    tally.lacks('budget.noAmount');
  } else if (budgetMode === 'UNDISCLOSED') {
    tally.has(0.3, 'budget.undisclosed');
    tally.lacks('budget.noAmount');
  } else if (hasAmount) tally.has(1, 'budget.given');
  else tally.lacks('budget.noAmount', {}, 0.2);
  return tally.part('budget');
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function deadlinePart({ neededBy, deadlineAnswer }: DemandContent, today: string): Part {
  const tally = new Tally();
  if (!neededBy) tally.lacks('deadline.noNeededBy');
  else if (neededBy < today) tally.lacks('deadline.past', { date: neededBy });
  else tally.has(0.6, 'deadline.neededBy', { date: neededBy });
  if (!deadlineAnswer) tally.lacks('deadline.noAnswer');
  else if (deadlineAnswer < today) tally.lacks('deadline.past', { date: deadlineAnswer });
  else if (daysBetween(today, deadlineAnswer) < MIN_ANSWER_DAYS)
    tally.lacks('deadline.shortAnswer', { days: String(MIN_ANSWER_DAYS) }, 0.2);
  else tally.has(0.4, 'deadline.answer', { date: deadlineAnswer });
  return tally.part('deadline');
}

/**
 * How clear a demand is, in five visible parts (0–1 each) and a total (0–100), each with what was found and what would
 * raise it. Looks at form, not at truth: it helps the writer, it does not judge the demand.
 * @param today `YYYY-MM-DD`, for dates that have passed.
 */
export function clarityOf(content: DemandContent, today: string): Clarity {
  const parts = [
    problemPart(content),
    scenePart(content),
    indicatorPart(content),
    budgetPart(content),
    deadlinePart(content, today),
  ];
  const total = Math.round(parts.reduce((sum, { score, weight }) => sum + score * weight, 0));
  return { total, parts };
}
