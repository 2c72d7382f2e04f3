import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import type { ZodError } from 'zod';
import { AppError, ERROR_TABLE, type ErrorCode } from '../kernel/errors.ts';
import { fieldMessage, isFieldCode, type Locale } from '../kernel/field-messages.ts';

/** Language of the answer, as the page asked for it. */
export const localeOf = (request: FastifyRequest): Locale =>
  /^\s*en\b/iu.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';

interface ZodIssueLike {
  code: string;
  message: string;
}

/** Field code of a Zod issue: our own message keys pass, a missing value is `required`, the rest is Zod's code. */
export function issueCode(issue: ZodIssueLike): string {
  if (isFieldCode(issue.message)) return issue.message;
  if (issue.code === 'invalid_type' && /received undefined|received null/u.test(issue.message)) return 'required';
  return issue.code;
}

export function zodFields(error: ZodError, prefix = ''): { path: string; code: string }[] {
  return error.issues.map((issue) => ({
    path: [prefix, ...issue.path.map(String)].filter(Boolean).join('.'),
    code: issueCode(issue),
  }));
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ErrorCode,
  options: Partial<AppError> = {},
): FastifyReply {
  const locale = localeOf(request);
  const row = ERROR_TABLE[code];
  const errors = options.fields?.map((field) => ({
    path: field.path,
    code: field.code,
    message: field.message ?? fieldMessage(field.code, locale),
  }));
  return reply
    .status(row.status)
    .type('application/problem+json')
    .send({
      type: `urn:fanxing:error:${code.toLowerCase()}`,
      title: row[locale],
      status: row.status,
      code,
      detail: options.detail?.[locale] ?? row[locale],
      requestId: request.id,
      ...(errors?.length ? { errors } : {}),
      ...(options.current === undefined ? {} : { current: options.current }),
    });
}

/** For addresses that the router itself turns away, before any hook. */
export const badAddress = (_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  send(request, reply, 'BAD_REQUEST');
};

/** As Node names it, the embedded database's disk and a PostgreSQL server. */
const DISK_FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', '53100']);

/** Library errors that say something to the user; everything else is INTERNAL and only logged. */
function codeOfLibraryError(error: FastifyError & { code?: string }): ErrorCode | null {
  if (error.code && DISK_FULL.has(error.code)) return 'STORAGE_FULL';
  if (error.name === 'OptimisticLockError') return 'VERSION_CONFLICT';
  if (error.name === 'UniqueConstraintViolationException') return 'DUPLICATE';
  if (error.name === 'SearchError')
    return error.code === 'SEARCH_BAD_QUERY' ? 'VALIDATION_FAILED' : 'SEARCH_UNAVAILABLE';
  switch (error.statusCode) {
    case 413:
      return 'PAYLOAD_TOO_LARGE';
    case 415:
      return 'UNSUPPORTED_MEDIA';
    case 429:
      return 'TOO_MANY_REQUESTS';
    case 400:
      return 'BAD_REQUEST';
    default:
      return error.statusCode && error.statusCode < 500 ? 'BAD_REQUEST' : null;
  }
}

/** Turns every error into a problem document and hides what is not meant for the caller. */
export const errorsPlugin = fp(
  async (app) => {
    app.setErrorHandler((error: FastifyError, request, reply) => {
      if (error instanceof AppError) {
        if (error.status >= 500) request.log.error({ err: error }, 'request failed');
        return send(request, reply, error.code, error);
      }
      if (hasZodFastifySchemaValidationErrors(error)) {
        const fields = error.validation.map(({ instancePath, keyword, message = '' }) => ({
          path: instancePath.split('/').filter(Boolean).join('.'),
          code: issueCode({ code: keyword, message }),
        }));
        return send(request, reply, 'VALIDATION_FAILED', { fields } as Partial<AppError>);
      }
      if (isResponseSerializationError(error)) {
        request.log.error(
          { issues: error.cause.issues.map((issue) => [issue.path.join('.'), issue.code]) },
          'response shape',
        );
        return send(request, reply, 'INTERNAL');
      }
      const code = codeOfLibraryError(error);
      if (code) return send(request, reply, code);
      request.log.error({ err: error }, 'request failed');
      return send(request, reply, 'INTERNAL');
    });
    // An attacker could look for valid addresses if unknown ones were free of charge, so they are limited as well.
    app.setNotFoundHandler({ preHandler: app.rateLimit({ max: 120 }) }, (request, reply) => {
      if (request.method === 'GET' && !/^\/(?:api|assets)\//u.test(request.url) && app.hasReplyDecorator('sendPage'))
        return (reply as FastifyReply & { sendPage(): FastifyReply }).sendPage();
      return send(request, reply, 'NOT_FOUND');
    });
  },
  { name: 'errors', dependencies: ['rate-limit'] },
);
