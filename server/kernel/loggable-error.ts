/** Parts of a database error that name things of the schema, never values. */
const SCHEMA_PARTS = ['code', 'severity', 'schema', 'table', 'column', 'dataType', 'constraint', 'routine'] as const;
const EMAIL = /[^\s@<>"']+@[^\s@<>"']+/gu;
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/gu;
const DEEPEST = 4;

export interface LoggableError {
  type: string;
  /** Empty when it could quote what a record holds. */
  message: string;
  stack: string;
  cause?: LoggableError;
  [part: string]: unknown;
}

/**
 * What a log may hold of an error: its kind, its place in the program, codes and names of the schema. Messages of
 * the database repeat whole rows and parameters, and those of parsers quote what they read, so they are left out;
 * addresses and mobile numbers in other messages are struck out.
 */
export function loggableError(error: unknown, depth = 0): LoggableError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const parts = error as Error & Record<string, unknown>;
  const isQuoting = 'query' in parts || 'severity' in parts || 'sqlState' in parts || error instanceof SyntaxError;
  const message = isQuoting ? '' : error.message.replace(EMAIL, '[email]').replace(MOBILE, '[mobile]');
  const kept: LoggableError = { type: error.name, message, stack: framesOf(error) };
  for (const part of SCHEMA_PARTS) {
    const value = parts[part];
    if (typeof value === 'string' || typeof value === 'number') kept[part] = value;
  }
  if (error.cause !== undefined && depth < DEEPEST) kept.cause = loggableError(error.cause, depth + 1);
  return kept;
}

/** The calls alone: the head of a stack repeats the message. */
const framesOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at\s/u.test(line))
    .join('\n');

/** For every logger of the program: errors go into the log in no other way. */
export const LOG_SERIALIZERS = { err: (error: unknown) => loggableError(error) };
