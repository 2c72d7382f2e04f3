import type { AchievementView } from '../../server/contracts/achievements.contract.ts';
import type { DemandView } from '../../server/contracts/demands.contract.ts';
import type { ImportBatchView } from '../../server/contracts/imports.contract.ts';
import type { MatchListView, MatchView } from '../../server/contracts/matching.contract.ts';
import { type Cast, good, makeCast, publishAchievement, publishDemand, settleAll } from './cast.ts';
import { STOCK } from './stock.ts';
import type { TestApp, TestUser } from './test-app.ts';
import { uploadList } from './upload.ts';

/** Signs that stand nowhere else: one that any index term would hold, and a word of letters for the rest. */
export const SECRETS = {
  demandConfidential: '龘',
  demandContact: '靐',
  achievementConfidential: '齉',
  testMethod: '齾',
  teamContact: '爩',
  staffNote: '鱻',
  rejectComment: '灥',
  declineComment: '飍',
  verifyNote: '虋',
  importedCell: '齫',
} as const;
export type Secret = keyof typeof SECRETS;
/** The firm behind the anonymous demand, in each way that its records write it. */
export const HIDDEN_FIRM = /麤岛|隐身示例科技/u;
export const HIDDEN_FIRM_NAME = '青岛隐身示例科技有限公司';
export const SHARED_WORD = 'qzxsharedword';
/** Stands in the private text of both sides, so that their passages are the best explanation there is. */
const ALIKE = '光学膜在高温高湿下层间脱开，压敏胶剥离强度老化';

/** A platform whose private fields are full of signs; two introductions, one of them of an anonymous firm. */
export interface Planted {
  cast: Cast;
  hiddenFirm: string;
  hiddenUser: TestUser;
  rival: TestUser;
  stranger: TestUser;
  unverified: TestUser;
  otherManager: TestUser;
  platformAdmin: TestUser;
  demand: DemandView;
  anonymous: DemandView;
  achievement: AchievementView;
  match: MatchView;
  anonymousMatch: MatchView;
  rejected: MatchView;
  batch: ImportBatchView;
}

