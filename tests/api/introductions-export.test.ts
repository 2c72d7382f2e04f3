import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { MatchView } from '../../server/contracts/matching.contract.ts';
import { good, TEAM_CONTACT } from '../helpers/cast.ts';
import { type Introductions, makeIntroductions } from '../helpers/introductions.ts';
import type { TestUser } from '../helpers/test-app.ts';

let i: Introductions;
beforeAll(async () => {
  i = await makeIntroductions();
}, 120_000);
afterAll(() => i.t.close());

const controlledBy = (control: string) =>
  i.t.container.database.executeSql('update organisation set foreign_control = $1 where id = $2', [
    control,
    i.cast.firm,
  ]);
const reply = (user: TestUser, match: MatchView, body: object) =>
  i.t.call(user, 'POST', `/api/v1/introductions/${match.id}/export-answer`, { version: match.version, ...body });
const levelOf = async (user: TestUser) =>
  good<AchievementView>(await i.t.call(user, 'GET', `/api/v1/achievements/${i.adhesive.id}`)).level;
async function accepted(): Promise<MatchView> {
  const { match } = await i.introduced();
  const one = good<MatchView>(await i.answer(i.cast.firmUser, match, { answer: 'ACCEPT' }));
  return good<MatchView>(await i.answer(i.cast.researcher, one, { answer: 'ACCEPT' }));
}

describe('a foreign-controlled firm', () => {
  let match: MatchView;
  it('starts an export question that keeps L2 closed though both accept', async () => {
    await controlledBy('FOREIGN');
    match = await accepted();
    expect(match).toMatchObject({
      status: 'ACCEPTED_BOTH',
      introduction: { exportQuestion: 'OPEN', counterpartContact: null },
    });
    expect(await levelOf(i.cast.firmUser)).toBe('L1');
    for (const user of [i.cast.firmUser, i.cast.researcher]) {
      const seen = JSON.stringify(await i.get(user, match.id));
      expect(seen).not.toContain('甲七');
      expect(seen).not.toContain('海星');
      expect(await i.notices(user, 'bothAccepted')).toEqual([]);
      expect(await i.notices(user, 'exportWaiting')).toHaveLength(1);
    }
    expect((await i.notices(i.cast.operator, 'exportQuestion')).map(({ params }) => params.code)).toEqual([match.code]);
    expect(await i.accesses(match.id)).toBe(0);
  });

  it('is answered by operators alone, with grounds', async () => {
    const body = { result: 'CLEARED', comment: '经核查不在目录内' };
    for (const user of [i.cast.firmUser, i.cast.researcher, i.cast.manager])
      expect((await reply(user, match, body)).status).toBe(403);
    for (const user of [i.rival, i.stranger]) expect((await reply(user, match, body)).status).toBe(404);
    expect(await reply(i.cast.operator, match, { result: 'CLEARED', comment: '' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'comment' }] },
    });
    expect((await reply(i.cast.operator, { ...match, version: 99 }, body)).status).toBe(409);
  });

  it('opens with the answer, and closes with another', async () => {
    const cleared = good<MatchView>(
      await reply(i.cast.operator, match, { result: 'CLEARED', comment: '经核查不在目录内' }),
    );
    expect(cleared.introduction?.exportQuestion).toBe('CLEARED');
    expect((await i.get(i.cast.firmUser, match.id)).introduction?.counterpartContact).toEqual(TEAM_CONTACT);
    expect(await levelOf(i.cast.firmUser)).toBe('L2');
    expect(await i.notices(i.cast.researcher, 'bothAccepted')).toHaveLength(1);
    const refused = await reply(i.cast.operator, cleared, { result: 'REFUSED', comment: '目录调整，须先申请许可' });
    expect(good<MatchView>(refused).introduction?.exportQuestion).toBe('REFUSED');
    expect((await i.get(i.cast.firmUser, match.id)).introduction?.counterpartContact).toBeNull();
    expect(await levelOf(i.cast.firmUser)).toBe('L1');
  });

  it('asks nothing of a domestic firm', async () => {
    await controlledBy('NONE');
    const { match: domestic } = await i.introduced({ title: '国内企业的同类需求' });
    expect(domestic.introduction?.exportQuestion).toBe('NONE');
    expect((await reply(i.cast.operator, domestic, { result: 'CLEARED', comment: '无须核查' })).status).toBe(409);
  });
});

describe('contacts', () => {
  it('are masked in lists; opening one introduction shows them and is written down', async () => {
    const match = await accepted();
    const before = await i.accesses(match.id);
    const listed = (await i.mine(i.cast.firmUser)).find((item) => item.id === match.id);
    expect(listed?.introduction?.counterpartContact).toEqual({
      name: TEAM_CONTACT.name,
      mobile: '139****5678',
      email: 't***@institute.example',
    });
    expect(await i.accesses(match.id)).toBe(before);
    expect((await i.get(i.cast.firmUser, match.id)).introduction?.counterpartContact).toEqual(TEAM_CONTACT);
    expect(await i.accesses(match.id)).toBe(before + 1);
  });
});
