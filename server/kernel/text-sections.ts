/** What a stretch of a pasted demand is about, by its heading. */
export type SectionKind =
  | 'body'
  | 'title'
  | 'problem'
  | 'goal'
  | 'indicators'
  | 'background'
  | 'company'
  | 'scene'
  | 'budget'
  | 'deadline'
  | 'cooperation'
  | 'keywords'
  | 'contact';

export interface TextSection {
  kind: SectionKind;
  heading: string;
  /** Span of the content, without the heading. */
  start: number;
  end: number;
}

const HEADINGS: readonly (readonly [SectionKind, string])[] = [
  ['title', '(?:技术)?(?:需求|项目|课题)(?:名称|题目|标题)|题目|标题|名称'],
  [
    'indicators',
    '(?:主要)?(?:技术|考核|性能|经济技术|技术经济)?(?:指标|参数)(?:要求)?(?:[（(]预期目标[）)])?|(?:质量|性能|技术|参数)要求',
  ],
  [
    'goal',
    '(?:预期|研究|主要|合作|希望达到的|拟达到的|想要达到的|技术研发的)?目标|达到(?:目标|目的|效果)|预期(?:效果|成果)|内容及目标',
  ],
  [
    'problem',
    '(?:主要|技术|企业|具体)?需求(?:内容|描述|说明|详情)?(?:及(?:预期|合作)目标)?|(?:主要)?(?:研究|项目|开发|研发)?内容|技术研发的内容|(?:希望|需|需要|拟|想要)?(?:要)?解决(?:的|以下|一下|下列)*(?:关键|技术)*(?:难题|问题|难点)(?:和预算|及预算)?|(?:存在|面临|主要|关键|现有)?的?(?:技术)?(?:问题|难题|难点|瓶颈)(?:描述)?|关键(?:技术|科学问题)|存在(?:的)?问题',
  ],
  [
    'background',
    '(?:项目|行业|企业技术|技术|立项|研究|需求)?背景(?:介绍|及意义|意义)?|(?:国内外)?(?:研究)?现状|目前现状|必要性|研究意义',
  ],
  [
    'company',
    '(?:现有|现在|已有|前期|目前|企业)?(?:的)?(?:工作|研究|合作|轻量化)?基础(?:条件)?|(?:公司|企业|单位|我司)(?:简介|介绍|概况|情况|基本情况)|科研团队|现有条件|开展工作|已投入资金|(?:团队|人员)情况',
  ],
  ['scene', '(?:应用|使用|适用)(?:场景|领域|范围|对象|环境)'],
  [
    'budget',
    '(?:项目|资金|经费|研发|投资)?预算(?:金额|安排)?|(?:研发|项目|拟投入)?(?:费用|资金|经费)(?:投入)?|投资(?:额|金额)',
  ],
  ['deadline', '(?:完成|实施|交付|需求|截止|项目)(?:时间|期限|周期|日期)(?:要求)?|时间要求|期限|进度(?:要求|安排)'],
  ['cooperation', '(?:拟采取的?|希望的?|意向)?合作(?:方式|模式|意向|要求|方案|形式)|我们寻求'],
  ['keywords', '关键[词字]|技术领域|所属领域'],
  ['contact', '联系(?:人|方式|电话|地址)|(?:电子)?邮箱|(?:手机|电话)(?:号码)?|通[讯信]地址|微信'],
];

const NUMBERING = '(?:[（(]?(?:[一二三四五六七八九十]{1,2}|\\d{1,2})[）)]?\\s?[、.．:：)）]?\\s?|[①-⑳]\\s?)?';
const PATTERNS = HEADINGS.map(([kind, words]) => ({
  kind,
  pattern: new RegExp(`^${NUMBERING}(?:【|\\[)?(${words})(?:】|\\])?\\s{0,3}(?:[:：]|(?=[\\r\\n])|$)`, 'u'),
}));

/**
 * Cuts a pasted text at headings such as 需求内容、预期目标、现有工作基础、公司简介, at the start of a line or after a full
 * stop, with or without numbering. What stands before the first heading is `body`. Sections cover the text in order.
 */
