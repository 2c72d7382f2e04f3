import type { CodeEntry } from './code-entry.ts';

/** Tables of handbook 3.7, 4.4–4.6 and 6. */
export const RELEVANCE = [
  {
    code: '4',
    zh: '强相关',
    en: 'Strong',
    hintZh: '同一问题、同一对象，经常规适配即可使用，没有已知不达标的必达指标',
    hintEn: 'Same problem, same object; usable after normal adaptation',
  },
  {
    code: '3',
    zh: '较强相关',
    en: 'Fair',
    hintZh: '同一机理或路线，存在一处实质差距，值得面谈',
    hintEn: 'Same mechanism or route with one material gap',
  },
  {
    code: '2',
    zh: '弱相关',
    en: 'Weak',
    hintZh: '仅领域或部件相同，需要重新研究，可作为联系人',
    hintEn: 'Same field or a shared component only',
  },
  {
    code: '1',
    zh: '无相关',
    en: 'None',
    hintZh: '问题不同，仅用词或大类相同',
    hintEn: 'Other problem; only words or a broad sector in common',
  },
] as const satisfies readonly CodeEntry[];

export const REJECT_REASON = [
  { code: 'R01', zh: '技术问题不符', en: 'Other problem' },
  { code: 'R02', zh: '场景不符', en: 'Other scene' },
  { code: 'R03', zh: '指标不达标', en: 'Indicators fail' },
  { code: 'R04', zh: '成熟度不足', en: 'Too early' },
  { code: 'R05', zh: '价格超预算', en: 'Price' },
  { code: 'R06', zh: '合作方式不合', en: 'Mode' },
  { code: 'R07', zh: '权属不清或受限', en: 'Rights' },
  { code: 'R08', zh: '团队无档期', en: 'No capacity' },
  { code: 'R09', zh: '时间不符', en: 'Timing' },
  { code: 'R10', zh: '区域限制', en: 'Region' },
  { code: 'R11', zh: '已有供应商或已解决', en: 'Already solved' },
  { code: 'R12', zh: '竞争关系', en: 'Conflict' },
  { code: 'R13', zh: '信息不足', en: 'Too little information' },
  { code: 'R14', zh: '合规限制', en: 'Compliance' },
  { code: 'R15', zh: '重复推荐', en: 'Duplicate' },
  { code: 'R99', zh: '其他', en: 'Other', hintZh: '须填写说明', hintEn: 'Text required' },
] as const satisfies readonly CodeEntry[];

export const MATCH_ORIGIN = [
  { code: 'SYSTEM', zh: '系统推荐', en: 'System' },
  { code: 'STAFF', zh: '工作人员', en: 'Staff' },
  { code: 'LIAISON', zh: '特派员', en: 'Liaison officer' },
  { code: 'FIRM', zh: '企业', en: 'Firm' },
  { code: 'TEAM', zh: '团队', en: 'Team' },
] as const satisfies readonly CodeEntry[];

export const MATCH_FEEDBACK = [
  { code: 'USEFUL', zh: '有用', en: 'Useful' },
  { code: 'NOT_NOW', zh: '暂不需要', en: 'Not now' },
  { code: 'WRONG', zh: '不相关', en: 'Wrong' },
] as const satisfies readonly CodeEntry[];

export const MATCH_STATUS = [
  { code: 'SUGGESTED', zh: '推荐', en: 'Suggested' },
  { code: 'CONFIRMED', zh: '已复核', en: 'Confirmed' },
  { code: 'DISMISSED', zh: '剔除', en: 'Dismissed' },
  { code: 'SENT', zh: '已推送', en: 'Sent' },
  { code: 'ACCEPTED_ONE', zh: '一方接受', en: 'Accepted by one side' },
  { code: 'ACCEPTED_BOTH', zh: '双方接受', en: 'Accepted by both' },
  { code: 'DECLINED', zh: '谢绝', en: 'Declined' },
  { code: 'LAPSED', zh: '已失效', en: 'Lapsed' },
  { code: 'MEETING', zh: '对接中', en: 'In talks' },
  { code: 'NEGOTIATING', zh: '洽谈中', en: 'Negotiating' },
  { code: 'CONVERTED', zh: '成交', en: 'Converted' },
  { code: 'ENDED', zh: '终止', en: 'Ended' },
] as const satisfies readonly CodeEntry[];

export const IP_PROPOSAL = [
  { code: 'OWN_BUYER', zh: '归需求方', en: 'Buyer owns' },
  { code: 'OWN_TEAM', zh: '归团队方', en: 'Team owns' },
  { code: 'JOINT', zh: '双方共有', en: 'Joint' },
] as const satisfies readonly CodeEntry[];

export const EVALUATION_PURPOSE = [
  { code: 'SCREENING', zh: '筛选', en: 'Screening' },
  { code: 'PRICING', zh: '定价', en: 'Pricing' },
  { code: 'FUND', zh: '基金', en: 'Fund' },
  { code: 'CONTEST', zh: '大赛', en: 'Contest' },
] as const satisfies readonly CodeEntry[];

export const EVAL_DIMENSION = [
  { code: 'SCI', zh: '科学价值', en: 'Scientific' },
  { code: 'TEC', zh: '技术价值', en: 'Technical' },
  { code: 'ECO', zh: '经济价值', en: 'Economic' },
  { code: 'SOC', zh: '社会价值', en: 'Social' },
  { code: 'CUL', zh: '文化价值', en: 'Cultural' },
  { code: 'TRP', zh: '转化推广潜力', en: 'Transfer potential' },
] as const satisfies readonly CodeEntry[];

export const DISCLOSURE_LEVEL = [
  { code: 'L0', zh: '公开', en: 'Public' },
  { code: 'L1', zh: '认证可见', en: 'Verified accounts' },
  { code: 'L2', zh: '双方确认', en: 'Both sides accepted' },
  { code: 'L3', zh: '签署NDA后', en: 'Under NDA' },
  { code: 'L4', zh: '不上平台', en: 'Not on the platform' },
] as const satisfies readonly CodeEntry[];
