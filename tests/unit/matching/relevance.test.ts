import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairFeatures, readDemand } from '../../../server/modules/matching/engine/features.ts';
import { matchPair } from '../../../server/modules/matching/engine/match.ts';
import {
  FEATURES,
  type FeatureName,
  type Features,
  gradeOf,
  MODEL,
  strengthOf,
} from '../../../server/modules/matching/engine/model.ts';
import {
  profileFromFreeText,
  profileOfAchievement,
  profileOfDemand,
  textForEmbedding,
} from '../../../server/modules/matching/engine/profile.ts';
import { partLabel, REASON_CODES, renderReason } from '../../../server/modules/matching/engine/reasons.ts';
import { gradeFeatures } from '../../../server/modules/matching/engine/relevance.ts';
import { guessedStats, statsOfRun } from '../../../server/modules/matching/engine/term-bag.ts';
import { achievement, demand, indicator, TODAY, text } from './fixtures.ts';

const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
const anyFeatures = fc.record(
  Object.fromEntries(FEATURES.map((name) => [name, share])) as Record<FeatureName, typeof share>,
);

describe('profile', () => {
  it('asks with title, problem, indicators, keywords; never with the company’s background', () => {
    const asked = profileOfDemand(
      demand({
        texts: [
          text('title', '光学膜脱层'),
          text('background', '公司成立于2009年，注册资本3000万元。'),
          text('problem', '高湿下脱层。公司占地86亩，现有职工230人，2021年销售收入1.8亿元。'),
        ],
      }),
    );
    expect(asked.map(({ role }) => role)).toEqual(['title', 'problem', 'indicators', 'keywords']);
    const words = asked.map((part) => part.text).join('\n');
    expect(words).toContain('高湿下脱层');
    expect(words).toContain('剥离强度');
    expect(words).not.toMatch(/公司|职工|注册|销售/u);
    expect(words).not.toContain('1.2');
  });

  it('asks in reverse with what the achievement says', () => {
    const roles = profileOfAchievement(achievement()).map(({ role }) => role);
    expect(roles).toEqual(['title', 'problem', 'problem', 'keywords', 'indicators']);
  });

  it('cuts headings of the company from free text, but never answers with nothing', () => {
    const [part] = profileFromFreeText(
      '需求内容：提高隔膜厚度均匀性。\n公司简介：创立于1954年，员工300人。\n预期目标：偏差控制在1μm以内。',
    );
    expect(part?.text).toContain('隔膜厚度');
    expect(part?.text).toContain('偏差');
    expect(part?.text).not.toContain('1954');
    expect(profileFromFreeText('公司成立于2009年，员工300人。')[0]?.text).toContain('2009');
    expect(profileFromFreeText('  \n ')).toEqual([]);
  });

  it('gives one text to the embedder, title first, within the limit', () => {
    const parts = profileOfDemand(demand());
    expect(textForEmbedding(parts).startsWith('高湿环境VR光学膜脱层问题')).toBe(true);
    expect(textForEmbedding(parts, 10)).toHaveLength(10);
    expect(textForEmbedding(parts.map((part) => ({ ...part, weight: 0 })))).toBe('');
  });
});

describe('relevance', () => {
  const far = achievement({
    id: 'a2',
    texts: [text('title', '船员培训考核管理系统'), text('description', '面向航运公司的线上考试与学时统计。')],
    keywords: ['培训', '考试'],
    scenes: ['船员学时统计'],
    indicators: [],
    hti: '101',
    chainCodes: ['IM'],
  });
  const grade = (a = achievement(), d = demand(), coverage = 0.6) =>
    matchPair(
      d,
      a,
      { asOf: TODAY },
      { stats: guessedStats, candidate: { coverage, cosine: coverage / 3 }, tenthCoverage: 0.05 },
    ).relevance;

  it('tells the same problem from another one', () => {
    expect(grade().level).toBe(4);
    expect(grade(far, demand(), 0.05).level).toBe(1);
    expect(grade(achievement(), demand(), 0.6).score).toBeGreaterThan(grade(far, demand(), 0.05).score);
  });

  it('caps at 3 when a mandatory indicator is known to fail, and says so', () => {
    const failing = grade(
      achievement({ indicators: [indicator({ name: '剥离力', comparator: 'EQ', value: 0.4, unit: 'N/mm' })] }),
    );
    expect(failing.level).toBe(3);
    expect(failing.score).toBeLessThanOrEqual(5 / 6);
    expect(failing.caps.map(({ code }) => code)).toContain('relevance.cap.mandatory');
  });

  it('does not look at price, region, mode or date', () => {
    const other = achievement({
      price: { mode: 'FIXED', min: 9e9, max: 9e9 },
      regionCode: '650000',
      cooperationModes: [],
      durationMonths: 99,
    });
    expect(grade(other)).toEqual(grade());
  });

  it('takes engine parts when they are there and does without otherwise', () => {
    const reading = readDemand(demand());
    const bare = pairFeatures(reading, achievement(), { stats: guessedStats });
    expect(bare.cosine).toBeNull();
    expect(bare.lead).toBeNull();
    expect(bare.coverage).toBeGreaterThan(0.3);
    const stats = statsOfRun([{ term: '脱层', idf: 8, weight: 1 }]);
    expect(stats.idf('脱层')).toBe(8);
    expect(stats.idf('技术')).toBeLessThan(stats.idf('脱层'));
  });

  it('adds its parts up to the strength, stays in range, and rises with every feature', () => {
    fc.assert(
      fc.property(anyFeatures, fc.boolean(), fc.constantFrom(...FEATURES), (features, fails, name) => {
        const graded = gradeFeatures(features, fails);
        const sum = graded.parts.reduce((total, { contribution }) => total + contribution, 0);
        expect(sum).toBeCloseTo(graded.strength, 9);
        expect(graded.score).toBeGreaterThanOrEqual(0);
        expect(graded.score).toBeLessThanOrEqual(1);
        if (fails) expect(graded.level).toBeLessThanOrEqual(3);
        const better: Features = { ...features, [name]: 1 };
        expect(strengthOf(better, MODEL)).toBeGreaterThanOrEqual(strengthOf(features, MODEL) - 1e-9);
        expect(gradeFeatures(better, fails).level).toBeGreaterThanOrEqual(graded.level);
      }),
    );
  });

  it('orders levels by strength', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 15, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (strength, more) => {
          const [low, high] = [gradeOf(strength, MODEL.thresholds), gradeOf(strength + more, MODEL.thresholds)];
          expect(high.level).toBeGreaterThanOrEqual(low.level);
          expect(high.score).toBeGreaterThanOrEqual(low.score);
        },
      ),
    );
  });
});

describe('words', () => {
  it('has a label for every part and a sentence for every code', () => {
    for (const name of FEATURES)
      for (const language of ['zh', 'en'] as const) expect(partLabel(name, language)).not.toBe('');
    for (const code of REASON_CODES) expect(renderReason({ code, params: {} }, 'zh')).not.toBe('');
    expect(() => renderReason({ code: 'no.such', params: {} }, 'zh')).toThrow(RangeError);
  });
});
