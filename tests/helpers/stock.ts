import type { AchievementContent } from '../../server/contracts/achievements.contract.ts';

const achievement = (
  title: string,
  summary: string,
  description: string,
  keywords: string[],
  indicator: { name: string; comparator: 'GE' | 'LE'; value: number; unit: string },
  over: Partial<AchievementContent> = {},
): Partial<AchievementContent> => ({
  title,
  summary,
  description,
  keywords,
  scenes: [keywords[0]!],
  indicators: [
    {
      ...indicator,
      value2: null,
      textValue: null,
      condition: '',
      mandatory: false,
      weight: null,
      currentValue: null,
      testMethod: '',
    },
  ],
  ip: [],
  confidential: '',
  ...over,
});

/** A small stock of achievements from different fields, so that lists have something to tell apart. */
export const STOCK = {
  adhesive: {},
  encapsulation: achievement(
    '柔性OLED封装耐湿热胶',
    '针对柔性显示器件封装，开发低模量耐湿热封装胶，水汽透过率低，弯折十万次不开裂，已在试验线完成小批量封装验证。',
    '封装胶采用环氧丙烯酸杂化网络，阻隔水汽，兼顾弯折。高温高湿一千小时后器件亮度衰减小。',
    ['封装胶', 'OLED', '水汽阻隔'],
    { name: '水汽透过率', comparator: 'LE', value: 0.001, unit: 'g/m2' },
  ),
  measuring: achievement(
    '重型装备全域视觉测量系统',
    '面向船舶分段与重型构件，用多相机全域视觉测量替代全站仪，单次测量覆盖十五米，精度达到零点三毫米，船厂现场试用。',
    '多相机标定与靶标编码，船舶分段变形测量误差小，现场振动补偿。',
    ['视觉测量', '船舶分段', '多相机'],
    { name: '测量误差', comparator: 'LE', value: 0.3, unit: 'mm' },
    { hti: '803', chainCodes: ['IM'], industryCodes: ['C40'] },
  ),
  extraction: achievement(
    '褐藻多糖膜分离连续提取工艺',
    '以褐藻为原料，采用膜分离与连续逆流提取，岩藻多糖纯度达到百分之九十六，能耗降低三成，已完成中试并形成操作规程。',
    '膜分离替代醇沉，连续进料，岩藻多糖分子量可控，副产褐藻胶。',
    ['岩藻多糖', '膜分离', '连续提取'],
    { name: '纯度', comparator: 'GE', value: 96, unit: '%' },
    { hti: '206', chainCodes: ['MB'], industryCodes: ['C27'] },
  ),
  moulding: achievement(
    '注塑件缺陷深度学习在线识别',
    '针对注塑件表面缺陷种类多样本少，提出小样本深度学习在线识别方法，单件检测时间低于一百毫秒，漏检率低于千分之五。',
    '小样本迁移学习识别缩水、飞边、银纹等缺陷，产线相机触发。',
    ['缺陷识别', '注塑', '深度学习'],
    { name: '检测时间', comparator: 'LE', value: 100, unit: 'ms' },
    { hti: '801', chainCodes: ['AI'], industryCodes: ['C29'] },
  ),
} satisfies Record<string, Partial<AchievementContent>>;

/** A demand that nothing in the stock answers. */
export const LIFT = {
  title: '电梯维保工单调度难题',
  summary: '老旧小区电梯维保派单靠人工。',
  problem: '老旧小区电梯维保工单靠人工派发，响应超过两小时，换过两套派单软件仍不能按楼栋与技师资质自动排班。',
  scenes: ['电梯维保派单'],
  keywords: ['电梯', '维保', '派单'],
  chainCodes: ['AI'],
  hti: '101',
  industryCodes: ['I65'],
  budgetMin: 100000,
  budgetMax: 200000,
  confidential: '',
  indicators: [
    {
      name: '响应时间',
      comparator: 'LE' as const,
      value: 30,
      value2: null,
      textValue: null,
      unit: 'min',
      condition: '',
      mandatory: true,
      weight: null,
      currentValue: null,
      testMethod: '',
    },
  ],
};
