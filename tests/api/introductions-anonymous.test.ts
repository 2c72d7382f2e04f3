import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { MatchListView, MatchView } from '../../server/contracts/matching.contract.ts';
import { good } from '../helpers/cast.ts';
import { type Introductions, makeIntroductions } from '../helpers/introductions.ts';

const FIRM = /青岛海屿示例科技|海屿/u;

let t: Introductions['t'];
let cast: Introductions['cast'];
let otherManager: Introductions['otherManager'];
let stranger: Introductions['stranger'];
let adhesive: Introductions['adhesive'];
let get: Introductions['get'];
let answer: Introductions['answer'];
let mine: Introductions['mine'];
let notices: Introductions['notices'];
let introduced: Introductions['introduced'];

beforeAll(async () => {
  ({ t, cast, otherManager, stranger, adhesive, get, answer, mine, notices, introduced } = await makeIntroductions());
}, 240_000);
afterAll(() => t.close());

describe('an anonymous firm', () => {
  it('shows its name to the other side when both agreed, not before', async () => {
    const { demand, match } = await introduced({
      isAnonymous: true,
      visibility: 'INVITED',
      title: '海屿光学膜受潮脱层',
      summary: '海屿的光学膜受潮脱层。',
      problem:
        '青岛海屿示例科技有限公司的光学膜在高温高湿下层间脱开，海屿换过两种压敏胶仍不行，希望双85老化500小时后剥离强度不低于1.2 N/mm。',
      keywords: ['光学膜', '海屿', '压敏胶'],
    });
    const hidden = async (shown: unknown) => {
      expect(FIRM.exec(JSON.stringify(shown))?.[0]).toBeUndefined();
      expect(JSON.stringify(shown)).not.toContain(cast.firm);
    };
    await hidden(await get(cast.researcher, match.id));
    await hidden((await mine(cast.instituteAdmin)).find((item) => item.id === match.id));
    await hidden(good(await t.call(cast.researcher, 'GET', `/api/v1/demands/${demand.id}`)));
    await hidden(
      good<MatchListView>(
        await t.call(cast.researcher, 'GET', `/api/v1/matches/achievement/${adhesive.id}`),
      ).items.find((item) => item.id === match.id),
    );
    await hidden(await notices(cast.researcher, 'introduced'));
    await hidden(await get(otherManager, match.id));

    const one = good<MatchView>(await answer(cast.researcher, match, { answer: 'ACCEPT' }));
    await hidden(one);
    const both = good<MatchView>(await answer(cast.firmUser, one, { answer: 'ACCEPT' }));
    expect(both.status).toBe('ACCEPTED_BOTH');
    expect((await get(cast.researcher, match.id)).demand).toMatchObject({
      organisationId: cast.firm,
      ownerLabel: '青岛海屿示例科技有限公司',
    });
    expect(good<DemandView>(await t.call(cast.researcher, 'GET', `/api/v1/demands/${demand.id}`))).toMatchObject({
      level: 'L2',
      organisationId: cast.firm,
    });
    await hidden(await get(otherManager, match.id));
    expect((await t.call(stranger, 'GET', `/api/v1/demands/${demand.id}`)).status).toBe(404);
  });
});
