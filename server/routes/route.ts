import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Problem } from '../contracts/common.contract.ts';

/** The app as routes see it: Zod types, `app.services`. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Problem responses that every route may give, for the API description. */
export const problems = { '4xx': Problem, '5xx': Problem } as const;
export const IdempotencyHeaders = z.object({ 'idempotency-key': z.string().min(8).max(100).optional() });
/** Body limit of ordinary JSON routes; files have their own. */
export const JSON_LIMIT = 512 * 1024;

/** Route configuration: the handler asks memory alone, and needs no identity map of its own. */
export const NO_DATABASE = { withoutDatabase: true } as const;
