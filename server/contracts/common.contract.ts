import { z } from 'zod';

/** Identifier of any record: UUID version 7, so that ids sort by time of creation. */
export const Id = z.uuid();
export const IdParams = z.object({ id: Id });

/** What no database column and no XML file can hold: control characters except tab and line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;
/**
 * Text as it can be stored: control characters that came along with a paste go, half surrogate pairs become U+FFFD.
 * Everything visible, zero-width marks and writing from right to left stay as they were typed.
 */
export const storable = (value: string): string => value.toWellFormed().replace(UNSTORABLE, '');
const Storable = z.string().overwrite(storable);

/** Bounded, trimmed, storable text. A string without an upper bound is never accepted. */
export const text = (min: number, max: number) => Storable.trim().min(min).max(max);
export const line = (max = 200) =>
  Storable.trim()
    .max(max)
    .regex(/^[^\r\n]*$/u, { message: 'single_line' });
/** How a contact is written, wherever one is given: a mobile number of the mainland, an e-mail address (never a mask). */
export const isMobile = (value: string): boolean => /^1[3-9]\d{9}$/u.test(value);
export const isEmail = (value: string): boolean => /^[^\s@*]+@[^\s@]+\.[^\s@]+$/u.test(value);
/** Opaque place in a list, as the answer before gave it. */
export const CursorText = z.string().max(300).optional();

/** Amount in yuan with two places. */
export const Yuan = z.number().min(0).max(1e12).multipleOf(0.01);
export const Day = z.iso.date();
export const Month = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/u);
export const Timestamp = z.string().max(40);
export const Code = z.string().regex(/^[A-Z]{3}-\d{4}-\d{6}$/u);

export const CursorQuery = z.object({
  cursor: CursorText,
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int().optional() });

/** RFC 9457 problem document with field errors. `path` is dotted, such as `indicators.0.value`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  /** With 409 VERSION_CONFLICT: the newer copy, as the reader may see it. */
  current: z.unknown().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Every change of an existing record states the version it saw. */
export const Versioned = z.object({ version: z.number().int().min(1) });

export const DisclosureLevel = z.enum(['L0', 'L1', 'L2', 'L3']);
export type DisclosureLevel = z.infer<typeof DisclosureLevel>;

/** How to reach people; level L2. */
export const Contact = z.object({ name: z.string(), mobile: z.string(), email: z.string() });
export type Contact = z.infer<typeof Contact>;
/** How staff may open a contact that they read masked: at once or with a reason of their own; each look is written down. */
export const ContactAccess = z.enum(['NONE', 'LOGGED', 'REASON']);
export type ContactAccess = z.infer<typeof ContactAccess>;
export const ContactRequest = z.object({ reason: text(2, 300).optional() });
export type ContactRequest = z.infer<typeof ContactRequest>;

export const Ok = z.object({ ok: z.literal(true) });

/** An audit row as a reader of the record may see it. */
export const TransitionView = z.object({
  id: Id,
  from: z.string(),
  to: z.string(),
  event: z.string(),
  actorName: z.string(),
  role: z.string(),
  at: Timestamp,
  reasonCode: z.string().nullable(),
  comment: z.string().nullable(),
});
export type TransitionView = z.infer<typeof TransitionView>;
