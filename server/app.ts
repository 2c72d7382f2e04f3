import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Container, Services } from './container.ts';
import { once } from './kernel/idempotency.ts';
import { LOG_SERIALIZERS } from './kernel/loggable-error.ts';
import { authPlugin } from './plugins/auth.ts';
import { compressionPlugin } from './plugins/compression.ts';
import { badAddress, errorsPlugin } from './plugins/errors.ts';
import { openapiPlugin } from './plugins/openapi.ts';
import { ormContextPlugin } from './plugins/orm-context.ts';
import { rateLimitPlugin } from './plugins/rate-limit.ts';
import { securityHeadersPlugin } from './plugins/security-headers.ts';
import { webAssetsPlugin } from './plugins/web-assets.ts';
import { registerRoutes } from './routes/index.ts';
import type { Api } from './routes/route.ts';

declare module 'fastify' {
  interface FastifyInstance {
    services: Services;
    /** Runs a creating call once per Idempotency-Key and account. */
    once<T>(request: FastifyRequest, route: string, run: () => Promise<T>): Promise<T>;
  }
}

/** The largest list file (an .xlsx of 10,000 rows is about 3 MB). */
export const UPLOAD_LIMIT = 25 * 1024 * 1024;

/** Builds the application; never listens. */
export async function buildApp(container: Container): Promise<FastifyInstance> {
  const { config } = container;
  const app = Fastify({
    trustProxy: config.trustProxy,
    bodyLimit: 512 * 1024,
    genReqId: () => randomUUID(),
    logger:
      config.logLevel === 'silent'
        ? false
        : {
            level: config.logLevel,
            // Addresses can hold search words and tokens; bodies and cookies are never logged.
            serializers: {
              ...LOG_SERIALIZERS,
              req: (request) => ({ method: request.method, path: request.url?.split('?')[0] }),
            },
            redact: ['req.headers.cookie', 'req.headers.authorization'],
          },
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: badAddress as never,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorate('services', container.services);
  app.decorate('once', (request: FastifyRequest, route: string, run: () => Promise<unknown>) => {
    const key = request.headers['idempotency-key'];
    return once(
      container.database.em as never,
      request.actor,
      typeof key === 'string' ? key : undefined,
      route,
      request.body,
      run,
    );
  });
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  app.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode >= 500 || reply.elapsedTime > 2000)
      request.log.warn(
        { path: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
        'slow or failed request',
      );
  });

  await app.register(securityHeadersPlugin);
  await app.register(ormContextPlugin, { database: container.database });
  await app.register(rateLimitPlugin, { perMinute: config.rateLimitPerMinute });
  await app.register(multipart, {
    limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 10, fieldSize: 2000, parts: 12 },
  });
  await app.register(compressionPlugin);
  await app.register(openapiPlugin, { version: container.version });
  await app.register(webAssetsPlugin, { root: join(import.meta.dirname, '../web/dist') });
  await app.register(errorsPlugin);
  await app.register(authPlugin, { accounts: container.services.accounts });
  await registerRoutes(app as unknown as Api);
  await app.ready();
  return app as unknown as FastifyInstance;
}
