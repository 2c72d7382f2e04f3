import type { z } from 'zod';
import type { DemandContent, FieldSuggestion } from '../../../../server/contracts/demands.contract.ts';

export type Suggestion = z.infer<typeof FieldSuggestion>;
type ListField = 'scenes' | 'keywords' | 'cooperationModes' | 'indicators';
const LIST_MAX: Readonly<Record<ListField, number>> = { scenes: 10, keywords: 10, cooperationModes: 9, indicators: 30 };
const TEXT_MAX = 5_000;
const isList = (field: string): field is ListField => field in LIST_MAX;

/** Takes words that must not stand in a public text out of it, with the gap they leave. */
export const without = (text: string, words: readonly string[]): string =>
  words
    .reduce((rest, word) => rest.replaceAll(word, ''), text)
    .replace(/[ \t]{2,}/gu, ' ')
    .trim();

/**
 * The fields of the draft that change when a suggestion is accepted. Texts are added to what stands there, lists grow
 * without doubles; a contact leaves the texts and goes to the private contact fields.
 * @param source the pasted text, for the words behind a masked contact
 * @param removed contacts that were taken out before, so that a later text does not bring them back
 */
export function applySuggestion(
  content: DemandContent,
  item: Suggestion,
  source: string,
  removed: readonly string[] = [],
): DemandContent {
  const { field, value } = item;
  if (field === 'contact') return takeContact(content, value, source.slice(item.start, item.end));
  if (field === 'budget') return value as DemandContent;
  if (field === 'problem' || field === 'background') {
    const text = without(String(value), removed);
    const now = content[field] ?? '';
    if (now.includes(text)) return {};
    return { [field]: (now ? `${now}\n${text}` : text).slice(0, TEXT_MAX) };
  }
  if (field === 'title') return { title: without(String(value), removed).slice(0, 60) };
  if (isList(field)) {
    const now = (content[field] ?? []) as unknown[];
    const key = (entry: unknown): string => JSON.stringify(entry);
    const more = (Array.isArray(value) ? value : [value]).filter(
      (entry) => !now.some((old) => key(old) === key(entry)),
    );
    return { [field]: [...now, ...more].slice(0, LIST_MAX[field]) } as DemandContent;
  }
  return { [field]: value } as DemandContent;
}

function takeContact(content: DemandContent, value: unknown, raw: string): DemandContent {
  const kind = (value as { kind?: string } | null)?.kind;
  const patch: DemandContent = {};
  for (const field of ['title', 'problem', 'background', 'summary'] as const) {
    const text = content[field];
    if (text?.includes(raw)) patch[field] = without(text, [raw]);
  }
  if (kind === 'mobile' && !content.contactMobile) patch.contactMobile = raw.replace(/[\s-]/gu, '');
  if (kind === 'email' && !content.contactEmail) patch.contactEmail = raw;
  if (kind === 'person' && !content.contactName) patch.contactName = raw;
  return patch;
}

/** Values of the touched fields as they were, so that an acceptance can be taken back. */
export function undoOf(content: DemandContent, patch: DemandContent): DemandContent {
  const empty = (value: unknown): unknown => (Array.isArray(value) ? [] : typeof value === 'string' ? '' : null);
  return Object.fromEntries(
    Object.entries(patch).map(([field, value]) => [field, content[field as keyof DemandContent] ?? empty(value)]),
  ) as DemandContent;
}

export interface Segment {
  start: number;
  end: number;
  /** Suggestions that cover this stretch. */
  ids: string[];
}

/** Cuts a text at the borders of overlapping spans, so that each stretch can be drawn once. */
export function segmentsOf(length: number, spans: readonly { id: string; start: number; end: number }[]): Segment[] {
  const inside = spans.filter((span) => span.end > span.start && span.start < length);
  const cuts = [
    ...new Set([0, length, ...inside.flatMap(({ start, end }) => [Math.max(0, start), Math.min(length, end)])]),
  ].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? length;
    return { start, end, ids: inside.filter((span) => span.start <= start && span.end >= end).map(({ id }) => id) };
  });
}
