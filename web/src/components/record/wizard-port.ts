import { z } from 'zod';
import type { FieldError } from '../../lib/api-error.ts';
import { checkWith } from '../../lib/form-errors.ts';
import type { Content } from './field-spec.ts';

/** Errors of one field by the contract of its record; paths start with the field's name. */
export function checkField(shape: Readonly<Record<string, z.ZodType>>, field: string, value: unknown): FieldError[] {
  const schema = shape[field];
  return schema ? checkWith(z.object({ [field]: schema }), { [field]: value }) : [];
}

/** The working copy: the new version of a published record when there is one; only fields that the wizard holds. */
export function editableOf(
  view: { content: object; revision: { content: object } | null },
  names: readonly string[],
): Content {
  const source = (view.revision?.content ?? view.content) as Content;
  return Object.fromEntries(names.flatMap((name) => (source[name] === undefined ? [] : [[name, source[name]]])));
}

/** What the contract accepts of a half-written record; fields that are wrong are left out. */
export function validPart(shape: Readonly<Record<string, z.ZodType>>, content: Content): Content {
  return Object.fromEntries(Object.entries(content).filter(([field, value]) => shape[field]?.safeParse(value).success));
}
