import type { CodeEntry } from './code-entry.ts';

/** Tables of handbook 3.3 and 4.1–4.2. */
export const ACHIEVEMENT_CLASS = [
  { code: 'APPLIED', zh: '应用技术', en: 'Applied technology' },
  { code: 'BASIC', zh: '基础理论', en: 'Basic theory' },
  { code: 'SOFT', zh: '软科学', en: 'Soft science' },
] as const satisfies readonly CodeEntry[];

export const ACHIEVEMENT_FORM = [
  { code: 'F01', zh: '新技术', en: 'New technology' },
  { code: 'F02', zh: '新工艺', en: 'New process' },
  { code: 'F03', zh: '新产品', en: 'New product' },
  { code: 'F04', zh: '新材料', en: 'New material' },
  { code: 'F05', zh: '新装备', en: 'New equipment' },
  { code: 'F06', zh: '生物医药品种', en: 'Biomedical product' },
  { code: 'F07', zh: '动植物新品种', en: 'Plant or animal variety' },
  { code: 'F08', zh: '矿产新品种', en: 'New mineral' },
  { code: 'F09', zh: '其他应用技术', en: 'Other applied technology' },
  { code: 'F10', zh: '标准', en: 'Standard' },
] as const satisfies readonly CodeEntry[];

export const ATTRIBUTE = [
  { code: 'ORIGINAL', zh: '原始性创新', en: 'Original' },
  { code: 'ABSORBED', zh: '国外引进消化吸收创新', en: 'Built on imported technology' },
  { code: 'REDEVELOPED', zh: '国内技术二次开发', en: 'Developed further from domestic technology' },
  { code: 'OTHER', zh: '其他', en: 'Other' },
] as const satisfies readonly CodeEntry[];

export const FUNDING_SOURCE = [
  { code: 'NATIONAL', zh: '国家财政', en: 'National budget' },
  { code: 'PROVINCIAL', zh: '省财政', en: 'Provincial budget' },
  { code: 'MUNICIPAL', zh: '市财政', en: 'City budget' },
  { code: 'SELF', zh: '自主研发', en: 'Own funds' },
  { code: 'COMMISSIONED', zh: '委托研发', en: 'Commissioned' },
  { code: 'JOINT', zh: '合作研发', en: 'Joint' },
] as const satisfies readonly CodeEntry[];

export const EVALUATION_FORM = [
  { code: 'E0', zh: '未评价', en: 'Not evaluated' },
  { code: 'E1', zh: '鉴定', en: 'Appraisal' },
  { code: 'E2', zh: '验收', en: 'Acceptance' },
  { code: 'E3', zh: '结题', en: 'Closing of the project' },
  { code: 'E4', zh: '评审', en: 'Review' },
  { code: 'E5', zh: '评估', en: 'Assessment' },
  { code: 'E6', zh: '行业准入', en: 'Industry admission' },
  { code: 'E7', zh: '权威部门检测', en: 'Test by an authority' },
  { code: 'E8', zh: '其他', en: 'Other' },
] as const satisfies readonly CodeEntry[];

export const LEVEL_CLAIM = [
  { code: 'INTL_LEAD', zh: '国际领先', en: 'Leading in the world' },
  { code: 'INTL_ADV', zh: '国际先进', en: 'Advanced in the world' },
  { code: 'CN_LEAD', zh: '国内领先', en: 'Leading in China' },
  { code: 'CN_ADV', zh: '国内先进', en: 'Advanced in China' },
  { code: 'NOT_EVALUATED', zh: '未评价', en: 'Not evaluated' },
] as const satisfies readonly CodeEntry[];

/** National stages; the levels of readiness each covers stand in the hint. */
export const STAGE = [
  { code: 'EARLY', zh: '初期', en: 'Early', hintZh: '成熟度1–5级', hintEn: 'Readiness 1–5' },
  { code: 'MIDDLE', zh: '中期', en: 'Middle', hintZh: '成熟度6–7级', hintEn: 'Readiness 6–7' },
  { code: 'MATURE', zh: '成熟应用', en: 'Mature', hintZh: '成熟度8–9级', hintEn: 'Readiness 8–9' },
] as const satisfies readonly CodeEntry[];

export const APPLICATION_STATE = [
  { code: 'INDUSTRIAL', zh: '产业化应用', en: 'Industrial use' },
  { code: 'SMALL', zh: '小批量或小范围应用', en: 'Small series or limited use' },
  { code: 'TRIAL', zh: '试用', en: 'Trial' },
  { code: 'STOPPED', zh: '应用后停用', en: 'Stopped after use' },
  { code: 'UNUSED', zh: '未应用', en: 'Not used' },
] as const satisfies readonly CodeEntry[];

export const PRICE_MODE = [
  { code: 'FIXED', zh: '一口价', en: 'Fixed price' },
  { code: 'RANGE', zh: '价格区间', en: 'Range' },
  { code: 'NEGOTIABLE', zh: '面议', en: 'Negotiable' },
  { code: 'BY_EQUITY', zh: '作价入股', en: 'By equity' },
  { code: 'PAY_AFTER_USE', zh: '先使用后付费', en: 'Pay after use' },
] as const satisfies readonly CodeEntry[];

export const TRANSFER_RIGHTS = [
  { code: 'OWNER', zh: '单位所有', en: 'Owned by the organisation' },
  { code: 'TITLE_GRANTED', zh: '赋权所有权', en: 'Title granted to the team' },
  { code: 'USE_GRANTED', zh: '赋权长期使用权', en: 'Long-term use granted to the team' },
  { code: 'COOWNER_OPEN', zh: '共有人未同意', en: 'A co-owner has not agreed' },
  { code: 'EXCLUSIVE_OUT', zh: '已独占许可', en: 'Exclusively licensed' },
] as const satisfies readonly CodeEntry[];

export const ACHIEVEMENT_STATUS = [
  { code: 'DRAFT', zh: '草稿', en: 'Draft' },
  { code: 'SUBMITTED', zh: '待院所审核', en: 'At the institute' },
  { code: 'INSTITUTE_OK', zh: '待平台审核', en: 'At the platform' },
  { code: 'PUBLISHED', zh: '已发布', en: 'Published' },
  { code: 'RESERVED', zh: '洽谈锁定', en: 'Reserved for talks' },
  { code: 'TRANSFERRED', zh: '已转化', en: 'Transferred' },
  { code: 'SUSPENDED', zh: '暂停', en: 'Suspended' },
  { code: 'ARCHIVED', zh: '下架', en: 'Archived' },
] as const satisfies readonly CodeEntry[];

export const PROGRAMME_STAGE = [
  { code: 'IMPORTED', zh: '已导入', en: 'Imported' },
  { code: 'NORMALISED', zh: '已规范', en: 'Normalised' },
  { code: 'IN_EVALUATION', zh: '评估中', en: 'In evaluation' },
  { code: 'EVALUATED', zh: '已评估', en: 'Evaluated' },
  { code: 'DROPPED', zh: '剔除', en: 'Dropped' },
  { code: 'SHORTLISTED', zh: '入选', en: 'Shortlisted' },
  { code: 'BACKUP', zh: '备选', en: 'Reserve' },
  { code: 'NOT_SELECTED', zh: '未入选', en: 'Not selected' },
  { code: 'ROADSHOW', zh: '路演', en: 'Roadshow' },
  { code: 'LANDING', zh: '落地中', en: 'Landing' },
  { code: 'LANDED', zh: '已落地', en: 'Landed' },
  { code: 'GIVEN_UP', zh: '放弃', en: 'Given up' },
] as const satisfies readonly CodeEntry[];
