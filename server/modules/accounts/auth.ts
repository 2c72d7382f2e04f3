import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Mailer } from '../../kernel/mailer.ts';
import { Profile } from './profile.entity.ts';

/** Set by the auth plugin from the connection, never by the client. */
export const CLIENT_ADDRESS_HEADER = 'x-fanxing-client-address';

export interface AuthOptions {
  database: Database;
  secret: string;
  /** Address under which people reach the platform. */
  baseUrl: string;
  mailer: Mailer;
  clock: Clock;
  isTest?: boolean;
}

/** Sign-in, sessions and password reset (better-auth) on the ORM's own connection; people and roles live in `profile`. */
export function createAuth(options: AuthOptions) {
  const { database, mailer, clock } = options;
  return betterAuth({
    appName: '繁星汇',
    baseURL: options.baseUrl,
    basePath: '/api/auth',
    secret: options.secret,
    trustedOrigins: (request) => {
      const own = request ? new URL(request.url).origin : options.baseUrl;
      return [options.baseUrl, own];
    },
    // Each call forks the identity map, never the connection: the dialect serialises the session.
    database: { db: database.em.fork().getKysely() as never, type: 'postgres', transaction: false },
    user: { modelName: 'auth_user' },
    session: { modelName: 'auth_session', expiresIn: 7 * 86_400, updateAge: 86_400 },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    telemetry: { enabled: false },
    rateLimit: {
      enabled: !options.isTest,
      window: 60,
      max: 60,
      // Of an address, behind which a whole campus may sit; tries at one account are counted by the plugin.
      customRules: { '/sign-in/email': { window: 60, max: 60 } },
    },
    advanced: {
      // Said outright, for the library would otherwise leave the check out while tests run.
      disableOriginCheck: false,
      database: { generateId: () => newId() },
      cookiePrefix: 'fanxing',
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, url }) => {
        const handOver = resetLinksInHand.get(user.id);
        if (handOver) {
          handOver(url);
          return;
        }
        if (mailer.isConfigured) {
          await mailer.send({
            to: user.email,
            subject: '繁星汇：重设密码',
            text: `${user.name}，您好：\n\n请在一小时内打开下面的链接设置新密码；如果不是您本人申请，请忽略本邮件。\n\n${url}\n\n繁星汇`,
          });
          return;
        }
        // No mail server: the request waits on the account page, where an administrator hands over a link.
        const em = database.em.fork();
        const profile = await em.findOne(Profile, { id: user.id });
        if (profile) {
          profile.resetRequestedAt = clock.now();
          profile.updatedAt = clock.now();
          await em.flush();
        }
      },
    },
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        if (ctx.path !== '/sign-in/email') return;
        const email = typeof ctx.body?.email === 'string' ? ctx.body.email.trim().toLowerCase() : '';
        const profile = await database.em.fork().findOne(Profile, { email });
        if (profile?.status === 'SUSPENDED')
          throw new APIError('FORBIDDEN', { code: 'ACCOUNT_SUSPENDED', message: '该账号已停用，请联系联盟秘书处' });
      }),
    },
    databaseHooks: {
      user: {
        create: {
          after: async (user) => {
            const em = database.em.fork();
            const now = clock.now();
            em.create(Profile, {
              id: user.id,
              name: user.name,
              email: user.email,
              roles: [],
              status: 'ACTIVE',
              createdAt: now,
              updatedAt: now,
            });
            await em.flush();
          },
        },
      },
      session: {
        create: {
          after: async (session) => {
            const em = database.em.fork();
            await em.nativeUpdate(Profile, { id: session.userId }, { lastSignInAt: clock.now() });
          },
        },
      },
    },
  });
}

/** Admins who asked for a link on behalf of a person: better-auth makes the link, this hands it back to them. */
export const resetLinksInHand = new Map<string, (url: string) => void>();

export type Auth = ReturnType<typeof createAuth>;
