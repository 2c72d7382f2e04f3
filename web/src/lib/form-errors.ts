import i18next from 'i18next';
import type { z } from 'zod';
import { ApiError, type FieldError } from './api-error.ts';

export type NamePath = (string | number)[];

/** `content.indicators.0.value` → ['indicators', 0, 'value'] after the prefix `content` is taken off. */
export function namePath(path: string, prefix = ''): NamePath {
  const rest = prefix && (path === prefix || path.startsWith(`${prefix}.`)) ? path.slice(prefix.length + 1) : path;
  return rest
    .split('.')
    .filter(Boolean)
    .map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
}

/** Words for a code of the contracts or of Zod. */
export function fieldWords(code: string): string {
  return i18next.t(`common:field.${code}`, { defaultValue: i18next.t('common:field.custom') });
}

interface FormLike {
  setFields: (fields: { name: never; errors: string[] }[]) => void;
  scrollToField?: (name: never, options?: { block?: 'center'; focus?: boolean }) => void;
}

/**
 * Puts the field errors of a refused call beside the fields of an antd form and brings the first into view.
 * Returns the errors that belong to no field (`known` says which top-level names the form has; without it all are taken).
 */
export function showFieldErrors(
  form: FormLike,
  error: unknown,
  options: { prefix?: string; known?: readonly string[] } = {},
): FieldError[] {
  if (!(error instanceof ApiError) || !error.fields.length) return [];
  const rest: FieldError[] = [];
  const fields: { name: never; errors: string[] }[] = [];
  for (const item of error.fields) {
    const name = namePath(item.path, options.prefix);
    if (!name.length || (options.known && !options.known.includes(String(name[0])))) rest.push(item);
    else fields.push({ name: name as never, errors: [item.message] });
  }
  form.setFields(fields);
  const first = fields[0];
  if (first) form.scrollToField?.(first.name, { block: 'center', focus: true });
  return rest;
}

/** Errors of a contract's schema in the shape of the server's, with words of the page. Empty when all is right. */
export function checkWith(schema: z.ZodType, values: unknown): FieldError[] {
  const result = schema.safeParse(values, { reportInput: true });
  if (result.success) return [];
  return result.error.issues.map((issue) => {
    const empty = issue.input === undefined || issue.input === '' || issue.input === null;
    const isWord = issue.code === 'custom' || (issue.code === 'invalid_format' && issue.message === 'single_line');
    const code = isWord
      ? issue.message
      : empty || (issue.code === 'too_small' && issue.minimum === 1)
        ? 'required'
        : issue.code;
    return { path: issue.path.join('.'), code, message: fieldWords(code) };
  });
}

/** First message per dotted path, for forms made of plain inputs. */
export function byPath(errors: readonly FieldError[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const item of errors) result[item.path] ??= item.message;
  return result;
}
