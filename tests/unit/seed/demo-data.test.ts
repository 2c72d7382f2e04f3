import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readDemoData } from '../../../scripts/seed/demo-data.ts';
import { isCode, isHtiLeaf } from '../../../server/contracts/code-tables/index.ts';
import { isMeasurable } from '../../../server/contracts/indicator.contract.ts';
import { parsePatentNumber } from '../../../server/kernel/patent-number.ts';
import { checkTexts } from '../../../server/kernel/text-check.ts';
import { parseUnit } from '../../../server/kernel/units.ts';
import { checkUscc } from '../../../server/kernel/uscc.ts';

const data = readDemoData();
const { achievements, demands, teams, firms, organisations } = data;
const keys = new Set([...achievements, ...demands].map(({ key }) => key));
const unique = (values: readonly string[]): number => new Set(values).size;

/** Runs of five characters of a text, and how much of the shorter text two have in common. */
const runs = (text: string): Set<string> =>
  new Set(Array.from({ length: text.length - 4 }, (_, i) => text.slice(i, i + 5)));
const common = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  [...a].filter((run) => b.has(run)).length / Math.min(a.size, b.size);

describe('the demo data', () => {
  it('is as large as the action it stands for', () => {
    expect([achievements.length, demands.length]).toEqual([218, 77]);
    expect(unique(achievements.map(({ team }) => team))).toBeGreaterThanOrEqual(115);
    expect(keys.size).toBe(218 + 77);
  });

  it('names nothing that is not there', () => {
    const orgs = new Set(organisations.map(({ key }) => key));
    expect(teams.filter(({ org }) => !orgs.has(org))).toEqual([]);
    const has = (list: readonly { key: string }[]) => new Set(list.map(({ key }) => key));
    const [ofTeams, ofFirms] = [has(teams), has(firms)];
    expect(achievements.filter(({ team }) => !ofTeams.has(team)).map(({ key }) => key)).toEqual([]);
    expect(demands.filter(({ firm }) => !ofFirms.has(firm)).map(({ key }) => key)).toEqual([]);
    const named = [
      ...achievements.flatMap(({ duplicateOf }) => duplicateOf ?? []),
      ...demands.flatMap(({ expected }) => (expected ?? []).map(({ achievement }) => achievement)),
    ];
    expect(named.filter((key) => !keys.has(key))).toEqual([]);
  });

  it('has codes, patents and credit codes that are right', () => {
    const wrong = achievements.flatMap(({ key, ip = [], hti = '', chainCodes = [] }) => [
      ...ip.flatMap(({ number, ipType }) => {
        if (ipType === 'KNOWHOW' && !number) return [];
        const read = parsePatentNumber(number ?? '');
        return read.ok && read.warnings.length === 0 ? [] : [`${key}: ${number}`];
      }),
      ...(isHtiLeaf(hti) ? [] : [`${key}: ${hti}`]),
      ...chainCodes.filter((code) => !isCode('LAOSHAN_CHAIN', code)).map((code) => `${key}: ${code}`),
    ]);
    expect(wrong).toEqual([]);
    const numbers = achievements.flatMap(({ ip = [] }) => ip.flatMap(({ number }) => number ?? []));
    expect(numbers.length).toBeGreaterThan(300);
    const codes = [...organisations, ...firms].map(({ uscc }) => uscc);
    expect(codes.filter((code) => !checkUscc(code).ok)).toEqual([]);
    expect(unique(codes)).toBe(codes.length);
  });

  it('has indicators with units that can be compared', () => {
    const all = [...achievements, ...demands].flatMap(({ key, indicators = [] }) =>
      indicators.map((i) => ({ key, i })),
    );
    expect(all.length).toBeGreaterThan(600);
    const numeric = all.filter(({ i }) => isMeasurable(i) && i.value != null);
    const known = numeric.filter(({ i }) => i.unit && parseUnit(i.unit, i.name));
    expect(numeric.length / all.length).toBeGreaterThan(0.9);
    expect(known.length / numeric.length).toBeGreaterThan(0.8);
  });

  it('is no template with swapped nouns', () => {
    const texts = achievements.map(({ key, summary, description }) => ({ key, set: runs(`${summary}${description}`) }));
    const alike = texts.flatMap((a, i) =>
      texts.slice(0, i).flatMap((b) => (common(a.set, b.set) > 0.2 ? [`${a.key} ${b.key}`] : [])),
    );
    expect(alike).toEqual([]);
    expect(unique(demands.map(({ problem = '' }) => problem.slice(0, 8)))).toBe(77);
    expect(Math.min(...texts.map(({ set }) => set.size))).toBeGreaterThan(60);
  });

  it('has what real lists have: doubles, vague ones, old ones, ones that nobody answers', () => {
    const count = (list: readonly { quality?: string }[], quality: string) =>
      list.filter((item) => item.quality === quality).length;
    expect(count(achievements, 'near-duplicate')).toBeGreaterThanOrEqual(10);
    expect(count(achievements, 'vague')).toBeGreaterThanOrEqual(10);
    expect(achievements.filter(({ confirmedDaysAgo = 0 }) => confirmedDaysAgo > 365).length).toBeGreaterThanOrEqual(10);
    expect(count(demands, 'vague')).toBeGreaterThanOrEqual(5);
    expect(count(demands, 'unanswerable')).toBeGreaterThanOrEqual(5);
    expect(demands.filter(({ isAnonymous }) => isAnonymous).length).toBeGreaterThanOrEqual(10);
  });

  it('holds no contact in a public text', () => {
    const found = [...achievements, ...demands].flatMap(({ key, title, summary }) =>
      checkTexts({ title, summary })
        .filter(({ level }) => level === 'BLOCK')
        .map(({ code }) => `${key} ${code}`),
    );
    expect(found).toEqual([]);
  });
});

describe('the judged pairs', () => {
  const { pairs } = JSON.parse(readFileSync(new URL('../../search/quality/labels.json', import.meta.url), 'utf8')) as {
    pairs: { demand: string; achievement: string; labels: { by: string; level: number }[] }[];
  };

  it('are 400 or more of the demo data, each judged by two readers, by a third where two are far apart', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(400);
    expect(unique(pairs.map(({ demand, achievement }) => `${demand} ${achievement}`))).toBe(pairs.length);
    const wrong = pairs.filter(({ demand, achievement, labels }) => {
      const levels = labels.map(({ level }) => level);
      const apart = Math.abs((levels[0] ?? 0) - (levels[1] ?? 0));
      return (
        !keys.has(demand) ||
        !keys.has(achievement) ||
        unique(labels.map(({ by }) => by)) < (apart >= 2 ? 3 : 2) ||
        levels.some((level) => ![1, 2, 3, 4].includes(level))
      );
    });
    expect(wrong).toEqual([]);
    for (const level of [1, 2, 3, 4])
      expect(pairs.filter(({ labels }) => labels.some((label) => label.level === level)).length).toBeGreaterThan(40);
  });
});
