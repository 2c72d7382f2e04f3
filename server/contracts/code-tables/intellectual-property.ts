import type { CodeEntry } from './code-entry.ts';

export const IP_TYPE = [
  { code: 'INV', zh: '发明专利', en: 'Invention patent' },
  { code: 'UM', zh: '实用新型', en: 'Utility model' },
  { code: 'DES', zh: '外观设计', en: 'Design' },
  { code: 'PCT', zh: 'PCT申请', en: 'PCT application' },
  { code: 'SW', zh: '软件著作权', en: 'Software copyright' },
  { code: 'IC', zh: '集成电路布图设计', en: 'Chip layout' },
  { code: 'PV', zh: '植物新品种', en: 'Plant variety' },
  { code: 'TM', zh: '商标', en: 'Trade mark' },
  { code: 'DRUG', zh: '新药证书', en: 'New drug certificate' },
  { code: 'KNOWHOW', zh: '技术秘密', en: 'Know-how' },
  { code: 'OTHER', zh: '其他', en: 'Other' },
] as const satisfies readonly CodeEntry[];

export const IP_LEGAL_STATUS = [
  { code: 'APPLIED', zh: '申请中', en: 'Applied for' },
  { code: 'PUBLISHED', zh: '公开', en: 'Published' },
  { code: 'GRANTED', zh: '授权有效', en: 'Granted and in force' },
  { code: 'LAPSED', zh: '失效', en: 'Lapsed' },
  { code: 'REJECTED', zh: '驳回', en: 'Rejected' },
  { code: 'ASSIGNED', zh: '已转让', en: 'Assigned' },
] as const satisfies readonly CodeEntry[];

export const ENCUMBRANCE = [
  { code: 'NONE', zh: '无', en: 'None' },
  { code: 'PLEDGED', zh: '质押', en: 'Pledged' },
  { code: 'EXCLUSIVE_LICENSED', zh: '独占许可', en: 'Exclusive licence' },
  { code: 'SOLE_LICENSED', zh: '排他许可', en: 'Sole licence' },
  { code: 'OPEN_LICENSED', zh: '开放许可', en: 'Open licence' },
  { code: 'DISPUTED', zh: '纠纷', en: 'In dispute' },
] as const satisfies readonly CodeEntry[];
