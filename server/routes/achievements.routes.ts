import {
  AchievementCreate,
  AchievementPage,
  AchievementQuery,
  AchievementTransition,
  AchievementUpdate,
  AchievementView,
  BulkAchievementTransition,
  BulkResult,
  HistoryView,
  TextFindings,
} from '../contracts/achievements.contract.ts';
import { IdParams } from '../contracts/common.contract.ts';
import { requireUser } from '../plugins/auth.ts';
import { type Api, IdempotencyHeaders, problems } from './route.ts';

export async function achievementRoutes(app: Api): Promise<void> {
  const { achievements } = app.services;
  const tags = ['成果'];

  app.get(
    '/achievements',
    {
      schema: {
        tags,
        summary: '我的、本单位或待审成果',
        querystring: AchievementQuery,
        response: { 200: AchievementPage, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => achievements.list(request.actor, request.query),
  );
  app.post(
    '/achievements',
    {
      schema: {
        tags,
        summary: '新建成果草稿',
        headers: IdempotencyHeaders,
        body: AchievementCreate,
        response: { 201: AchievementView, ...problems },
      },
      onRequest: requireUser,
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(await app.once(request, 'achievements', () => achievements.create(request.actor, request.body))),
  );
  app.post(
    '/achievements/bulk-transitions',
    {
      schema: {
        tags,
        summary: '多项成果同一步流转',
        body: BulkAchievementTransition,
        response: { 200: BulkResult, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => achievements.transitionMany(request.actor, request.body),
  );
  app.get(
    '/achievements/:id',
    {
      schema: {
        tags,
        summary: '成果详情（按披露级别）',
        params: IdParams,
        response: { 200: AchievementView, ...problems },
      },
    },
    (request) => achievements.get(request.actor, request.params.id),
  );
  app.patch(
    '/achievements/:id',
    {
      schema: {
        tags,
        summary: '保存草稿或新版本',
        params: IdParams,
        body: AchievementUpdate,
        response: { 200: AchievementView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => achievements.update(request.actor, request.params.id, request.body),
  );
  app.post(
    '/achievements/:id/transitions',
    {
      schema: {
        tags,
        summary: '状态流转',
        params: IdParams,
        body: AchievementTransition,
        response: { 200: AchievementView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => achievements.transition(request.actor, request.params.id, request.body),
  );
  app.post(
    '/achievements/:id/confirm',
    {
      schema: { tags, summary: '确认仍然有效', params: IdParams, response: { 200: AchievementView, ...problems } },
      onRequest: requireUser,
    },
    (request) => achievements.confirm(request.actor, request.params.id),
  );
  app.get(
    '/achievements/:id/history',
    {
      schema: { tags, summary: '流转记录', params: IdParams, response: { 200: HistoryView, ...problems } },
      onRequest: requireUser,
    },
    (request) => achievements.history(request.actor, request.params.id),
  );
  app.get(
    '/achievements/:id/text-check',
    {
      schema: { tags, summary: '文本检查', params: IdParams, response: { 200: TextFindings, ...problems } },
      onRequest: requireUser,
    },
    (request) => achievements.textFindings(request.actor, request.params.id),
  );
}
