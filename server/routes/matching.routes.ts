import { z } from 'zod';
import { CursorQuery, IdParams, Ok } from '../contracts/common.contract.ts';
import {
  LabelPage,
  MatchAdd,
  MatchDecision,
  MatchListView,
  MatchView,
  NoMatchDecision,
  QueuePage,
  QueueQuery,
  SendReach,
  SendShortlist,
} from '../contracts/matching.contract.ts';
import { requireUser } from '../plugins/auth.ts';
import { type Api, IdempotencyHeaders, problems } from './route.ts';

export async function matchingRoutes(app: Api): Promise<void> {
  const { curation, matchLists } = app.services;
  const tags = ['匹配与对接'];

  app.get(
    '/curation/queue',
    {
      schema: { tags, summary: '待复核需求队列', querystring: QueueQuery, response: { 200: QueuePage, ...problems } },
      onRequest: requireUser,
    },
    (request) => curation.queue(request.actor, request.query),
  );
  app.get(
    '/curation/demands/:id',
    {
      schema: { tags, summary: '一条需求的匹配清单', params: IdParams, response: { 200: MatchListView, ...problems } },
      onRequest: requireUser,
    },
    (request) => curation.list(request.actor, request.params.id),
  );
  app.get(
    '/curation/demands/:id/reach',
    {
      schema: {
        tags,
        summary: '短名单双方可答复的人数',
        params: IdParams,
        response: { 200: SendReach, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => curation.reach(request.actor, request.params.id),
  );
  app.post(
    '/curation/demands/:id/send',
    {
      schema: {
        tags,
        summary: '推送短名单',
        params: IdParams,
        body: SendShortlist,
        response: { 200: MatchListView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => curation.send(request.actor, request.params.id, request.body),
  );
  app.post(
    '/curation/demands/:id/no-match',
    {
      schema: {
        tags,
        summary: '确认暂无合适成果（再次调用撤销）',
        params: IdParams,
        body: NoMatchDecision,
        response: { 200: MatchListView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => curation.noMatch(request.actor, request.params.id, request.body),
  );
  app.post(
    '/curation/:kind/:id/recompute',
    {
      schema: {
        tags,
        summary: '重新计算匹配清单',
        params: z.object({ kind: z.enum(['demands', 'achievements']), id: z.uuid() }),
        response: { 202: Ok, ...problems },
      },
      onRequest: requireUser,
    },
    async (request, reply) => {
      await matchLists.recompute(
        request.actor,
        request.params.kind === 'demands' ? 'demand' : 'achievement',
        request.params.id,
      );
      return reply.status(202).send({ ok: true as const });
    },
  );
  app.get(
    '/curation/labels',
    {
      schema: {
        tags,
        summary: '复核决定（训练标签）',
        querystring: CursorQuery,
        response: { 200: LabelPage, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => curation.labels(request.actor, request.query),
  );
  app.get(
    '/matches/achievement/:id',
    {
      schema: { tags, summary: '成果可对接的需求', params: IdParams, response: { 200: MatchListView, ...problems } },
      onRequest: requireUser,
    },
    (request) => matchLists.ofAchievement(request.actor, request.params.id),
  );
  app.get(
    '/matches/demand/:id',
    {
      schema: { tags, summary: '需求的对接成果', params: IdParams, response: { 200: MatchListView, ...problems } },
      onRequest: requireUser,
    },
    (request) => matchLists.ofDemand(request.actor, request.params.id),
  );
  app.post(
    '/matches',
    {
      schema: {
        tags,
        summary: '人工添加匹配',
        headers: IdempotencyHeaders,
        body: MatchAdd,
        response: { 201: MatchView, ...problems },
      },
      onRequest: requireUser,
    },
    async (request, reply) =>
      reply.status(201).send(await app.once(request, 'matches', () => curation.add(request.actor, request.body))),
  );
  app.post(
    '/matches/:id/decisions',
    {
      schema: {
        tags,
        summary: '复核一条匹配',
        params: IdParams,
        body: MatchDecision,
        response: { 200: MatchView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => curation.decide(request.actor, request.params.id, request.body),
  );
}
