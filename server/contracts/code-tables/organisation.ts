import type { CodeEntry } from './code-entry.ts';

export const ORG_TYPE = [
  { code: 'UNIV', zh: '高等院校', en: 'University' },
  { code: 'INST', zh: '科研院所', en: 'Research institute' },
  { code: 'NRDI', zh: '新型研发机构', en: 'New R&D institution' },
  { code: 'HOSP', zh: '医疗机构', en: 'Hospital' },
  { code: 'ENT', zh: '企业', en: 'Enterprise' },
  { code: 'GOV', zh: '政府部门', en: 'Government' },
  { code: 'PARK', zh: '园区载体', en: 'Park' },
  { code: 'INCUB', zh: '孵化器', en: 'Incubator' },
  { code: 'FUND', zh: '投资机构', en: 'Investor' },
  { code: 'SERV', zh: '技术转移服务机构', en: 'Transfer service' },
  { code: 'ASSOC', zh: '协会联盟', en: 'Association, alliance' },
  { code: 'UNIT', zh: '学院/实验室', en: 'College, laboratory (internal unit)' },
  { code: 'OTHER', zh: '其他', en: 'Other' },
] as const satisfies readonly CodeEntry[];

export const ORG_SCALE = [
  { code: 'L', zh: '大型', en: 'Large' },
  { code: 'M', zh: '中型', en: 'Medium' },
  { code: 'S', zh: '小型', en: 'Small' },
  { code: 'XS', zh: '微型', en: 'Micro' },
] as const satisfies readonly CodeEntry[];

export const QUALIFICATION = [
  { code: 'HNTE', zh: '高新技术企业', en: 'High-tech enterprise' },
  { code: 'TSME', zh: '科技型中小企业', en: 'Technology-based SME' },
  { code: 'SRDI', zh: '专精特新', en: 'Specialised and new' },
  { code: 'LITTLEGIANT', zh: '小巨人', en: 'Little giant' },
  { code: 'CHAMPION', zh: '单项冠军', en: 'Single-product champion' },
  { code: 'GAZELLE', zh: '瞪羚', en: 'Gazelle' },
  { code: 'UNICORN', zh: '独角兽', en: 'Unicorn' },
] as const satisfies readonly CodeEntry[];

export const FOREIGN_CONTROL = [
  { code: 'NONE', zh: '无', en: 'None' },
  { code: 'HMT', zh: '港澳台资控股', en: 'Hong Kong, Macao or Taiwan' },
  { code: 'FOREIGN', zh: '外资控股', en: 'Foreign' },
] as const satisfies readonly CodeEntry[];

export const VERIFICATION_METHOD = [
  { code: 'DOCUMENT', zh: '证照核验', en: 'Document' },
  { code: 'SSO', zh: '统一认证', en: 'Single sign-on' },
  { code: 'STAFF_CALL', zh: '人工核实', en: 'Call by staff' },
] as const satisfies readonly CodeEntry[];

export const TITLE_LEVEL = [
  { code: 'SENIOR', zh: '正高', en: 'Senior' },
  { code: 'ASSOCIATE', zh: '副高', en: 'Associate' },
  { code: 'MIDDLE', zh: '中级', en: 'Middle' },
  { code: 'JUNIOR', zh: '初级', en: 'Junior' },
  { code: 'OTHER', zh: '其他', en: 'Other' },
] as const satisfies readonly CodeEntry[];

export const PERSON_KIND = [
  { code: 'RESEARCHER', zh: '科研人员', en: 'Researcher' },
  { code: 'ENTERPRISE_CONTACT', zh: '企业联系人', en: 'Enterprise contact' },
  { code: 'EXPERT', zh: '评审专家', en: 'Expert reviewer' },
  { code: 'TECH_MANAGER', zh: '技术经理人', en: 'Technology manager' },
  { code: 'OFFICER', zh: '校地融合特派员', en: 'Liaison officer' },
  { code: 'INVESTOR', zh: '投资人', en: 'Investor' },
] as const satisfies readonly CodeEntry[];

export const ROLE = [
  { code: 'visitor', zh: '公众访客', en: 'Visitor' },
  { code: 'enterpriseUser', zh: '企业用户', en: 'Enterprise user' },
  { code: 'researcher', zh: '科研人员', en: 'Researcher' },
  { code: 'instituteAdmin', zh: '院所成果转化管理员', en: 'Institute administrator' },
  { code: 'technologyManager', zh: '技术经理人', en: 'Technology manager' },
  { code: 'operator', zh: '联盟秘书处', en: 'Secretariat' },
  { code: 'expert', zh: '评审专家', en: 'Expert reviewer' },
  { code: 'liaisonOfficer', zh: '校地融合特派员', en: 'Liaison officer' },
  { code: 'govReviewer', zh: '政府主管部门审核员', en: 'Government reviewer' },
  { code: 'investor', zh: '投资机构', en: 'Investor' },
  { code: 'eventOrganiser', zh: '活动/赛事组织者', en: 'Organiser of activities' },
  { code: 'platformAdmin', zh: '平台管理员', en: 'Platform administrator' },
  { code: 'auditor', zh: '审计/统计员', en: 'Auditor' },
] as const satisfies readonly CodeEntry[];
