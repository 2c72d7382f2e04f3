import type { CodeEntry } from './code-entry.ts';

/** SEI 战略性新兴产业 (2018), official numbers 1–9. */
export const SEI = [
  { code: 'SE01', zh: '新一代信息技术', en: 'New-generation IT' },
  { code: 'SE02', zh: '高端装备制造', en: 'High-end equipment' },
  { code: 'SE03', zh: '新材料', en: 'New materials' },
  { code: 'SE04', zh: '生物', en: 'Biology' },
  { code: 'SE05', zh: '新能源汽车', en: 'New-energy vehicles' },
  { code: 'SE06', zh: '新能源', en: 'New energy' },
  { code: 'SE07', zh: '节能环保', en: 'Energy saving and environment' },
  { code: 'SE08', zh: '数字创意', en: 'Digital creative' },
  { code: 'SE09', zh: '相关服务业', en: 'Related services' },
] as const satisfies readonly CodeEntry[];

/** GB/T 4754 sections (门类). */
export const INDUSTRY_SECTION = [
  { code: 'A', zh: '农、林、牧、渔业', en: 'Agriculture, forestry, fishing' },
  { code: 'B', zh: '采矿业', en: 'Mining' },
  { code: 'C', zh: '制造业', en: 'Manufacturing' },
  { code: 'D', zh: '电力、热力、燃气及水生产和供应业', en: 'Utilities' },
  { code: 'E', zh: '建筑业', en: 'Construction' },
  { code: 'F', zh: '批发和零售业', en: 'Trade' },
  { code: 'G', zh: '交通运输、仓储和邮政业', en: 'Transport and post' },
  { code: 'H', zh: '住宿和餐饮业', en: 'Hotels and food' },
  { code: 'I', zh: '信息传输、软件和信息技术服务业', en: 'Information and software' },
  { code: 'J', zh: '金融业', en: 'Finance' },
  { code: 'K', zh: '房地产业', en: 'Real estate' },
  { code: 'L', zh: '租赁和商务服务业', en: 'Leasing and business services' },
  { code: 'M', zh: '科学研究和技术服务业', en: 'Research and technical services' },
  { code: 'N', zh: '水利、环境和公共设施管理业', en: 'Water, environment, public facilities' },
  { code: 'O', zh: '居民服务、修理和其他服务业', en: 'Household services' },
  { code: 'P', zh: '教育', en: 'Education' },
  { code: 'Q', zh: '卫生和社会工作', en: 'Health and social work' },
  { code: 'R', zh: '文化、体育和娱乐业', en: 'Culture and sport' },
  { code: 'S', zh: '公共管理、社会保障和社会组织', en: 'Public administration' },
  { code: 'T', zh: '国际组织', en: 'International organisations' },
] as const satisfies readonly CodeEntry[];

/** GB/T 4754-2017 divisions (大类) of manufacturing, the ones lists of this platform use by name. */
export const INDUSTRY_DIVISION = [
  { code: 'C13', parent: 'C', zh: '农副食品加工业', en: 'Processing of agricultural products' },
  { code: 'C14', parent: 'C', zh: '食品制造业', en: 'Food' },
  { code: 'C15', parent: 'C', zh: '酒、饮料和精制茶制造业', en: 'Beverages and tea' },
  { code: 'C16', parent: 'C', zh: '烟草制品业', en: 'Tobacco' },
  { code: 'C17', parent: 'C', zh: '纺织业', en: 'Textiles' },
  { code: 'C18', parent: 'C', zh: '纺织服装、服饰业', en: 'Clothing' },
  { code: 'C19', parent: 'C', zh: '皮革、毛皮、羽毛及其制品和制鞋业', en: 'Leather, fur and footwear' },
  { code: 'C20', parent: 'C', zh: '木材加工和木、竹、藤、棕、草制品业', en: 'Wood products' },
  { code: 'C21', parent: 'C', zh: '家具制造业', en: 'Furniture' },
  { code: 'C22', parent: 'C', zh: '造纸和纸制品业', en: 'Paper' },
  { code: 'C23', parent: 'C', zh: '印刷和记录媒介复制业', en: 'Printing and recorded media' },
  { code: 'C24', parent: 'C', zh: '文教、工美、体育和娱乐用品制造业', en: 'Culture, craft and sports goods' },
  { code: 'C25', parent: 'C', zh: '石油、煤炭及其他燃料加工业', en: 'Petroleum, coal and fuels' },
  { code: 'C26', parent: 'C', zh: '化学原料和化学制品制造业', en: 'Chemicals' },
  { code: 'C27', parent: 'C', zh: '医药制造业', en: 'Pharmaceuticals' },
  { code: 'C28', parent: 'C', zh: '化学纤维制造业', en: 'Chemical fibres' },
  { code: 'C29', parent: 'C', zh: '橡胶和塑料制品业', en: 'Rubber and plastics' },
  { code: 'C30', parent: 'C', zh: '非金属矿物制品业', en: 'Non-metallic mineral products' },
  { code: 'C31', parent: 'C', zh: '黑色金属冶炼和压延加工业', en: 'Ferrous metals' },
  { code: 'C32', parent: 'C', zh: '有色金属冶炼和压延加工业', en: 'Non-ferrous metals' },
  { code: 'C33', parent: 'C', zh: '金属制品业', en: 'Metal products' },
  { code: 'C34', parent: 'C', zh: '通用设备制造业', en: 'General equipment' },
  { code: 'C35', parent: 'C', zh: '专用设备制造业', en: 'Special equipment' },
  { code: 'C36', parent: 'C', zh: '汽车制造业', en: 'Motor vehicles' },
  {
    code: 'C37',
    parent: 'C',
    zh: '铁路、船舶、航空航天和其他运输设备制造业',
    en: 'Rail, ships, aerospace and other transport equipment',
  },
  { code: 'C38', parent: 'C', zh: '电气机械和器材制造业', en: 'Electrical machinery' },
  { code: 'C39', parent: 'C', zh: '计算机、通信和其他电子设备制造业', en: 'Computers, communications and electronics' },
  { code: 'C40', parent: 'C', zh: '仪器仪表制造业', en: 'Instruments' },
  { code: 'C41', parent: 'C', zh: '其他制造业', en: 'Other manufacturing' },
  { code: 'C42', parent: 'C', zh: '废弃资源综合利用业', en: 'Recycling' },
  { code: 'C43', parent: 'C', zh: '金属制品、机械和设备修理业', en: 'Repair of machinery and equipment' },
] as const satisfies readonly CodeEntry[];

