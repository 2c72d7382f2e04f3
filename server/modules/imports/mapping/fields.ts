import type { ImportTarget } from '../../../contracts/imports.contract.ts';
import type { Locale } from '../../../kernel/field-messages.ts';

export interface FieldSpec {
  field: string;
  label: Readonly<Record<Locale, string>>;
  required: boolean;
  /** A column may fill it; the others are only values that a column leads to, such as priceMin. */
  isColumn: boolean;
  /** Header names of real lists; longer ones weigh more. */
  names: readonly string[];
}

const column = (field: string, zh: string, en: string, names: string, required = false): FieldSpec => ({
  field,
  label: { zh, en },
  required,
  isColumn: true,
  names: names.split(' ').filter(Boolean),
});
const derived = (field: string, zh: string, en: string): FieldSpec => ({
  field,
  label: { zh, en },
  required: false,
  isColumn: false,
  names: [],
});

const SHARED_HEAD: readonly FieldSpec[] = [
  column(
    'externalId',
    '原编号',
    'Number in the list',
    '编号 序号 项目编号 成果编号 需求编号 编码 代码 id no 流水号 唯一标识',
  ),
  column('unitName', '学院、部门', 'School or department', '所在学院 学院 院系 部门 所属部门 二级单位 所在部门 实验室'),
  column(
    'uscc',
    '统一社会信用代码',
    'Unified social credit code',
    '统一社会信用代码 社会信用代码 信用代码 组织机构代码',
  ),
  column(
    'regionCode',
    '所在地区',
    'Region',
    '所在地区 地区 所在地 区域 所属区域 所在区市 所在城市 城市 注册地 省市 属地',
  ),
  column('contactName', '联系人', 'Contact person', '联系人 联系人姓名 对接人 联络人 项目联系人 需求联系人 企业联系人'),
  column(
    'contactMobile',
    '联系电话',
    'Telephone',
    '联系电话 联系方式 手机 手机号 手机号码 电话 联系人电话 联系人手机 电话号码 联系手机 tel phone mobile',
  ),
  column('contactEmail', '邮箱', 'E-mail', '邮箱 电子邮箱 电子邮件 e-mail email 联系邮箱 邮件'),
];
const SHARED_TAIL: readonly FieldSpec[] = [
  column('chainCodes', '重点产业链', 'Key industrial chains', '产业链 重点产业链 所属产业链 产业方向'),
  column(
    'hti',
    '技术领域',
    'Technical field',
    '技术领域 所属技术领域 领域 所属领域 高新技术领域 行业领域 技术方向 所属技术 需求领域 领域分类 技术分类',
  ),
  column('industryCodes', '所属行业', 'Industry', '行业 所属行业 应用行业 国民经济行业 行业分类 所属产业 行业类别'),
  column('keywords', '关键词', 'Keywords', '关键词 关键字 技术关键词 keywords 标签'),
  column('scenes', '应用场景', 'Application scenes', '应用场景 场景 应用领域 应用范围 适用范围 使用场景 应用方向'),
  column(
    'indicators',
    '技术指标',
    'Technical indicators',
    '技术指标 主要技术指标 指标 性能指标 技术参数 主要参数 关键指标 考核指标 技术性能指标',
  ),
  column(
    'cooperationModes',
    '合作方式',
    'Cooperation modes',
    '合作方式 转化方式 拟转化方式 合作意向 意向合作方式 拟合作方式 合作模式 转让方式 交易方式 成果转化方式 合作形式 期望合作方式',
  ),
  column('remark', '备注', 'Remarks', '备注 其他说明 说明 备注信息'),
];

