import { AchievementContent } from '../../server/contracts/achievements.contract.ts';
import { DemandContent } from '../../server/contracts/demands.contract.ts';

/** A complete achievement; every field that the form asks for. */
export const achievementContent = (over: Partial<AchievementContent> = {}): AchievementContent =>
  AchievementContent.parse({
    title: '耐湿热光学压敏胶及贴合工艺',
    summary:
      '面向高湿环境下光学膜层间脱开的问题，合成带硅烷偶联侧链的丙烯酸压敏胶，并给出贴合与后固化工艺，双85老化后剥离强度保持率高。',
    description:
      '光学膜在高温高湿下脱层，是水汽沿胶层界面渗入造成的。本成果在胶中引入疏水侧链与硅烷偶联基团，使界面在水汽中保持键合。',
    confidential: '偶联剂牌号代号甲七，固化窗口一百一十二度四分钟。',
    achievementClass: 'APPLIED',
    form: ['F04'],
    fundingSource: 'PROVINCIAL',
    completionDate: '2025-06',
    stage: 'MIDDLE',
    applicationState: 'TRIAL',
    trl: 6,
    trlEvidence: '第三方检测报告一份',
    hti: '403',
    industryCodes: ['C26'],
    chainCodes: ['VR'],
    keywords: ['压敏胶', '光学膜', '耐湿热'],
    scenes: ['光学膜贴合'],
    indicators: [
      {
        name: '剥离强度',
        comparator: 'GE',
        value: 1.4,
        unit: 'N/mm',
        condition: '85 ℃/85 %RH，500 h',
        mandatory: false,
      },
    ],
    ip: [
      {
        ipType: 'INV',
        number: 'ZL202419990001.6',
        title: '一种光学压敏胶',
        holders: ['岚湾示例大学'],
        legalStatus: 'GRANTED',
        encumbrances: ['NONE'],
      },
    ],
    cooperationModes: ['LICENSE'],
    priceMode: 'RANGE',
    priceMin: 500000,
    priceMax: 800000,
    transferRights: 'OWNER',
    ...over,
  });

/** A complete demand that the achievement above answers. */
export const demandContent = (over: Partial<DemandContent> = {}): DemandContent =>
  DemandContent.parse({
    title: '高湿环境VR光学膜脱层问题',
    summary: '头显光学膜在南方梅雨季批量脱层，求耐湿热的贴合方案。',
    background: '公司成立于2015年，年产头显三十万台，通过ISO9001认证。',
    problem:
      '头显里的光学膜在高温高湿下放置两周后层间脱开，换过两种压敏胶仍不行，希望胶层在双85老化500小时后剥离强度不低于1.2 N/mm。',
    confidential: '客户代号海星项目，当前良率百分之六十七点三。',
    demandKind: 'KEYTECH',
    chainCodes: ['VR'],
    hti: '403',
    industryCodes: ['C39'],
    scenes: ['光学膜贴合'],
    keywords: ['光学膜', '脱层', '压敏胶'],
    indicators: [
      {
        name: '剥离强度',
        comparator: 'GE',
        value: 1.2,
        unit: 'N/mm',
        condition: '85 ℃/85 %RH，500 h',
        mandatory: true,
      },
    ],
    targetTrl: 8,
    acceptMinTrl: 5,
    budgetMode: 'RANGE',
    budgetMin: 600000,
    budgetMax: 900000,
    cooperationModes: ['LICENSE', 'COMMISSIONED_DEV'],
    ipExpectation: 'LICENSE',
    regionPreference: 'ANY',
    deadlineAnswer: '2027-01-31',
    urgency: 'HIGH',
    visibility: 'PUBLIC',
    isAnonymous: false,
    contactName: '测试联系人',
    contactMobile: '13800001234',
    contactEmail: 'contact@firm.example',
    ...over,
  });

export const cleared = { result: 'CLEARED' as const, person: '科研处', date: '2026-11-01', document: '审查表' };