/** LAOSHAN_CHAIN 崂山重点产业链: four chains are named, X5–X7 stay open until the district names them. */
export const LAOSHAN_CHAIN = [
  { code: 'VR', zh: '虚拟现实', en: 'Virtual reality' },
  { code: 'AI', zh: '人工智能', en: 'Artificial intelligence' },
  { code: 'MB', zh: '海洋生物医药', en: 'Marine biomedicine' },
  { code: 'IM', zh: '智能制造及工业互联网', en: 'Intelligent manufacturing and industrial internet' },
  { code: 'X5', zh: '重点产业链五（待定）', en: 'Key chain 5 (open)', open: true },
  { code: 'X6', zh: '重点产业链六（待定）', en: 'Key chain 6 (open)', open: true },
  { code: 'X7', zh: '重点产业链七（待定）', en: 'Key chain 7 (open)', open: true },
] as const satisfies readonly CodeEntry[];

/** IPC sections 国际专利分类部. */
export const IPC_SECTION = [
  { code: 'A', zh: '人类生活必需', en: 'Human necessities' },
  { code: 'B', zh: '作业、运输', en: 'Operations, transport' },
  { code: 'C', zh: '化学、冶金', en: 'Chemistry, metallurgy' },
  { code: 'D', zh: '纺织、造纸', en: 'Textiles, paper' },
  { code: 'E', zh: '固定建筑物', en: 'Fixed constructions' },
  { code: 'F', zh: '机械工程、照明、加热、武器、爆破', en: 'Mechanical engineering, lighting, heating, weapons' },
  { code: 'G', zh: '物理', en: 'Physics' },
  { code: 'H', zh: '电学', en: 'Electricity' },
] as const satisfies readonly CodeEntry[];

/** First and last division number (GB/T 4754-2017) of each section. */
const DIVISIONS: Readonly<Record<string, readonly [number, number]>> = {
  A: [1, 5],
  B: [6, 12],
  C: [13, 43],
  D: [44, 46],
  E: [47, 50],
  F: [51, 52],
  G: [53, 60],
  H: [61, 62],
  I: [63, 65],
  J: [66, 69],
  K: [70, 70],
  L: [71, 72],
  M: [73, 75],
  N: [76, 79],
  O: [80, 82],
  P: [83, 83],
  Q: [84, 85],
  R: [86, 90],
  S: [91, 96],
  T: [97, 97],
};

/** GB/T 4754 code: section letter and up to four digits whose first two are a division of that section (C, C39, C3914). */
export function isIndustryCode(code: string): boolean {
  const match = /^([A-T])(?:(\d{2})\d{0,2})?$/u.exec(code);
  if (!match) return false;
  if (match[2] === undefined) return true;
  const [first, last] = DIVISIONS[match[1]!]!;
  const division = Number(match[2]);
  return division >= first && division <= last;
}

/** IPC symbol from class down to subgroup: G01, G01B, G01B11/24. */
export function isIpcCode(code: string): boolean {
  return /^[A-H]\d{2}(?:[A-Z](?:\s?\d{1,4}\/\d{2,6})?)?$/u.test(code);
}