const ACHIEVEMENT: readonly FieldSpec[] = [
  column(
    'title',
    '成果名称',
    'Title of the achievement',
    '成果名称 项目名称 技术名称 科技成果名称 成果项目名称 名称 标题 题目 成果 项目 专利名称 产品名称 title',
    true,
  ),
  column(
    'organisationName',
    '完成单位',
    'Owning organisation',
    '完成单位 第一完成单位 所属单位 单位名称 单位 持有单位 成果单位 高校院所 院所名称 学校 所在单位 依托单位 成果持有单位 研发单位 权利人 机构名称 成果所有人',
  ),
  ...SHARED_HEAD,
  column('teamName', '团队名称', 'Team', '团队名称 团队 科研团队 研发团队 课题组'),
  column(
    'leaderName',
    '团队负责人',
    'Team leader',
    '负责人 项目负责人 团队负责人 成果负责人 第一完成人 团队带头人 技术负责人 主持人 首席专家',
  ),
  column(
    'memberNames',
    '团队成员',
    'Team members',
    '团队成员 完成人 主要完成人 成员 参与人 参加人员 研发人员 主要完成人员 发明人',
  ),
  column('summary', '成果简介（公开）', 'Summary (public)', '成果摘要 摘要 一句话简介 公开简介 简述 summary abstract'),
  column(
    'description',
    '成果内容',
    'Description',
    '成果简介 成果介绍 项目简介 技术简介 项目介绍 成果内容 技术内容 成果描述 简介 内容 介绍 主要内容 成果概述 技术描述 项目概况 主要技术内容 description text content 正文',
  ),
  column(
    'innovation',
    '创新点与优势',
    'Innovation and strengths',
    '创新点 主要创新点 技术优势 优势 技术创新点 先进性 核心技术 技术特点 项目亮点 竞争优势 创新性',
  ),
  column(
    'prospect',
    '应用前景',
    'Prospects',
    '应用前景 市场前景 效益分析 经济效益 社会效益 推广前景 预期效益 市场分析 应用情况说明',
  ),
  column('achievementClass', '成果类别', 'Class of achievement', '成果类别 成果类型 类别'),
  column('form', '成果形式', 'Form of achievement', '成果形式 成果体现形式 表现形式 形式'),
  column('attribute', '成果属性', 'Origin of the innovation', '成果属性 创新属性'),
  column('fundingSource', '课题来源', 'Source of funding', '课题来源 项目来源 经费来源 资金来源 来源'),
  column('registrationNo', '登记号', 'Registration number', '登记号 成果登记号 科技成果登记号'),
  column('period', '起止时间', 'Start and completion', '起止时间 研究起止时间 研发周期 项目周期 起止日期 实施期限'),
  column('startDate', '开始时间', 'Start', '开始时间 起始时间 开始日期 立项时间'),
  column('completionDate', '完成时间', 'Completion', '完成时间 完成日期 成果完成时间 结束时间 验收时间 取得时间'),
  column('evaluationForm', '评价形式', 'Form of evaluation', '评价形式 评价方式 鉴定形式 成果评价形式'),
  column('levelClaim', '成果水平', 'Level claimed', '成果水平 技术水平 评价水平 鉴定水平 水平'),
  column('stage', '所处阶段', 'Stage', '所处阶段 阶段 成果阶段 发展阶段 研发阶段'),
  column(
    'applicationState',
    '应用状态',
    'State of application',
    '应用状态 应用情况 转化情况 应用状况 转化状态 产业化情况',
  ),
  column(
    'trl',
    '成熟度',
    'Readiness level',
    '成熟度 技术成熟度 成果成熟度 技术就绪度 就绪度 成熟程度 技术就绪水平 trl 成熟度等级',
  ),
  column('trlEvidence', '成熟度依据', 'Evidence of readiness', '成熟度依据 成熟度说明 佐证材料 证明材料'),
  column('sei', '战略性新兴产业', 'Strategic emerging industries', '战略性新兴产业 战新产业'),
  column('ipc', 'IPC分类号', 'IPC classes', 'ipc ipc分类号 专利分类号'),
  ...SHARED_TAIL,
  column(
    'ip',
    '知识产权',
    'Intellectual property',
    '知识产权 专利号 专利 专利情况 知识产权情况 专利申请号 授权专利 专利号/申请号 知识产权状态 知识产权名称及编号 专利信息 软著 知识产权号',
  ),
  column(
    'price',
    '价格',
    'Price',
    '价格 转让价格 报价 意向价格 转让费 拟转让价格 交易价格 许可费 转让金额 预期价格 技术交易价格 挂牌价格 合作金额 金额 融资需求 price',
  ),
  column('equityPct', '作价入股比例', 'Equity share', '作价入股比例 入股比例 股权比例 出让股权比例'),
  column('transferRights', '权属', 'Ownership', '权属 成果权属 权属状况 所有权'),
  derived('coOwnerNames', '合作完成单位', 'Co-owners'),
  derived('trlMin', '成熟度下限', 'Readiness, lower end'),
  derived('trlMax', '成熟度上限', 'Readiness, upper end'),
  derived('priceMode', '价格方式', 'Price mode'),
  derived('priceMin', '价格下限（元）', 'Price from (CNY)'),
  derived('priceMax', '价格上限（元）', 'Price to (CNY)'),
];

