import type { CodeEntry } from './code-entry.ts';

/** TRL 技术成熟度 (GB/T 22900-2022, names of the Qingdao list); the hint is the evidence asked for. */
export const TRL = [
  { code: '1', zh: '报告级', en: 'Principle or problem reported', hintZh: '报告或论文', hintEn: 'Report or paper' },
  { code: '2', zh: '方案级', en: 'Concept or technical scheme', hintZh: '技术方案', hintEn: 'Technical plan' },
  {
    code: '3',
    zh: '仿真级',
    en: 'Simulated or proven in principle',
    hintZh: '仿真或台架记录',
    hintEn: 'Simulation or bench record',
  },
  {
    code: '4',
    zh: '功能级',
    en: 'Key functions work in the laboratory',
    hintZh: '实验室测试记录',
    hintEn: 'Laboratory test record',
  },
  {
    code: '5',
    zh: '初样级',
    en: 'Component or first sample',
    hintZh: '图纸、工艺设计、样件测试报告',
    hintEn: 'Drawings, process design, sample test report',
  },
  {
    code: '6',
    zh: '正样级',
    en: 'Prototype shown in a relevant setting',
    hintZh: '性能测试报告，宜为第三方出具',
    hintEn: 'Performance test report, third party preferred',
  },
  {
    code: '7',
    zh: '环境级',
    en: 'Engineering prototype in the real setting',
    hintZh: '现场试验或例行环境试验报告',
    hintEn: 'Field test or routine environmental test report',
  },
  {
    code: '8',
    zh: '产品级',
    en: 'Small series qualified, process ready',
    hintZh: '试生产与质量记录',
    hintEn: 'Trial production and quality records',
  },
  {
    code: '9',
    zh: '系统级',
    en: 'Volume production and real use',
    hintZh: '订单、用户报告',
    hintEn: 'Orders, user reports',
  },
] as const satisfies readonly CodeEntry[];

/** Levels 10–13 of the Qingdao scale; 1–9 are those of TRL. */
export const MATURITY_LOCAL = [
  ...TRL,
  { code: '10', zh: '销售级', en: 'First sales' },
  { code: '11', zh: '盈亏级', en: 'Yearly break-even' },
  { code: '12', zh: '利润级', en: '30–50 % of total cost earned' },
  { code: '13', zh: '回报级', en: 'Total cost recovered' },
] as const satisfies readonly CodeEntry[];
