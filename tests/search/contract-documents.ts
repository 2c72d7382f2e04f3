import type { SearchDocument } from '../../search/port.ts';

export const CONTRACT_DIMENSION = 8;

/** A unit vector that depends on the seed alone. */
export function unitVector(seed: number, dimension = CONTRACT_DIMENSION): Float32Array {
  const vector = new Float32Array(dimension);
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  for (let d = 0; d < dimension; d++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    vector[d] = state / 0xffffffff - 0.5;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const ROWS: [id: string, title: string, keywords: string[], body: string][] = [
  [
    'a-coating',
    '海洋工程钢结构防腐涂料',
    ['防腐涂料', '海洋工程', '石墨烯'],
    '针对海上平台钢桩在浪溅区腐蚀快的问题，研制石墨烯改性环氧防腐涂料。耐盐雾试验达到6000小时，附着力12 MPa；已在某海上平台示范。施工工艺简单，可湿面涂装。',
  ],
  [
    'a-coating-2',
    '低表面处理防腐底漆的制备工艺',
    ['防腐底漆', '带锈涂装'],
    '用于带锈钢材的防腐底漆，主要材料为环氧树脂和转锈剂。制备工艺成熟，适合旧桥维护。',
  ],
  [
    'a-sofc',
    'ＳＯＦＣ阳极支撑电解质薄膜',
    ['固体氧化物燃料电池', '电解质', '流延'],
    '中温固体氧化物燃料电池（SOFC）电解质薄膜的流延共烧工艺，800 ℃时电导率0.03 S/cm。材料为YSZ，致密度高。',
  ],
  [
    'a-potato',
    '高淀粉甘薯脱毒种苗快繁技术',
    ['甘薯', '脱毒种苗', '组织培养'],
    '甘薯茎尖脱毒与快繁体系，种苗带毒率低，亩产提高约三成，适合南方产区推广。',
  ],
  [
    'a-control',
    '基于Lyapunov函数的飞行器姿态控制方法',
    ['Lyapunov函数', '姿态控制'],
    '利用Lyapunov函数设计镇定控制系统，减少迭代次数，响应速度快。',
  ],
  ['a-hidden', '机密膜分离参数优化', ['机密膜', '膜分离'], '机密膜分离参数的优化系统，只对内部开放。'],
  [
    'd-corrosion',
    '海水泵叶轮防腐需求',
    ['防腐', '海水泵'],
    '海水泵叶轮半年就腐蚀穿孔，求耐海水冲刷的防腐材料或表面处理工艺，预算三十万元。',
  ],
  [
    'd-inspect',
    '注塑件表面缺陷在线识别系统',
    ['机器视觉', '缺陷检测'],
    '注塑件划伤、缩水靠人眼检查，漏检多，求机器视觉检测系统，节拍2秒。',
  ],
];

/** Twenty documents: eight that tests name, and fillers of other subjects. */
export function contractDocuments(): SearchDocument[] {
  const regions = ['laoshan', 'shinan', 'jimo'];
  const documents = ROWS.map(([id, title, keywords, body], i): SearchDocument => {
    const hidden = id === 'a-hidden';
    return {
      id,
      kind: id.startsWith('d-') ? 'demand' : 'achievement',
      title,
      keywords,
      body,
      tags: {
        access: [hidden ? 'L2' : 'L0'],
        region: i % 4 === 3 ? ['laoshan', 'jimo'] : [regions[i % 3]!],
        owner: [hidden ? 'secret-lab' : `org-${i % 4}`],
      },
      numbers: i === 4 ? {} : { trl: (i % 9) + 1, publishedAt: 1_700_000_000_000 + i * 1000 },
      vector: unitVector(i),
    };
  });
  const subjects = ['水处理膜组件', '贝类苗种培育', '虚拟现实头显', '智能仓储调度', '药物缓释微球', '船舶焊接机器人'];
  for (let i = 0; i < 12; i++) {
    const subject = subjects[i % subjects.length]!;
    documents.push({
      id: `f-${String(i).padStart(2, '0')}`,
      kind: i % 3 === 0 ? 'demand' : 'achievement',
      title: `${subject}第${i}号`,
      keywords: [subject],
      body: `关于${subject}的研究，涉及系统集成、材料选择与生产工艺，编号${i}。`,
      tags: { access: ['L0'], region: [regions[i % 3]!], owner: [`org-${i % 5}`] },
      numbers: i % 5 === 0 ? {} : { trl: (i % 9) + 1 },
      vector: unitVector(100 + i),
    });
  }
  return documents;
}
