import type { CodeEntry } from './code-entry.ts';

export const COOP_MODE = [
  { code: 'TRANSFER', zh: '转让', en: 'Sale' },
  { code: 'LICENSE', zh: '许可', en: 'Licence' },
  { code: 'EQUITY', zh: '作价入股', en: 'Pricing as shares' },
  { code: 'JOINT_DEV', zh: '合作开发', en: 'Joint development' },
  { code: 'COMMISSIONED_DEV', zh: '委托开发', en: 'Commissioned development' },
  { code: 'CONSULT', zh: '技术咨询', en: 'Consulting' },
  { code: 'SERVICE', zh: '技术服务', en: 'Technical service' },
  { code: 'CO_LAB', zh: '共建平台', en: 'Joint laboratory' },
  { code: 'SELF', zh: '自行投资', en: 'Own investment' },
] as const satisfies readonly CodeEntry[];

export const LICENSE_KIND = [
  { code: 'EX', parent: 'LICENSE', zh: '独占', en: 'Exclusive' },
  { code: 'SOLE', parent: 'LICENSE', zh: '排他', en: 'Sole' },
  { code: 'ORD', parent: 'LICENSE', zh: '普通', en: 'Ordinary' },
  { code: 'OPEN', parent: 'LICENSE', zh: '开放', en: 'Open' },
] as const satisfies readonly CodeEntry[];

export const CONTRACT_CLASS = [
  { code: 'DEV', zh: '技术开发', en: 'Development', hintZh: '委托开发、合作开发', hintEn: 'Commissioned, joint' },
  { code: 'ASSIGN', zh: '技术转让', en: 'Assignment' },
  { code: 'LICENSE', zh: '技术许可', en: 'Licence' },
  { code: 'CONSULT', zh: '技术咨询', en: 'Consulting' },
  {
    code: 'SERVICE',
    zh: '技术服务',
    en: 'Service',
    hintZh: '含技术培训、技术中介',
    hintEn: 'Also training and intermediary',
  },
] as const satisfies readonly CodeEntry[];

/** Contract class by mode where the mode settles it; EQUITY goes by content. */
export const DEFAULT_CONTRACT_CLASS: Readonly<Record<string, string>> = {
  TRANSFER: 'ASSIGN',
  LICENSE: 'LICENSE',
  JOINT_DEV: 'DEV',
  COMMISSIONED_DEV: 'DEV',
  CONSULT: 'CONSULT',
  SERVICE: 'SERVICE',
};

/** Version of the recognition rules behind CONTRACT_CLASS: rules change, so they are data. */
export const CONTRACT_RULE_VERSIONS = [
  {
    code: 'MIIT-2026',
    validFrom: '2026-01-23',
    validTo: null,
    zh: '工业和信息化部技术合同认定登记管理办法',
    en: 'Measures of MIIT on recognition and registration',
  },
] as const;
