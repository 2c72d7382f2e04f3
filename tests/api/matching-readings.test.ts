import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Em } from '../../server/db/database.ts';
import { Organisation } from '../../server/modules/accounts/organisation.entity.ts';
import { Team } from '../../server/modules/accounts/team.entity.ts';
import { Achievement } from '../../server/modules/achievements/achievement.entity.ts';
import { createAchievementRecords } from '../../server/modules/achievements/index.ts';
import { Demand } from '../../server/modules/demands/demand.entity.ts';
import { createDemandRecords } from '../../server/modules/demands/index.ts';
import type { Evidence } from '../../server/modules/matching/engine/evidence.ts';
import { Match, MatchLabel, MatchList } from '../../server/modules/matching/match.entity.ts';
import { createReadings } from '../../server/modules/matching/readings.ts';
import { type Cast, makeCast, publishAchievement, publishDemand, settleAll } from '../helpers/cast.ts';
import { LIFT } from '../helpers/stock.ts';
import { makeTestApp, type TestApp } from '../helpers/test-app.ts';

let t: TestApp;
let cast: Cast;
let demandId: string;
let achievementId: string;

const fork = () => t.container.database.em.fork() as Em;
const evidence = async (): Promise<Evidence> => {
  await t.container.matching.recompute('demand', demandId);
  const match = await fork().findOneOrFail(Match, { demandId, achievementId });
  return match.evidence as unknown as Evidence;
};
const factor = (of: Evidence, name: string) => of.factors.find((each) => each.name === name)?.reason.code;
async function edit<T extends object>(type: new () => T, id: string, change: (row: T) => void): Promise<void> {
  const em = fork();
  const row = await em.findOneOrFail(type, { id } as never);
  change(row as T);
  await em.flush();
}

beforeAll(async () => {
  t = await makeTestApp();
  cast = await makeCast(t);
  const stage = { t, cast };
  achievementId = (await publishAchievement(stage)).id;
  demandId = (await publishDemand(stage)).id;
  await settleAll(t);
});
afterAll(() => t.close());

describe('a list made again', () => {
  it('follows the achievement', async () => {
    const before = await evidence();
    await edit(Achievement, achievementId, (row) => {
      row.content = { ...row.content, trl: 1 };
    });
    const after = await evidence();
    expect(factor(before, 'maturity')).not.toBe('feasibility.maturity.early');
    expect(factor(after, 'maturity')).toBe('feasibility.maturity.early');
  });

  it('follows the demand', async () => {
    await edit(Demand, demandId, (row) => {
      row.content = { ...row.content, acceptMinTrl: 1 };
    });
    expect(factor(await evidence(), 'maturity')).toBe('feasibility.maturity.enough');
  });

  it('follows the institute', async () => {
    const before = factor(await evidence(), 'region');
    await edit(Organisation, cast.university, (row) => {
      row.regionCode = '440300';
    });
    expect(before).not.toBe('feasibility.region.far');
    expect(['feasibility.region.far', 'feasibility.region.outside']).toContain(factor(await evidence(), 'region'));
  });

  it('follows the firm, whose new name no passage may hold when it is anonymous', async () => {
    await edit(Demand, demandId, (row) => {
      row.content = { ...row.content, isAnonymous: true, problem: `翥翥公司的${row.content.problem}` };
    });
    expect(JSON.stringify(await evidence())).toContain('翥翥公司');
    await edit(Organisation, cast.firm, (row) => {
      row.nameAliases = ['翥翥公司'];
    });
    expect(JSON.stringify(await evidence())).not.toContain('翥翥公司');
  });

  it('follows the team', async () => {
    const { organisations, teams } = t.container.services;
    const readings = createReadings({
      achievements: createAchievementRecords({ organisations, teams }),
      demands: createDemandRecords({ organisations }),
    });
    const free = async () =>
      (await readings.achievements(fork(), [achievementId])).get(achievementId)?.reading.achievement.freePersonMonths;
    const before = await free();
    await edit(Team, cast.teamId, (row) => {
      row.capacity = 42;
    });
    expect(before).not.toBe(42);
    expect(await free()).toBe(42);
  });
});

describe('two who ask at once', () => {
  it('get one list', async () => {
    const em = fork();
    await em.nativeDelete(MatchList, { subjectKind: 'achievement', subjectId: achievementId });
    const { matchLists, accounts } = t.container.services;
    const actor = await accounts.actorById(cast.operator.id);
    await Promise.all([matchLists.ofAchievement(actor, achievementId), matchLists.ofAchievement(actor, achievementId)]);
    expect(await fork().count(MatchList, { subjectKind: 'achievement', subjectId: achievementId })).toBe(1);
  });
});

describe('a pair that a curator adds', () => {
  it('is stored together with its label or not at all', async () => {
    const { curation, accounts } = t.container.services;
    const other = (await publishDemand({ t, cast }, LIFT)).id;
    await settleAll(t);
    await fork().nativeDelete(Match, { demandId: other });
    const actor = await accounts.actorById(cast.operator.id);
    const input = { demandId: other, achievementId, note: '人工添加' };
    await expect(curation.add({ ...actor, name: null as never }, input)).rejects.toThrow();
    expect(await fork().count(Match, { demandId: other, achievementId })).toBe(0);
    const added = await curation.add(actor, input);
    expect(added).toMatchObject({ origin: 'STAFF', note: '人工添加' });
    expect(await fork().count(MatchLabel, { matchId: added.id, action: 'ADD' })).toBe(1);
  });
});
