import type { Reason } from './types.ts';

export type Language = 'zh' | 'en';

/** Sentences by reason code; `{name}` is replaced by the parameter, `{price|wan}` by an amount in 万元. */
const SENTENCES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'indicator.met': [
    '{name}：要求 {required}，可达 {offered}，满足要求。',
    '{name}: {required} required, {offered} offered; met.',
  ],
  'indicator.short': [
    '{name}：要求 {required}，可达 {offered}，相差 {percent}%，接近要求。',
    '{name}: {required} required, {offered} offered; {percent}% short.',
  ],
  'indicator.failed': [
    '{name}：要求 {required}，可达 {offered}，相差 {percent}%，达不到要求。',
    '{name}: {required} required, {offered} offered; {percent}% short, not met.',
  ],
  'indicator.noOffer': [
    '{name}：成果未给出该项指标，需向团队核实。',
    '{name}: the achievement does not state it; ask the team.',
  ],
  'indicator.noValue': ['{name}：成果列有该项指标但未给出数值。', '{name}: listed by the achievement without a value.'],
  'indicator.requirementOpen': [
    '{name}：需求未给出可比较的数值。',
    '{name}: the demand states no value to compare with.',
  ],
  'indicator.unitsDiffer': [
    '{name}：要求 {required}，成果给出 {offered}，单位不同，无法换算。',
    '{name}: {required} required, {offered} offered; the units cannot be converted.',
  ],
  'indicator.unitMissing': [
    '{name}：要求 {required}，成果给出 {offered}，一方缺少单位，无法比较。',
    '{name}: {required} required, {offered} offered; one side states no unit.',
  ],
  'indicator.partOfRange': [
    '{name}：要求 {required}，成果给出 {offered}，只有部分范围重合，需核实。',
    '{name}: {required} required, {offered} offered; the ranges overlap only in part.',
  ],
  'indicator.otherBound': [
    '{name}：要求 {required}，成果只给出 {offered}，不能判断是否达到。',
    '{name}: {required} required, only {offered} stated; cannot be told.',
  ],
  'indicator.textDiffers': [
    '{name}：要求 {required}，成果文字中出现 {offered}，条件不明，需核实。',
    '{name}: {required} required, the text mentions {offered} under other conditions; to be checked.',
  ],
  'indicator.nameDiffers': [
    '{name}：成果有相近指标“{offeredName}”（{offered}），是否同一指标需核实。',
    '{name}: the achievement states a similar indicator, “{offeredName}” ({offered}); check that it is the same.',
  ],
  'indicator.wordsDiffer': [
    '{name}：要求 {required}，成果描述为 {offered}，需人工判断。',
    '{name}: {required} required, described as {offered}; needs a person.',
  ],
  'indicator.closed': [
    '{name}：对方数值在双方确认后可见。',
    '{name}: the other side’s value opens when both sides accept.',
  ],
  'indicator.requirementClosed': [
    '{name}：需求数值在双方确认后可见。',
    '{name}: the required value opens when both sides accept.',
  ],
  'feasibility.indicators.none': [
    '需求未列出技术指标，按未知计。',
    'The demand lists no indicators; taken as unknown.',
  ],
  'feasibility.indicators.counts': [
    '{total} 项指标中满足 {met} 项、接近 {short} 项、未知 {unknown} 项、不达标 {failed} 项。',
    'Of {total} indicators {met} are met, {short} short, {unknown} unknown, {failed} failed.',
  ],
  'feasibility.maturity.unknown': ['成果未填写技术就绪水平。', 'The achievement states no readiness level.'],
  'feasibility.maturity.noWish': ['成果为 TRL {trl}，需求未限定最低成熟度。', 'TRL {trl}; the demand sets no minimum.'],
  'feasibility.maturity.enough': [
    '成果为 TRL {trl}，达到需求可接受的最低 TRL {wanted}。',
    'TRL {trl} reaches the accepted minimum of TRL {wanted}.',
  ],
  'feasibility.maturity.early': [
    '成果为 TRL {trl}，比需求可接受的最低 TRL {wanted} 低 {gap} 级。',
    'TRL {trl} is {gap} below the accepted minimum of TRL {wanted}.',
  ],
  'feasibility.price.bothOpen': ['预算与报价均面议或未公开。', 'Budget and price are both open.'],
  'feasibility.price.budgetOpen': ['预算面议或未公开。', 'The budget is open to talks.'],
  'feasibility.price.priceOpen': ['报价面议、作价入股或先使用后付费。', 'The price is open to talks.'],
  'feasibility.price.fits': [
    '报价 {price|wan} 起，在预算{budget|ceiling}以内。',
    'From {price|wan}, within the budget{budget|ceiling}.',
  ],
  'feasibility.price.near': [
    '报价 {price|wan} 起，超出预算{budget|ceiling}不到两成。',
    'From {price|wan}, less than a fifth above the budget{budget|ceiling}.',
  ],
  'feasibility.price.above': [
    '报价 {price|wan} 起，明显超出预算{budget|ceiling}。',
    'From {price|wan}, well above the budget{budget|ceiling}.',
  ],
  'feasibility.rights.granted': [
    '有 {count} 项有效授权，无质押和独占许可。',
    '{count} granted right(s), free of encumbrance.',
  ],
  'feasibility.rights.pending': ['{count} 项专利在申请中，尚未授权。', '{count} application(s) pending, none granted.'],
  'feasibility.rights.knowHow': [
    '以技术秘密形式持有，或原有权利已失效。',
    'Held as know-how, or earlier rights have lapsed.',
  ],
  'feasibility.rights.none': ['未登记知识产权，按技术秘密计。', 'No right registered; taken as know-how.'],
  'feasibility.rights.pledged': [
    '存在质押的知识产权，须先解除或取得质权人同意。',
    'A right is pledged; the pledgee must agree.',
  ],
  'feasibility.rights.coOwner': ['共有人尚未同意转化。', 'A co-owner has not agreed yet.'],
  'feasibility.rights.soleLicence': ['存在排他许可，新的许可受限。', 'A sole licence limits new licences.'],
  'feasibility.rights.assigned': [
    '部分权利已转让，权属须核实。',
    'A right has been assigned; ownership must be checked.',
  ],
  'feasibility.stop.exclusive': [
    '已独占许可给他人，目前不能合作。',
    'Exclusively licensed to someone else: no deal possible now.',
  ],
  'feasibility.stop.dispute': [
    '知识产权存在纠纷，解决前不能合作。',
    'A right is in dispute: no deal possible until it is settled.',
  ],
  'feasibility.cap.mandatory': [
    '有必达指标不达标，可行性不超过 {cap}。',
    'A mandatory indicator fails: feasibility at most {cap}.',
  ],
  'feasibility.mode.common': ['双方都接受{mode|coop}。', 'Both sides accept {mode|coop}.'],
  'feasibility.mode.near': [
    '需求希望{wanted|coop}，成果方提供{offered|coop}，方式相近。',
    '{wanted|coop} is wanted, {offered|coop} offered; close enough to talk.',
  ],
  'feasibility.mode.none': ['双方没有共同的合作方式。', 'No cooperation mode in common.'],
  'feasibility.mode.unknown': ['有一方未填写合作方式。', 'One side states no cooperation mode.'],
  'feasibility.capacity.unknown': ['团队档期或所需人月未知。', 'Free or needed person-months are not known.'],
  'feasibility.capacity.enough': [
    '团队可投入 {free} 人月，需要 {needed} 人月，足够。',
    '{free} person-months free, {needed} needed.',
  ],
  'feasibility.capacity.short': [
    '团队可投入 {free} 人月，需要 {needed} 人月，不足。',
    'Only {free} person-months free, {needed} needed.',
  ],
  'feasibility.region.outside': [
    '成果方不在需求希望的地区（{wish|region}）。',
    'Outside the wished region ({wish|region}).',
  ],
  'feasibility.region.unknown': ['有一方地区未知。', 'The region of one side is not known.'],
  'feasibility.region.district': ['双方在同一区。', 'Same district.'],
  'feasibility.region.city': ['双方在同一市。', 'Same city.'],
  'feasibility.region.province': ['双方在同一省。', 'Same province.'],
  'feasibility.region.far': ['双方不在同一省。', 'Different provinces.'],
  'feasibility.deadline.none': ['需求未限定完成日期。', 'The demand sets no date.'],
  'feasibility.deadline.unknown': [
    '需求希望 {neededBy} 前完成，成果方未估计周期。',
    'Wanted by {neededBy}; the team gives no estimate.',
  ],
  'feasibility.deadline.inTime': ['预计 {done} 完成，赶得上 {neededBy}。', 'Expected {done}, in time for {neededBy}.'],
  'feasibility.deadline.late': [
    '预计 {done} 完成，比 {neededBy} 晚不超过三个月。',
    'Expected {done}, up to three months after {neededBy}.',
  ],
  'feasibility.deadline.tooLate': [
    '预计 {done} 完成，比 {neededBy} 晚三个月以上。',
    'Expected {done}, more than three months after {neededBy}.',
  ],
  'relevance.cap.problem': [
    '几乎没有共同的技术问题用语，相关度不超过 {cap} 级。',
    'Hardly any wording of the problem in common: at most level {cap}.',
  ],
  'relevance.cap.scene': [
    '应用对象和场景不同，相关度不超过 {cap} 级。',
    'Another object and scene: at most level {cap}.',
  ],
  'relevance.cap.mandatory': [
    '有必达指标不达标，相关度不超过 {cap} 级。',
    'A mandatory indicator fails: at most level {cap}.',
  ],
  'noMatch.empty': ['库中没有文字相关的成果。', 'Nothing on the platform shares the wording of this demand.'],
  'noMatch.flat': [
    '候选之间分不出高下，没有明显对应该问题的成果。',
    'No candidate stands out: none clearly answers this problem.',
  ],
  'noMatch.weak': [
    '最接近的候选为 {level} 级，低于值得约谈的 3 级。',
    'The closest candidate is level {level}, below level 3 where a talk pays.',
  ],
  'noMatch.filtered': [
    '有相近的成果，但权属受限，目前不能合作。',
    'Close achievements exist but their rights are blocked.',
  ],
  'noMatch.none': ['已有接近的成果。', 'A close match exists.'],
  'advice.clarify': [
    '把问题写具体：对象、现象、已试过的办法。',
    'Make the problem specific: object, what fails, what was tried.',
  ],
  'advice.indicators': ['补充至少一项可测量的必达指标。', 'Add at least one measurable mandatory indicator.'],
  'advice.scene': ['补充应用场景（对象加任务）。', 'Add the scene of use: object and task.'],
  'advice.keywords': ['补充 3 个以上行业通用的关键词。', 'Add three or more keywords of the trade.'],
  'advice.publishCall': ['发榜征集答题，请院所主动响应。', 'Publish a call so that institutes can answer.'],
  'advice.liaison': [
    '请校地融合特派员到院所寻访未登记的成果。',
    'Ask the liaison officers to look for achievements not yet listed.',
  ],
  'advice.watch': [
    '保留需求，有新成果入库时自动重新匹配。',
    'Keep the demand: it is matched again when new achievements arrive.',
  ],
  'rank.stop': ['权属受限，排在可合作的成果之后。', 'Blocked rights: listed after those that can be dealt with.'],
  'rank.stale': ['信息久未确认，略微靠后。', 'Not confirmed for long: slightly lower.'],
  'rank.diversity': ['同一团队已有靠前的成果，略微靠后。', 'The same team already stands higher: slightly lower.'],
  'rank.pinned': ['工作人员置顶。', 'Pinned by staff.'],
  'rank.manual': ['工作人员调整到第 {position} 位。', 'Moved to place {position} by staff.'],
};

