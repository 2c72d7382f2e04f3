import { z } from 'zod';
import {
  AccountPage,
  AccountQuery,
  AccountUpdate,
  AccountView,
  ConsentWithdrawal,
  Me,
  NotificationPage,
  RegisterProfile,
  ResetLink,
} from '../contracts/accounts.contract.ts';
import { CursorQuery, IdParams, Ok } from '../contracts/common.contract.ts';
import { requireUser } from '../plugins/auth.ts';
import { type Api, problems } from './route.ts';

export async function accountRoutes(app: Api): Promise<void> {
  const { accounts, notifications } = app.services;

  app.get(
    '/me',
    { schema: { tags: ['账号'], summary: '当前账号', response: { 200: Me, ...problems } }, onRequest: requireUser },
    (request) => accounts.me(request.actor),
  );

  app.post(
    '/me/profile',
    {
      schema: {
        tags: ['账号'],
        summary: '完善注册信息：身份与单位',
        body: RegisterProfile,
        response: { 200: Me, ...problems },
      },
      onRequest: requireUser,
      config: { rateLimit: { max: 20 } },
    },
    (request) => accounts.completeProfile(request.actor, request.body),
  );

  app.post(
    '/me/consents/withdraw',
    {
      schema: {
        tags: ['账号'],
        summary: '撤回本人的同意',
        body: ConsentWithdrawal,
        response: { 200: Me, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => accounts.withdrawConsent(request.actor, request.body),
  );

  app.get(
    '/me/notifications',
    {
      schema: {
        tags: ['账号'],
        summary: '我的消息',
        querystring: CursorQuery,
        response: { 200: NotificationPage, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => notifications.list(request.actor, request.query),
  );
  app.post(
    '/me/notifications/:id/read',
    {
      schema: {
        tags: ['账号'],
        summary: '标为已读',
        params: z.object({ id: z.union([z.uuid(), z.literal('all')]) }),
        response: { 200: Ok, ...problems },
      },
      onRequest: requireUser,
    },
    async (request) => {
      await notifications.markRead(request.actor, request.params.id);
      return { ok: true as const };
    },
  );

  app.get(
    '/accounts',
    {
      schema: {
        tags: ['管理'],
        summary: '账号列表',
        querystring: AccountQuery,
        response: { 200: AccountPage, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => accounts.list(request.actor, request.query),
  );
  app.patch(
    '/accounts/:id',
    {
      schema: {
        tags: ['管理'],
        summary: '调整角色或停用',
        params: IdParams,
        body: AccountUpdate,
        response: { 200: AccountView, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => accounts.update(request.actor, request.params.id, request.body),
  );
  app.post(
    '/accounts/:id/reset-link',
    {
      schema: {
        tags: ['管理'],
        summary: '生成一次性重设密码链接',
        params: IdParams,
        response: { 200: ResetLink, ...problems },
      },
      onRequest: requireUser,
    },
    (request) => accounts.issueResetLink(request.actor, request.params.id),
  );
}
