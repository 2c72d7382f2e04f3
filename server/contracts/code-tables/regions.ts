import type { CodeEntry } from './code-entry.ts';

/** Qingdao districts and cities 青岛区市 (GB/T 2260). */
export const QINGDAO_DISTRICT = [
  { code: '370202', parent: '370200', zh: '市南区', en: 'Shinan' },
  { code: '370203', parent: '370200', zh: '市北区', en: 'Shibei' },
  { code: '370211', parent: '370200', zh: '黄岛区', en: 'Huangdao (West Coast New Area)', hintZh: '西海岸新区' },
  { code: '370212', parent: '370200', zh: '崂山区', en: 'Laoshan' },
  { code: '370213', parent: '370200', zh: '李沧区', en: 'Licang' },
  { code: '370214', parent: '370200', zh: '城阳区', en: 'Chengyang' },
  { code: '370215', parent: '370200', zh: '即墨区', en: 'Jimo' },
  { code: '370281', parent: '370200', zh: '胶州市', en: 'Jiaozhou' },
  { code: '370283', parent: '370200', zh: '平度市', en: 'Pingdu' },
  { code: '370285', parent: '370200', zh: '莱西市', en: 'Laixi' },
] as const satisfies readonly CodeEntry[];

/** Shandong cities 山东设区市 (GB/T 2260). */
export const SHANDONG_CITY = [
  { code: '370100', parent: '370000', zh: '济南市', en: 'Jinan' },
  { code: '370200', parent: '370000', zh: '青岛市', en: 'Qingdao' },
  { code: '370300', parent: '370000', zh: '淄博市', en: 'Zibo' },
  { code: '370400', parent: '370000', zh: '枣庄市', en: 'Zaozhuang' },
  { code: '370500', parent: '370000', zh: '东营市', en: 'Dongying' },
  { code: '370600', parent: '370000', zh: '烟台市', en: 'Yantai' },
  { code: '370700', parent: '370000', zh: '潍坊市', en: 'Weifang' },
  { code: '370800', parent: '370000', zh: '济宁市', en: 'Jining' },
  { code: '370900', parent: '370000', zh: '泰安市', en: 'Tai’an' },
  { code: '371000', parent: '370000', zh: '威海市', en: 'Weihai' },
  { code: '371100', parent: '370000', zh: '日照市', en: 'Rizhao' },
  { code: '371200', parent: '370000', zh: '莱芜市', en: 'Laiwu', replacedBy: '370100' },
  { code: '371300', parent: '370000', zh: '临沂市', en: 'Linyi' },
  { code: '371400', parent: '370000', zh: '德州市', en: 'Dezhou' },
  { code: '371500', parent: '370000', zh: '聊城市', en: 'Liaocheng' },
  { code: '371600', parent: '370000', zh: '滨州市', en: 'Binzhou' },
  { code: '371700', parent: '370000', zh: '菏泽市', en: 'Heze' },
] as const satisfies readonly CodeEntry[];

/** Provinces, regions and municipalities 省级行政区 (GB/T 2260), for parties from outside Shandong. */
export const PROVINCE = [
  { code: '110000', zh: '北京市', en: 'Beijing' },
  { code: '120000', zh: '天津市', en: 'Tianjin' },
  { code: '130000', zh: '河北省', en: 'Hebei' },
  { code: '140000', zh: '山西省', en: 'Shanxi' },
  { code: '150000', zh: '内蒙古自治区', en: 'Inner Mongolia' },
  { code: '210000', zh: '辽宁省', en: 'Liaoning' },
  { code: '220000', zh: '吉林省', en: 'Jilin' },
  { code: '230000', zh: '黑龙江省', en: 'Heilongjiang' },
  { code: '310000', zh: '上海市', en: 'Shanghai' },
  { code: '320000', zh: '江苏省', en: 'Jiangsu' },
  { code: '330000', zh: '浙江省', en: 'Zhejiang' },
  { code: '340000', zh: '安徽省', en: 'Anhui' },
  { code: '350000', zh: '福建省', en: 'Fujian' },
  { code: '360000', zh: '江西省', en: 'Jiangxi' },
  { code: '370000', zh: '山东省', en: 'Shandong' },
  { code: '410000', zh: '河南省', en: 'Henan' },
  { code: '420000', zh: '湖北省', en: 'Hubei' },
  { code: '430000', zh: '湖南省', en: 'Hunan' },
  { code: '440000', zh: '广东省', en: 'Guangdong' },
  { code: '450000', zh: '广西壮族自治区', en: 'Guangxi' },
  { code: '460000', zh: '海南省', en: 'Hainan' },
  { code: '500000', zh: '重庆市', en: 'Chongqing' },
  { code: '510000', zh: '四川省', en: 'Sichuan' },
  { code: '520000', zh: '贵州省', en: 'Guizhou' },
  { code: '530000', zh: '云南省', en: 'Yunnan' },
  { code: '540000', zh: '西藏自治区', en: 'Tibet' },
  { code: '610000', zh: '陕西省', en: 'Shaanxi' },
  { code: '620000', zh: '甘肃省', en: 'Gansu' },
  { code: '630000', zh: '青海省', en: 'Qinghai' },
  { code: '640000', zh: '宁夏回族自治区', en: 'Ningxia' },
  { code: '650000', zh: '新疆维吾尔自治区', en: 'Xinjiang' },
  { code: '710000', zh: '台湾省', en: 'Taiwan' },
  { code: '810000', zh: '香港特别行政区', en: 'Hong Kong' },
  { code: '820000', zh: '澳门特别行政区', en: 'Macao' },
] as const satisfies readonly CodeEntry[];

const BY_CODE = new Map<string, CodeEntry>(
  [...PROVINCE, ...SHANDONG_CITY, ...QINGDAO_DISTRICT].map((entry) => [entry.code, entry]),
);

/** The present region code for an old one (371200 → 370100); codes out of use elsewhere stay as they are. */
export function currentRegionCode(code: string): string {
  const known = BY_CODE.get(code)?.replacedBy;
  if (known) return known;
  return /^3712\d{2}$/u.test(code) ? '370100' : code;
}

/**
 * Words for a six-digit region code: `青岛市崂山区`, `济南市`, `江苏省`. A county or city that is not listed
 * falls back to the city, then the province, that contains it; an unknown code comes back as it is.
 */
export function regionLabel(code: string, locale: 'zh' | 'en' = 'zh'): string {
  const at = BY_CODE.get(code) ?? BY_CODE.get(`${code.slice(0, 4)}00`) ?? BY_CODE.get(`${code.slice(0, 2)}0000`);
  if (!/^\d{6}$/u.test(code) || !at) return code;
  const within = at.parent === '370200' ? BY_CODE.get(at.parent) : undefined;
  if (locale === 'zh') return (within?.zh ?? '') + at.zh;
  return within ? `${at.en}, ${within.en}` : at.en;
}

/** Six digits whose first two name a province. */
export function isRegionCode(code: string): boolean {
  return /^\d{6}$/u.test(code) && BY_CODE.has(`${code.slice(0, 2)}0000`);
}
