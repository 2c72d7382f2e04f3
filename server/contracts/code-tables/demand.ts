import type { CodeEntry } from './code-entry.ts';

/** Tables of handbook 3.6 and 4.3. */
export const DEMAND_KIND = [
  { code: 'KEYTECH', zh: '关键技术攻关', en: 'Key technology' },
  { code: 'PROCESS', zh: '工艺改进', en: 'Process improvement' },
  { code: 'PRODUCT', zh: '新产品开发', en: 'New product' },
  { code: 'EQUIP', zh: '装备改造', en: 'Equipment upgrade' },
  { code: 'MATERIAL', zh: '材料替代', en: 'Material replacement' },
  { code: 'TEST', zh: '检测验证', en: 'Testing' },
  { code: 'ADOPT', zh: '成果引进', en: 'Adoption of an achievement' },
  { code: 'TALENT', zh: '人才团队', en: 'People and teams' },
  { code: 'PLATFORM', zh: '平台共建', en: 'Joint platform' },
  { code: 'CONSULT', zh: '咨询诊断', en: 'Diagnosis' },
] as const satisfies readonly CodeEntry[];

export const BUDGET_MODE = [
  { code: 'FIXED', zh: '固定预算', en: 'Fixed' },
  { code: 'RANGE', zh: '预算区间', en: 'Range' },
  { code: 'NEGOTIABLE', zh: '面议', en: 'Negotiable' },
  { code: 'UNDISCLOSED', zh: '不公开', en: 'Undisclosed' },
] as const satisfies readonly CodeEntry[];

export const IP_EXPECTATION = [
  { code: 'OWN', zh: '归需求方所有', en: 'Owned by the firm' },
  { code: 'SHARE', zh: '双方共有', en: 'Shared' },
  { code: 'LICENSE', zh: '取得许可', en: 'Licensed' },
  { code: 'OPEN', zh: '可协商', en: 'Open' },
] as const satisfies readonly CodeEntry[];

export const REGION_PREFERENCE = [
  { code: 'LAOSHAN', zh: '崂山区', en: 'Laoshan' },
  { code: 'QINGDAO', zh: '青岛市', en: 'Qingdao' },
  { code: 'SHANDONG', zh: '山东省', en: 'Shandong' },
  { code: 'ANY', zh: '不限', en: 'Any' },
] as const satisfies readonly CodeEntry[];

export const URGENCY = [
  { code: 'LOW', zh: '一般', en: 'Low' },
  { code: 'NORMAL', zh: '正常', en: 'Normal' },
  { code: 'HIGH', zh: '紧急', en: 'High' },
] as const satisfies readonly CodeEntry[];

export const VISIBILITY = [
  { code: 'PUBLIC', zh: '公开', en: 'Public' },
  { code: 'ALLIANCE', zh: '联盟成员可见', en: 'Members of the alliance' },
  { code: 'INVITED', zh: '受邀可见', en: 'By invitation' },
] as const satisfies readonly CodeEntry[];

export const COMPARATOR = [
  { code: 'LT', zh: '小于', en: '<' },
  { code: 'LE', zh: '不大于', en: '≤' },
  { code: 'EQ', zh: '等于', en: '=' },
  { code: 'GE', zh: '不小于', en: '≥' },
  { code: 'GT', zh: '大于', en: '>' },
  { code: 'BETWEEN', zh: '介于', en: 'between' },
  { code: 'ENUM', zh: '取值', en: 'one of' },
  { code: 'BOOL', zh: '是否', en: 'yes or no' },
] as const satisfies readonly CodeEntry[];

export const DEMAND_STATUS = [
  { code: 'DRAFT', zh: '草稿', en: 'Draft' },
  { code: 'SUBMITTED', zh: '已提交', en: 'Submitted' },
  { code: 'TRIAGE', zh: '分诊', en: 'Triage' },
  { code: 'REFINING', zh: '待凝练', en: 'Being refined' },
  { code: 'PUBLISHED', zh: '已发榜', en: 'Published' },
  { code: 'REJECTED', zh: '不予发布', en: 'Not published' },
  { code: 'SELECTING', zh: '比选中', en: 'Selecting' },
  { code: 'AGREED', zh: '已定榜', en: 'Agreed' },
  { code: 'CONTRACTED', zh: '已签约', en: 'Contracted' },
  { code: 'SOLVED', zh: '已解决', en: 'Solved' },
  { code: 'FAILED', zh: '未解决', en: 'Not solved' },
  { code: 'WITHDRAWN', zh: '撤回', en: 'Withdrawn' },
  { code: 'EXPIRED', zh: '过期', en: 'Expired' },
  { code: 'CLOSED', zh: '关闭', en: 'Closed' },
] as const satisfies readonly CodeEntry[];