const COOP: Readonly<Record<string, readonly [string, string]>> = {
  TRANSFER: ['转让', 'sale'],
  LICENSE: ['许可', 'licence'],
  EQUITY: ['作价入股', 'pricing as shares'],
  JOINT_DEV: ['合作开发', 'joint development'],
  COMMISSIONED_DEV: ['委托开发', 'commissioned development'],
  CONSULT: ['技术咨询', 'consulting'],
  SERVICE: ['技术服务', 'technical service'],
  CO_LAB: ['共建平台', 'joint laboratory'],
  SELF: ['自行投资', 'own investment'],
};
const REGION: Readonly<Record<string, readonly [string, string]>> = {
  LAOSHAN: ['崂山区', 'Laoshan'],
  QINGDAO: ['青岛市', 'Qingdao'],
  SHANDONG: ['山东省', 'Shandong'],
};

const wan = (yuan: number, language: Language): string => {
  const amount = Number((yuan / 10_000).toFixed(2)).toString();
  return language === 'zh' ? `${amount} 万元` : `CNY ${yuan.toLocaleString('en')}`;
};

function fill(value: string | number | undefined, format: string, language: Language): string {
  const pick = (pair: readonly [string, string] | undefined) =>
    pair?.[language === 'zh' ? 0 : 1] ?? String(value ?? '');
  if (format === 'wan') return wan(Number(value ?? 0), language);
  if (format === 'ceiling') return value === undefined ? '' : ` ${wan(Number(value), language)} `;
  if (format === 'coop') return pick(COOP[String(value)]);
  if (format === 'region') return pick(REGION[String(value)]);
  return String(value ?? '');
}

