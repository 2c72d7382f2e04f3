import { describe, expect, test } from 'vitest';
import { cutNoise } from '../../../search/text/noise.ts';
import { splitClauses, splitSentences } from '../../../search/text/sentences.ts';

const PROBLEM = '想找一种抗盐碱的水稻品种，出苗率不低于85%';

/** Background of many kinds of speakers; all of it invented. */
const BACKGROUNDS = [
  '企业始创于1998年，总部设在苏州，下辖三家子公司，员工总数逾千人，年产值突破10亿元，系国家级专精特新小巨人企业，产品远销欧美及东南亚市场。',
  '我单位是省属科研院所，在编人员120名，高级职称占四成，近五年承担国家和省部级课题30余项，获奖成果12项，拥有省级重点实验室两个。',
  '本公司资产总额6.2亿元，资产负债率38%，近三年主营业务收入年均增长15%，利税总额逐年上升，无不良信用记录，可提供近三年审计报告。',
  '项目申报单位成立专门领导小组，由总经理任组长，下设技术组、采购组和后勤组，制订了详细的进度计划和考核办法，保证专款专用、按期完成任务。',
  '医院创建于1952年，开放床位800张，年门诊量60万人次，是医科大学教学医院，党政领导高度重视科研工作，设有专项科研基金，人才梯队合理。',
  '有意向的专家团队请将方案、报价及团队介绍发至邮箱tech@example.com，或致电0512-88886666联系张主任，面谈时间另行通知，差旅费由我方承担。',
  '园区规划面积5平方公里，入驻企业80家，享受税收优惠政策，交通十分便捷，距机场30公里，水、电、路、气、通讯等基础设施配套完善。',
  '我公司系民营股份制企业，法人代表李某，注册地在高新区科技园，主要股东三人，主营业务为批发和零售，客户遍布全国，售后服务网络健全。',
];

describe('cutNoise', () => {
  test.each(BACKGROUNDS)('cuts background behind a problem: %s', (background) => {
    expect(cutNoise(`${PROBLEM}。${background}`)).toBe(PROBLEM);
  });

  test('cuts sections under background headings and keeps those about the problem', () => {
    const text = `需求内容：\n${PROBLEM}。\n现有工作基础：\n已建成育苗大棚三座。\n技术指标：\n耐盐度0.5%。`;
    const kept = cutNoise(text);
    expect(kept).toContain('抗盐碱');
    expect(kept).toContain('耐盐度0.5%');
    expect(kept).not.toContain('大棚');
  });

  test('cuts money, dates, contacts and urgency, and keeps figures of the problem', () => {
    const kept = cutNoise(
      '【急】求熔点高于1800度的涂层，厚度20微米。预算约300万元以内，2027年6月30日前完成，联系人王工，电话13800000000',
    );
    expect(kept).toContain('1800度');
    expect(kept).toContain('20微米');
    for (const noise of ['急', '300', '2027', '王工', '138']) expect(kept).not.toContain(noise);
  });

  test('finds company talk that starts without punctuation', () => {
    expect(cutNoise('求河口数据目录管理方案本项目拟采取产学研合作方式，由企业提供资金和场地，知识产权按约定共享')).toBe(
      '求河口数据目录管理方案',
    );
  });

  test('gives a text back whole when nothing else would be left', () => {
    const text = '公司注册资金500万元，现有职工230人。';
    expect(cutNoise(text)).toBe(text);
    expect(cutNoise('')).toBe('');
  });

  test('leaves technical sentences alone', () => {
    const text = '高炉用了以后钛都进渣，希望钒铁进铁水，钛富集到渣里品位60%以上';
    expect(cutNoise(text)).toBe(text);
  });
});

describe('splitting', () => {
  test('clauses stand where they say', () => {
    const text = ' 煤浆浓度低，内在水分大。 求分散剂；粒度3.5 mm!';
    for (const { text: clause, start, end } of splitClauses(text)) expect(text.slice(start, end)).toBe(clause);
    expect(splitClauses(text).map((clause) => clause.text)).toEqual([
      '煤浆浓度低',
      '内在水分大',
      '求分散剂',
      '粒度3.5 mm',
    ]);
  });

  test('sentences are not divided by commas', () => {
    expect(splitSentences('甲，乙。丙、丁').map((sentence) => sentence.text)).toEqual(['甲，乙', '丙、丁']);
  });

  test('short clauses join their neighbour, never over the end of a sentence', () => {
    expect(splitClauses('甲，乙丙丁戊。己，庚', 4).map((clause) => clause.text)).toEqual(['甲，乙丙丁戊', '己，庚']);
  });
});