export async function plantSecrets(t: TestApp): Promise<Planted> {
  const cast = await makeCast(t);
  const stage = { t, cast };
  const verified = { orgType: 'ENT' as const, foreignControl: 'NONE' as const };
  const hiddenFirm = await t.makeOrganisation({
    ...verified,
    name: HIDDEN_FIRM_NAME,
    nameAliases: ['麤岛'],
    chainCodes: ['VR'],
    uscc: '91370212MA3C00001X',
  });
  const hiddenUser = await t.makeUser(['enterpriseUser'], hiddenFirm, true);
  const rival = await t.makeUser(
    ['enterpriseUser'],
    await t.makeOrganisation({ ...verified, name: '青岛对手示例有限公司' }),
    true,
  );
  const stranger = await t.makeUser(['researcher'], await t.makeOrganisation({ name: '青屿示例学院' }));
  const unverified = await t.makeUser(
    ['enterpriseUser'],
    await t.makeOrganisation({ ...verified, name: '未核验示例公司', verification: null }),
  );
  const otherManager = await t.makeUser(['technologyManager']);
  const platformAdmin = await t.makeUser(['platformAdmin']);
  await t.container.database.executeSql(
    'update team set contact_name = $1, contact_mobile = $2, contact_email = $3 where id = $4',
    [`${SECRETS.teamContact}联系人`, '13922220002', 'qzxteam@institute.example', cast.teamId],
  );
  good(
    await t.call(cast.operator, 'POST', `/api/v1/organisations/${hiddenFirm}/verify`, {
      version: 1,
      method: 'STAFF_CALL',
      note: `电话核验${SECRETS.verifyNote}`,
    }),
  );

  const achievement = await publishAchievement(stage, {
    ...STOCK.adhesive,
    confidential: `${ALIKE}，偶联剂配方${SECRETS.achievementConfidential}，${SHARED_WORD}固化。`,
    indicators: [
      {
        name: '剥离强度',
        comparator: 'GE',
        value: 1.4,
        value2: null,
        textValue: null,
        unit: 'N/mm',
        condition: '85 ℃/85 %RH，500 h',
        mandatory: false,
        weight: null,
        currentValue: 1.377,
        testMethod: `${SECRETS.testMethod}法测定`,
      },
    ],
  });
  const other = await publishAchievement(stage, STOCK.encapsulation);
  const demand = await publishDemand(stage, {
    confidential: `${ALIKE}，客户项目${SECRETS.demandConfidential}，${SHARED_WORD}良率。`,
    contactName: `${SECRETS.demandContact}联系人`,
    contactMobile: '13811110001',
    contactEmail: 'qzxfirm@firm.example',
  });
  const anonymous = await publishDemand(
    stage,
    {
      title: '麤岛光学膜受潮脱层',
      summary: '麤岛的光学膜受潮脱层。',
      problem: `${HIDDEN_FIRM_NAME}的光学膜在高温高湿下层间脱开，麤岛换过两种压敏胶仍不行，希望双85老化500小时后剥离强度不低于1.2 N/mm。`,
      keywords: ['光学膜', '麤岛', '压敏胶'],
      scenes: ['麤岛头显光学膜贴合'],
      partnerConditions: '能到麤岛的车间试样',
      indicators: [
        {
          name: '麤岛样机剥离强度',
          comparator: 'GE',
          value: 1.2,
          value2: null,
          textValue: null,
          unit: 'N/mm',
          condition: '85 ℃/85 %RH，500 h，麤岛产线取样',
          mandatory: true,
          weight: null,
          currentValue: null,
          testMethod: '',
        },
        {
          name: '外观',
          comparator: 'ENUM',
          value: null,
          value2: null,
          textValue: '符合麤岛企业标准',
          unit: '',
          condition: '',
          mandatory: false,
          weight: null,
          currentValue: null,
          testMethod: '',
        },
      ],
      isAnonymous: true,
    },
    { user: hiddenUser, organisationId: hiddenFirm },
  );
  await settleAll(t);

  const listOf = async (id: string) =>
    good<MatchListView>(await t.call(cast.manager, 'GET', `/api/v1/curation/demands/${id}`)).items;
  const decide = async (match: MatchView, body: object) =>
    good<MatchView>(
      await t.call(cast.manager, 'POST', `/api/v1/matches/${match.id}/decisions`, { version: match.version, ...body }),
    );
  const introduce = async (demandId: string) => {
    const found = (await listOf(demandId)).find((item) => item.achievement.id === achievement.id)!;
    const noted = await decide(found, { action: 'NOTE', comment: `内部备注${SECRETS.staffNote}` });
    await decide(noted, { action: 'CONFIRM' });
    const sent = await t.call(cast.manager, 'POST', `/api/v1/curation/demands/${demandId}/send`, {
      matchIds: [found.id],
    });
    return good<MatchListView>(sent).items.find((item) => item.id === found.id)!;
  };
  const pair = { demandId: anonymous.id, achievementId: other.id };
  const added =
    (await listOf(anonymous.id)).find((item) => item.achievement.id === other.id) ??
    good<MatchView>(await t.call(cast.operator, 'POST', '/api/v1/matches', pair));
  const rejected = await decide(added, {
    action: 'REJECT',
    reasonCode: 'R99',
    comment: `不推荐${SECRETS.rejectComment}`,
  });
  const match = await introduce(demand.id);
  const anonymousMatch = await introduce(anonymous.id);

  const uploaded = await uploadList(t, cast.operator, {
    bytes: Buffer.from(
      `需求名称,企业名称,联系电话\n密封件漏油,青岛示例密封有限公司,${SECRETS.importedCell}13800009999\n`,
    ),
  });
  const batch = good<ImportBatchView>(uploaded);
  const { columns } = good<{ columns: { index: number; field: string | null }[] }>(
    await t.call(cast.operator, 'GET', `/api/v1/imports/${batch.id}/mapping`),
  );
  good(
    await t.call(cast.operator, 'PUT', `/api/v1/imports/${batch.id}/mapping`, {
      version: batch.version,
      columns: columns.map(({ index, field }) => ({ index, field })),
      remember: false,
    }),
  );
  await settleAll(t);
  return {
    cast,
    hiddenFirm,
    hiddenUser,
    rival,
    stranger,
    unverified,
    otherManager,
    platformAdmin,
    demand,
    anonymous,
    achievement,
    match,
    anonymousMatch,
    rejected,
    batch,
  };
}
