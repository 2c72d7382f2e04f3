import { CodeTableList, CodeTableParams, CodeTableUpdate, EngineState } from '../contracts/admin.contract.ts';
import { Ok } from '../contracts/common.contract.ts';
import { requireUser } from '../plugins/auth.ts';
import { type Api, problems } from './route.ts';

export async function adminRoutes(app: Api): Promise<void> {
  const { codeTables, engineAdmin } = app.services;
  const tags = ['管理'];
  app.get('/code-tables', { schema: { tags, summary: '代码表', response: { 200: CodeTableList, ...problems } } }, () =>
    codeTables.list(),
  );
  app.patch(
    '/code-tables/:table/:code',
    {
      schema: {
        tags,
        summary: '修改代码表条目',
        params: CodeTableParams,
        body: CodeTableUpdate,
        response: { 200: CodeTableList, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => codeTables.update(request.actor, request.params.table, request.params.code, request.body),
  );
  app.get(
    '/admin/search',
    { schema: { tags, summary: '检索引擎状态', response: { 200: EngineState, ...problems } }, onRequest: requireUser },
    (request) => engineAdmin.state(request.actor),
  );
  app.post(
    '/admin/search/rebuild',
    {
      schema: { tags, summary: '重建索引', response: { 202: Ok, ...problems } },
      onRequest: requireUser,
      config: { rateLimit: { max: 6 } },
    },
    async (request, reply) => {
      await engineAdmin.rebuild(request.actor);
      return reply.status(202).send({ ok: true as const });
    },
  );
}
