import type {
  Level,
  MatchAchievement,
  MatchDemand,
  MatchIndicator,
} from '../../../server/modules/matching/engine/types.ts';

export const indicator = (over: Partial<MatchIndicator> & { name: string }): MatchIndicator => ({
  comparator: 'GE',
  value: 1,
  value2: null,
  textValue: null,
  unit: '',
  condition: '',
  mandatory: false,
  weight: null,
  nameLevel: 'L1',
  valueLevel: 'L1',
  ...over,
});

export const text = (field: string, words: string, level: Level = 'L0') => ({ field, text: words, level });

export const demand = (over: Partial<MatchDemand> = {}): MatchDemand => ({
  id: 'd1',
  texts: [
    text('title', '高湿环境VR光学膜脱层问题'),
    text('problem', '高湿环境下VR光学膜与镜片之间脱层，需要耐湿热的光学压敏胶和贴合工艺。', 'L1'),
    text('confidential', '我们现用的紫蔷薇七号底涂在三号线脱层最重。', 'L2'),
  ],
  keywords: ['光学膜', '压敏胶'],
  scenes: ['VR光学膜贴合'],
  indicators: [
    indicator({ name: '剥离强度', value: 1.2, unit: 'N/mm', mandatory: true, condition: '85 ℃/85 %RH，500 h' }),
  ],
  cooperationModes: ['COMMISSIONED_DEV'],
  hti: '403',
  chainCodes: ['VR'],
  regionCode: '370212',
  acceptMinTrl: 5,
  targetTrl: 8,
  budget: { mode: 'RANGE', min: 500_000, max: 800_000 },
  regionPreference: 'ANY',
  neededPersonMonths: 12,
  neededBy: '2027-10-01',
  ...over,
});

export const achievement = (over: Partial<MatchAchievement> = {}): MatchAchievement => ({
  id: 'a1',
  teamId: 't1',
  texts: [
    text('title', '耐湿热光学压敏胶及贴合工艺'),
    text('description', '面向光学膜的耐湿热压敏胶，双八五老化后不脱层，已用于镜片贴合。', 'L1'),
    text('confidential', '配方含琥珀色引发剂丁香烯，对紫蔷薇七号底涂同样有效。', 'L2'),
  ],
  keywords: ['压敏胶', '光学膜', '耐湿热'],
  scenes: ['光学膜贴合'],
  indicators: [indicator({ name: '剥离力', comparator: 'EQ', value: 35, unit: 'N/25mm', valueLevel: 'L2' })],
  cooperationModes: ['JOINT_DEV', 'LICENSE'],
  hti: '403',
  chainCodes: ['VR'],
  regionCode: '370202',
  trl: 6,
  trlMin: null,
  price: { mode: 'RANGE', min: 600_000, max: 900_000 },
  ip: [{ ipType: 'INV', legalStatus: 'GRANTED', encumbrances: ['NONE'] }],
  transferRights: 'OWNER',
  freePersonMonths: 18,
  durationMonths: 9,
  ...over,
});

export const TODAY = '2026-11-23';