const DEMAND: readonly FieldSpec[] = [
  column(
    'title',
    '需求名称',
    'Title of the demand',
    '需求名称 技术需求名称 项目名称 难题名称 技术难题 榜单名称 需求题目 需求标题 名称 标题 题目 课题名称 技术需求 需求项目 title',
    true,
  ),
  column(
    'organisationName',
    '需求单位',
    'Firm with the demand',
    '需求单位 企业名称 单位名称 公司名称 需求方 发榜单位 企业 单位 需求企业 提出单位 所属企业 申报单位 公司',
  ),
  ...SHARED_HEAD,
  column('summary', '需求简介（公开）', 'Summary (public)', '需求摘要 摘要 简述 需求简述 公开简介 summary abstract'),
  column(
    'background',
    '需求背景',
    'Background',
    '需求背景 背景 项目背景 现状 现有工作基础 现有基础 工作基础 技术现状 研发基础 行业现状',
  ),
  column(
    'problem',
    '需求内容',
    'Problem',
    '需求内容 技术需求内容 需求描述 需求说明 需求详情 难题描述 主要内容 研究内容 内容 需求简介 问题描述 需要解决的问题 拟解决的技术问题 技术需求描述 技术难题描述 需解决的关键技术 description text content 正文',
  ),
  column(
    'goal',
    '预期目标',
    'Goal',
    '预期目标 目标 预期成果 预期效果 期望目标 技术目标 攻关目标 达到的目标 预期达到的目标 具体要求',
  ),
  column(
    'companyProfile',
    '企业简介（不导入）',
    'About the firm (not imported)',
    '企业简介 公司简介 企业介绍 单位简介 企业概况 企业基本情况',
  ),
  column('demandKind', '需求类型', 'Kind of demand', '需求类型 需求类别 类型 类别 需求分类 需求性质'),
  column('targetTrl', '目标成熟度', 'Wanted readiness level', '目标成熟度 期望成熟度 要求成熟度 成熟度要求 成熟度'),
  column(
    'acceptMinTrl',
    '可接受的最低成熟度',
    'Lowest accepted readiness level',
    '最低成熟度 可接受成熟度 可接受的最低成熟度',
  ),
  ...SHARED_TAIL,
  column(
    'budget',
    '预算',
    'Budget',
    '预算 项目预算 资金预算 投入资金 拟投入资金 计划投入 经费预算 合作预算 意向投入 投资额 预计投入 研发投入 资金投入 拟投入经费 悬赏金额 榜单金额 拟出资金额 项目总投资 金额 经费 意向价格 budget',
  ),
  column(
    'ipExpectation',
    '知识产权期望',
    'Wishes on intellectual property',
    '知识产权归属 知识产权要求 知识产权期望 成果归属 知识产权约定',
  ),
  column('regionPreference', '区域要求', 'Region wanted', '区域要求 地域要求 合作区域 区域偏好'),
  column(
    'partnerConditions',
    '合作方要求',
    'Conditions for partners',
    '合作方要求 对合作方的要求 合作条件 揭榜方要求 揭榜条件 合作单位要求 对揭榜方要求',
  ),
  column(
    'deadlineAnswer',
    '答题截止',
    'Answers until',
    '答题截止 截止时间 截止日期 揭榜截止时间 报名截止 征集截止时间 有效期 有效期至',
  ),
  column(
    'neededBy',
    '需求时限',
    'Needed by',
    '需求时限 完成时限 期望完成时间 完成时间 项目周期 时限要求 攻关期限 解决时限 期限 需求时间 期望解决时间',
  ),
  column('urgency', '紧急程度', 'Urgency', '紧急程度 紧迫程度 急需程度'),
  column('visibility', '公开范围', 'Visibility', '公开范围 公开方式 发布范围'),
  column('isAnonymous', '是否匿名', 'Anonymous', '是否匿名 匿名发布 匿名 是否隐名'),
  derived('budgetMode', '预算方式', 'Budget mode'),
  derived('budgetMin', '预算下限（元）', 'Budget from (CNY)'),
  derived('budgetMax', '预算上限（元）', 'Budget to (CNY)'),
];

const SPECS: Readonly<Record<ImportTarget, readonly FieldSpec[]>> = { achievement: ACHIEVEMENT, demand: DEMAND };

export const fieldSpecs = (target: ImportTarget): readonly FieldSpec[] => SPECS[target];

/** Fields of a target: what columns can fill, and what those columns lead to, named in the reader's language. */
export function importFields(
  target: ImportTarget,
  locale: Locale = 'zh',
): { field: string; label: string; required: boolean }[] {
  return SPECS[target].map(({ field, label, required }) => ({ field, label: label[locale], required }));
}

/** Name of a field for the reader; the field itself where it has none. */
export const fieldLabel = (target: ImportTarget, field: string, locale: Locale = 'zh'): string =>
  SPECS[target].find((spec) => spec.field === field)?.label[locale] ?? field;

/** Values that one column leads to, where they carry another name than the column's field. */
const VALUES_OF: Readonly<Record<string, readonly string[]>> = {
  organisationName: ['coOwnerNames'],
  trl: ['trlMin', 'trlMax'],
  period: ['startDate', 'completionDate'],
  price: ['priceMode', 'priceMin', 'priceMax'],
  budget: ['budgetMode', 'budgetMin', 'budgetMax'],
};
/** The columns that a value may come from, beside the one of its own name. */
export const columnsOf = (value: string): string[] =>
  Object.keys(VALUES_OF).filter((field) => VALUES_OF[field]!.includes(value));