/**
 * A reason in words.
 * @throws RangeError for a code without a sentence: a score without a reason is a defect (handbook section 6).
 */
export function renderReason(reason: Reason, language: Language): string {
  const pair = SENTENCES[reason.code];
  if (!pair) throw new RangeError(`No sentence for reason ${reason.code}`);
  const sentence = pair[language === 'zh' ? 0 : 1].replace(
    /\{(\w+)(?:\|(\w+))?\}/gu,
    (_, name: string, format?: string) => fill(reason.params[name], format ?? '', language),
  );
  const { condition } = reason.params;
  if (condition === undefined || reason.code === 'indicator.noOffer') return sentence;
  return language === 'zh' ? `${sentence}（要求条件：${condition}）` : `${sentence} (condition required: ${condition})`;
}

/** All codes that have sentences, for tests. */
export const REASON_CODES: readonly string[] = Object.keys(SENTENCES);

const PART_LABELS: Readonly<Record<string, readonly [string, string]>> = {
  coverage: ['文本覆盖度', 'Text coverage'],
  lead: ['领先其他候选的程度', 'Lead over other candidates'],
  cosine: ['向量相似度', 'Embedding similarity'],
  problemTerms: ['技术问题用语', 'Terms of the problem'],
  titleTerms: ['成果名称用语', 'Terms of the title'],
  keywordTerms: ['关键词', 'Keywords'],
  sceneTerms: ['对象与场景', 'Object and scene'],
  indicatorNames: ['指标名称', 'Names of indicators'],
  field: ['领域与产业链', 'Field and chain'],
  indicators: ['指标满足度', 'Indicators'],
  maturity: ['成熟度', 'Maturity'],
  price: ['价格与预算', 'Price and budget'],
  rights: ['知识产权状态', 'Rights'],
  mode: ['合作方式', 'Cooperation mode'],
  capacity: ['团队能力', 'Team capacity'],
  region: ['区域', 'Region'],
  deadline: ['时限', 'Deadline'],
};

/** Label of a score part or factor. @throws RangeError for an unknown name. */
export function partLabel(name: string, language: Language): string {
  const pair = PART_LABELS[name];
  if (!pair) throw new RangeError(`No label for score part ${name}`);
  return pair[language === 'zh' ? 0 : 1];
}
