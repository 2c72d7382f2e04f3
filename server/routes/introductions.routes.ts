import { IdParams } from '../contracts/common.contract.ts';
import {
  ExportAnswer,
  IntroductionAnswer,
  IntroductionQuery,
  MatchFeedback,
  MatchPage,
  MatchView,
} from '../contracts/matching.contract.ts';
import { requireUser } from '../plugins/auth.ts';
import { type Api, problems } from './route.ts';

export async function introductionRoutes(app: Api): Promise<void> {
  const { introductions } = app.services;
  const tags = ['匹配与对接'];

  app.get(
    '/introductions',
    {
      schema: { tags, summary: '我的对接', querystring: IntroductionQuery, response: { 200: MatchPage, ...problems } },
      onRequest: requireUser,
    },
    (request) => introductions.list(request.actor, request.query),
  );
  app.get(
    '/introductions/:id',
    {
      schema: { tags, summary: '对接详情', params: IdParams, response: { 200: MatchView, ...problems } },
      onRequest: requireUser,
    },
    (request) => introductions.get(request.actor, request.params.id),
  );
  app.post(
    '/introductions/:id/answer',
    {
      schema: {
        tags,
        summary: '同意或谢绝对接',
        params: IdParams,
        body: IntroductionAnswer,
        response: { 200: MatchView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => introductions.answer(request.actor, request.params.id, request.body),
  );
  app.post(
    '/introductions/:id/export-answer',
    {
      schema: {
        tags,
        summary: '出口管制核查结论（外资企业）',
        params: IdParams,
        body: ExportAnswer,
        response: { 200: MatchView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => introductions.answerExport(request.actor, request.params.id, request.body),
  );
  app.post(
    '/introductions/:id/feedback',
    {
      schema: {
        tags,
        summary: '对推荐的反馈',
        params: IdParams,
        body: MatchFeedback,
        response: { 200: MatchView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => introductions.feedback(request.actor, request.params.id, request.body),
  );
}
