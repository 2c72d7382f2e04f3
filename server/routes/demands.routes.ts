import { BulkResult, HistoryView, TextFindings } from '../contracts/achievements.contract.ts';
import { Contact, ContactRequest, IdParams } from '../contracts/common.contract.ts';
import {
  BulkDemandTransition,
  Clarity,
  DemandContent,
  DemandCreate,
  DemandPage,
  DemandQuery,
  DemandTransition,
  DemandUpdate,
  DemandView,
  SplitTextInput,
  SplitTextResult,
} from '../contracts/demands.contract.ts';
import { requireUser } from '../plugins/auth.ts';
import { type Api, IdempotencyHeaders, problems } from './route.ts';

export async function demandRoutes(app: Api): Promise<void> {
  const { demands, demandTools } = app.services;
  const tags = ['需求'];

  app.get(
    '/demands',
    {
      schema: {
        tags,
        summary: '我的、负责的或待审需求',
        querystring: DemandQuery,
        response: { 200: DemandPage, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => demands.list(request.actor, request.query),
  );
  app.post(
    '/demands',
    {
      schema: {
        tags,
        summary: '新建需求草稿',
        headers: IdempotencyHeaders,
        body: DemandCreate,
        response: { 201: DemandView, ...problems },
      },
      onRequest: requireUser,
    },
    async (request, reply) =>
      reply.status(201).send(await app.once(request, 'demands', () => demands.create(request.actor, request.body))),
  );
  app.post(
    '/demands/split-text',
    {
      schema: {
        tags,
        summary: '把粘贴的文字拆成字段建议',
        body: SplitTextInput,
        response: { 200: SplitTextResult, ...problems },
      },
      onRequest: requireUser,
      config: { rateLimit: { max: 60 } },
    },
    async (request) => demandTools.splitText(request.body.text),
  );
  app.post(
    '/demands/clarity',
    {
      schema: { tags, summary: '清晰度评分', body: DemandContent, response: { 200: Clarity, ...problems } },
      onRequest: requireUser,
    },
    async (request) => demandTools.clarity(request.body),
  );
  app.post(
    '/demands/bulk-transitions',
    {
      schema: {
        tags,
        summary: '多条需求同一步流转',
        body: BulkDemandTransition,
        response: { 200: BulkResult, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => demands.transitionMany(request.actor, request.body),
  );
  app.get(
    '/demands/:id',
    {
      schema: { tags, summary: '需求详情（按披露级别）', params: IdParams, response: { 200: DemandView, ...problems } },
    },
    (request) => demands.get(request.actor, request.params.id),
  );
  app.patch(
    '/demands/:id',
    {
      schema: {
        tags,
        summary: '保存草稿或新版本',
        params: IdParams,
        body: DemandUpdate,
        response: { 200: DemandView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => demands.update(request.actor, request.params.id, request.body),
  );
  app.post(
    '/demands/:id/transitions',
    {
      schema: {
        tags,
        summary: '状态流转',
        params: IdParams,
        body: DemandTransition,
        response: { 200: DemandView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => demands.transition(request.actor, request.params.id, request.body),
  );
  app.post(
    '/demands/:id/confirm',
    {
      schema: { tags, summary: '确认仍然有效', params: IdParams, response: { 200: DemandView, ...problems } },
      onRequest: requireUser,
    },
    (request) => demands.confirm(request.actor, request.params.id),
  );
  app.post(
    '/demands/:id/contact',
    {
      schema: {
        tags,
        summary: '显示联系方式（工作人员，每次查看留有记录）',
        params: IdParams,
        body: ContactRequest,
        response: { 200: Contact, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => demands.openContact(request.actor, request.params.id, request.body),
  );
  app.get(
    '/demands/:id/history',
    {
      schema: { tags, summary: '流转记录', params: IdParams, response: { 200: HistoryView, ...problems } },
      onRequest: requireUser,
    },
    (request) => demands.history(request.actor, request.params.id),
  );
  app.get(
    '/demands/:id/text-check',
    {
      schema: { tags, summary: '文本检查', params: IdParams, response: { 200: TextFindings, ...problems } },
      onRequest: requireUser,
    },
    (request) => demands.textFindings(request.actor, request.params.id),
  );
}
