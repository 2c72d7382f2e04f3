/** Words of the text check (handbook section 7). Whoever changes the list raises the version and puts their office down as owner. */
export const WORD_LIST = { version: '2026.11-2', owner: '联盟秘书处' } as const;

export interface WordRule {
  code: 'SECRET' | 'SENSITIVE' | 'SUPERLATIVE' | 'MEDICAL_CLAIM' | 'VAGUE_CLAIM';
  level: 'BLOCK' | 'REVIEW' | 'HINT';
  pattern: RegExp;
}

export const WORD_RULES: readonly WordRule[] = [
  { code: 'SECRET', level: 'BLOCK', pattern: /(?<!非|不|未|无|解除)(?:国家秘密|绝密|机密级|秘密级|军事秘密)/gu },
  { code: 'SENSITIVE', level: 'BLOCK', pattern: /赌博|网赌|色情|枪支|毒品交易|代孕|翻墙软件|假发票/gu },
  { code: 'SENSITIVE', level: 'REVIEW', pattern: /炸药|爆炸物|爆破|毒品|剧毒|毒性|病毒株|监听|武器|军用|军品/gu },
  {
    code: 'SUPERLATIVE',
    level: 'REVIEW',
    pattern: /国际领先|世界领先|全球领先|国内首创|填补[^，。；]{0,6}空白|独一无二|世界第一|全国第一|史上最/gu,
  },
  {
    code: 'MEDICAL_CLAIM',
    level: 'REVIEW',
    pattern: /根治|包治|治愈率(?:达|高达)?\s*(?:100|99)\s*[%％]|无任何?(?:毒)?副作用|药到病除/gu,
  },
  {
    code: 'VAGUE_CLAIM',
    level: 'HINT',
    pattern: /最先进|最优秀|最佳效果|效果极好|性能优异|行业一流|国内一流|大幅领先/gu,
  },
];

/** Technical terms that hold a listed word and mean no harm: a hit inside one of them is none. */
export const ALLOWED_TERMS =
  /(?:工程|矿山|岩石|隧道|水下|露天|光面|预裂|控制|拆除|静态)爆破|爆破(?:振动|孔|参数|设计|作业|块度|器材|压力|片|试验|强度)|(?:急性|慢性|细胞|生物|遗传|生殖|肝|肾|心脏|神经|低|无|水生)毒性|毒性(?:试验|测试|评价|检测|研究|反应|数据|作用|物质|气体|当量|低|小)|监听(?:端口|器线程|事件)/gu;
