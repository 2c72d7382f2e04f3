import { z } from 'zod';
import { Contact, ContactRequest, Id, IdParams, line } from '../contracts/common.contract.ts';
import {
  MemberDecision,
  MemberList,
  OrganisationInput,
  OrganisationPage,
  OrganisationQuery,
  OrganisationUpdate,
  OrganisationVerify,
  OrganisationView,
  TeamAchievements,
  TeamInput,
  TeamPage,
  TeamUpdate,
  TeamView,
} from '../contracts/organisations.contract.ts';
import { requireUser } from '../plugins/auth.ts';
import { type Api, IdempotencyHeaders, problems } from './route.ts';

const TeamQuery = z.object({
  organisationId: Id.optional(),
  q: line(80).optional(),
  mine: z.enum(['true']).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export async function organisationRoutes(app: Api): Promise<void> {
  const { organisations, teams } = app.services;
  const tags = ['单位与团队'];

  app.get(
    '/organisations',
    {
      schema: {
        tags,
        summary: '单位列表',
        querystring: OrganisationQuery,
        response: { 200: OrganisationPage, ...problems },
      },
    },
    (request) => organisations.list(request.actor, request.query),
  );
  app.get(
    '/organisations/:id',
    { schema: { tags, summary: '单位详情', params: IdParams, response: { 200: OrganisationView, ...problems } } },
    (request) => organisations.get(request.actor, request.params.id),
  );
  app.post(
    '/organisations',
    {
      schema: {
        tags,
        summary: '新建单位或内设机构',
        headers: IdempotencyHeaders,
        body: OrganisationInput,
        response: { 201: OrganisationView, ...problems },
      },
      onRequest: requireUser,
      config: { rateLimit: { max: 30 } },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(await app.once(request, 'organisations', () => organisations.create(request.actor, request.body))),
  );
  app.put(
    '/organisations/:id',
    {
      schema: {
        tags,
        summary: '修改单位',
        params: IdParams,
        body: OrganisationUpdate,
        response: { 200: OrganisationView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => organisations.update(request.actor, request.params.id, request.body),
  );
  app.post(
    '/organisations/:id/verify',
    {
      schema: {
        tags,
        summary: '核验单位',
        params: IdParams,
        body: OrganisationVerify,
        response: { 200: OrganisationView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => organisations.verify(request.actor, request.params.id, request.body),
  );
  app.get(
    '/organisations/:id/members',
    {
      schema: { tags, summary: '成员', params: IdParams, response: { 200: MemberList, ...problems } },
      onRequest: requireUser,
    },
    (request) => organisations.members(request.actor, request.params.id),
  );
  app.post(
    '/organisations/:id/members/:userId',
    {
      schema: {
        tags,
        summary: '处理成员',
        params: z.object({ id: Id, userId: Id }),
        body: MemberDecision,
        response: { 200: MemberList, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => organisations.decideMember(request.actor, request.params.id, request.params.userId, request.body),
  );

  app.get(
    '/teams',
    { schema: { tags, summary: '团队列表', querystring: TeamQuery, response: { 200: TeamPage, ...problems } } },
    (request) => teams.list(request.actor, { ...request.query, mine: request.query.mine === 'true' }),
  );
  app.get(
    '/teams/:id',
    { schema: { tags, summary: '团队详情', params: IdParams, response: { 200: TeamView, ...problems } } },
    (request) => teams.get(request.actor, request.params.id),
  );
  app.get(
    '/teams/:id/achievements',
    {
      schema: { tags, summary: '团队已发布的成果', params: IdParams, response: { 200: TeamAchievements, ...problems } },
    },
    (request) => teams.achievements(request.actor, request.params.id),
  );
  app.post(
    '/teams/:id/contact',
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
    (request) => teams.openContact(request.actor, request.params.id, request.body),
  );
  app.post(
    '/teams',
    {
      schema: {
        tags,
        summary: '新建团队',
        headers: IdempotencyHeaders,
        body: TeamInput,
        response: { 201: TeamView, ...problems },
      },
      onRequest: requireUser,
    },
    async (request, reply) =>
      reply.status(201).send(await app.once(request, 'teams', () => teams.create(request.actor, request.body))),
  );
  app.put(
    '/teams/:id',
    {
      schema: {
        tags,
        summary: '修改团队',
        params: IdParams,
        body: TeamUpdate,
        response: { 200: TeamView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => teams.update(request.actor, request.params.id, request.body),
  );
}