export function splitSections(text: string): TextSection[] {
  const marks: { kind: SectionKind; heading: string; at: number; contentStart: number }[] = [];
  for (const place of text.matchAll(/(?:^|[\r\n。；;])[ \t\u3000]*/gu)) {
    const at = place.index + place[0].length;
    const window = text.slice(at, at + 40);
    for (const { kind, pattern } of PATTERNS) {
      const match = pattern.exec(window);
      if (!match) continue;
      marks.push({ kind, heading: match[1] as string, at, contentStart: at + match[0].length });
      break;
    }
  }
  const sections: TextSection[] = [];
  const firstAt = marks[0]?.at ?? text.length;
  if (text.slice(0, firstAt).trim()) sections.push({ kind: 'body', heading: '', start: 0, end: firstAt });
  marks.forEach((mark, index) => {
    const end = marks[index + 1]?.at ?? text.length;
    sections.push({ kind: mark.kind, heading: mark.heading, start: mark.contentStart, end });
  });
  return sections;
}

const COMPANY_FACT =
  /注册资[本金]|占地|成立于|成立以来|创[立建]于|始建于|高新技术企业|专精特新|(?:员工|职工|技术人员|科研人员|工程师|教职工)[^，。；]{0,4}\d|销售(?:收入|额)|营业(?:收入|额)|产值|利润|资产总额|固定资产|信用等级|ISO ?\d{3,5}|(?:体系|产品|企业)认证|(?:专利|著作权|软著)\d+|\d+(?:余|多)?[项件](?:发明|实用|国家)?专利|(?:工程|技术|研究|研发)中心|工作站|重点实验室|研发(?:团队|平台|队伍|人员)|董事会|股东|厂房|车间[一二三两\d]|客户(?:稳定|遍布|群)|产品(?:主要)?(?:销往|出口|远销|畅销)|三级甲等|编制床位|临床科室|荣获|获评|被评为|主导产品|主营|管理(?:团队|体系|制度)|(?:合作|战略)协议|专业化企业|大型现代化|一家(?:集|专|从|以)|资金(?:已)?(?:落实|到位|充足)|市场(?:前景|占有率|份额)|综合实力|技术力量|设备(?:设施)?(?:齐全|完善)|台[（(]?套/u;
const NEED =
  /希望|想(?:要|找|把|用|请|让|做)?|需要|急需|亟需|需求|求(?:购|一|助|解|教|能|成|个|推荐)|寻(?:求|找)|解决|难题|问题|攻关|如何|怎么|要求|缺陷|不稳定|偏[高低差]|降低|目标|开发(?:一|出)|研制/u;

/** A sentence that speaks of the company itself (size, awards, staff, money) and not of the problem. */
export function isCompanySentence(sentence: string): boolean {
  const facts = sentence.match(new RegExp(COMPANY_FACT, 'gu'))?.length ?? 0;
  if (facts === 0) return false;
  return facts >= 3 || !NEED.test(sentence);
}

/** Sections that say what is wanted; the others are background, money, dates and addresses. */
const SPEAKING: ReadonlySet<SectionKind> = new Set([
  'body',
  'title',
  'problem',
  'goal',
  'indicators',
  'scene',
  'keywords',
]);

/**
 * The stretches of a pasted demand that speak of the technical problem, in order: headings and sections about the
 * company, money, dates and contacts are left out, and single sentences about the company elsewhere too. When nothing
 * is left the whole text comes back, since an odd text is better searched than dropped.
 */
export function problemStretches(text: string): { kind: SectionKind; start: number; end: number; text: string }[] {
  const kept: { kind: SectionKind; start: number; end: number; text: string }[] = [];
  for (const section of splitSections(text)) {
    if (!SPEAKING.has(section.kind) && section.kind !== 'background') continue;
    if (section.kind === 'background') continue;
    const sentences = text.slice(section.start, section.end).matchAll(/[^。！？!?；;\n\r]+[。！？!?；;\n\r]*/gu);
    for (const match of sentences) {
      const start = section.start + match.index;
      if (match[0].trim() === '' || isCompanySentence(match[0])) continue;
      kept.push({ kind: section.kind, start, end: start + match[0].length, text: match[0].trim() });
    }
  }
  if (kept.length > 0) return kept;
  return text.trim() ? [{ kind: 'body', start: 0, end: text.length, text: text.trim() }] : [];
}
