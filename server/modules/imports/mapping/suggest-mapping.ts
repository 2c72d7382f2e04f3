import type { ImportColumn, ImportTarget } from '../../../contracts/imports.contract.ts';
import { normaliseCode } from '../../../kernel/half-width.ts';
import { parsePatentNumber } from '../../../kernel/patent-number.ts';
import { checkUscc } from '../../../kernel/uscc.ts';
import type { ParsedColumn } from '../formats/workbook.types.ts';
import { type FieldSpec, fieldSpecs } from './fields.ts';
import type { MappingReason } from './mapping-reasons.ts';

/** A column of the sheet with the field proposed for it. */
export type SuggestedColumn = Omit<ImportColumn, 'why' | 'isRemembered'> & { reason: MappingReason };

interface Guess {
  spec: FieldSpec;
  confidence: number;
  reason: MappingReason;
}

const plain = (text: string): string =>
  normaliseCode(text)
    .toLowerCase()
    .replace(/#\d+$/u, '')
    .replace(/[\s*()[\]:：、,，。／/\\-]+/gu, '');

/** How well a header names a field: equal, or one inside the other by the share of letters in common. */
function likeness(header: string, name: string): number {
  if (header === name) return 1;
  if (name.length < 2) return 0;
  if (header.endsWith(name)) return 0.7 + 0.2 * (name.length / header.length);
  if (header.includes(name)) return 0.55 + 0.25 * (name.length / header.length);
  if (header.length >= 3 && name.includes(header)) return 0.4 + 0.3 * (header.length / name.length);
  return 0;
}

function byHeader(column: ParsedColumn, specs: readonly FieldSpec[]): Guess[] {
  const levels = column.path.split('/').map(plain);
  const leaf = levels.at(-1)!;
  const above = levels.slice(0, -1).join('');
  const guesses: Guess[] = [];
  for (const spec of specs) {
    let best = { score: 0, name: '' };
    for (const name of spec.names) {
      const wanted = plain(name);
      // 单位信息/名称 reads as 单位名称.
      const joined = above === '' ? 0 : likeness(above.replace(/信息|情况|基本/gu, '') + leaf, wanted);
      const score = Math.max(likeness(leaf, wanted), joined >= 1 ? 1.01 : joined * 0.95);
      if (score > best.score || (score === best.score && name.length > best.name.length)) best = { score, name };
    }
    if (best.score < 0.5) continue;
    const isSame = best.score >= 1;
    guesses.push({
      spec,
      confidence: isSame ? Math.min(1, best.score - (best.name.length <= 2 ? 0.05 : 0)) : best.score,
      reason: { code: isSame ? 'SAME_HEADER' : 'LIKE_HEADER', name: best.name },
    });
  }
  return guesses;
}

interface Pattern {
  field: string;
  holds: (text: string) => boolean;
}
const STRONG: readonly Pattern[] = [
  { field: 'contactEmail', holds: (text) => /^[\w.+-]+@[\w-]+\.[\w.-]+$/u.test(text) },
  {
    field: 'contactMobile',
    holds: (text) => /^1[3-9]\d{9}$/u.test(text.replace(/[\s-]/gu, '')),
  },
  { field: 'uscc', holds: (text) => checkUscc(text).ok },
  {
    field: 'externalId',
    holds: (text) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/iu.test(text) || /^[A-Z]{1,6}[-_]?\d{2,}(?:-\d+)*$/u.test(text),
  },
  {
    field: 'ip',
    holds: (text) => {
      const read = parsePatentNumber(text);
      return read.ok ? read.kind !== 'OTHER' : true;
    },
  },
  { field: 'trl', holds: (text) => /^TRL\s*-?\d$/iu.test(text) },
];

/** Columns without a usable header: what their samples look like. */
function byContent(
  columns: readonly ParsedColumn[],
  target: ImportTarget,
  specs: readonly FieldSpec[],
): Map<number, Guess> {
  const guesses = new Map<number, Guess>();
  const specOf = (field: string): FieldSpec | undefined => specs.find((spec) => spec.field === field);
  const open: ParsedColumn[] = [];
  for (const column of columns) {
    const found =
      column.samples.length > 0
        ? STRONG.find((pattern) => specOf(pattern.field) && column.samples.every(pattern.holds))
        : undefined;
    if (found)
      guesses.set(column.index, {
        spec: specOf(found.field)!,
        confidence: 0.75,
        reason: { code: 'CONTENT', field: found.field },
      });
    else if (/^第\d+列$/u.test(column.path)) open.push(column);
  }
  const length = (column: ParsedColumn): number =>
    column.samples.reduce((sum, text) => sum + text.length, 0) / Math.max(1, column.samples.length);
  const long = open.filter((column) => length(column) >= 40).toSorted((a, b) => length(b) - length(a))[0];
  const short = open.find(
    (column) =>
      column !== long &&
      length(column) >= 5 &&
      length(column) <= 60 &&
      !column.samples.every((text) => /^[\d.\s-]+$/u.test(text)),
  );
  if (long)
    guesses.set(long.index, {
      spec: specOf(target === 'demand' ? 'problem' : 'description')!,
      confidence: 0.65,
      reason: { code: 'LONG_TEXT' },
    });
  if (short) guesses.set(short.index, { spec: specOf('title')!, confidence: 0.65, reason: { code: 'SHORT_TEXT' } });
  return guesses;
}

/**
 * Proposes a field for each column: remembered mapping of the sender first, then header names of real lists, then
 * what the cells look like. A field goes to one column only, the surest. `confidence` 0–1, `reason` in codes.
 */
export function suggestMapping(
  columns: readonly ParsedColumn[],
  target: ImportTarget,
  remembered?: Readonly<Record<string, string | null>>,
): SuggestedColumn[] {
  const specs = fieldSpecs(target).filter((spec) => spec.isColumn);
  const content = byContent(columns, target, specs);
  const chosen = new Map<number, Guess | { spec: null; confidence: number; reason: MappingReason }>();
  const taken = new Set<string>();
  for (const column of columns) {
    if (!remembered || !Object.hasOwn(remembered, column.path)) continue;
    const field = remembered[column.path]!;
    const spec = specs.find((candidate) => candidate.field === field);
    if (field !== null && (!spec || taken.has(field))) continue;
    if (spec) taken.add(spec.field);
    chosen.set(column.index, { spec: spec ?? null, confidence: 1, reason: { code: 'REMEMBERED' } });
  }
  const offers = columns
    .filter((column) => !chosen.has(column.index))
    .flatMap((column) => {
      const fromContent = content.get(column.index);
      const guesses = byHeader(column, specs);
      if (fromContent) {
        const same = guesses.find((guess) => guess.spec === fromContent.spec);
        if (same) same.confidence = Math.min(1, same.confidence + 0.1);
        else if (guesses.every((guess) => guess.confidence < 0.8)) guesses.push(fromContent);
      }
      return guesses.map((guess) => ({ column, guess }));
    })
    .toSorted((a, b) => b.guess.confidence - a.guess.confidence || a.column.index - b.column.index);
  const beaten = new Map<number, string>();
  for (const { column, guess } of offers) {
    if (chosen.has(column.index)) continue;
    if (taken.has(guess.spec.field)) {
      if (!beaten.has(column.index)) beaten.set(column.index, guess.spec.field);
      continue;
    }
    taken.add(guess.spec.field);
    chosen.set(column.index, guess);
  }
  return columns.map(({ index, path, unit, samples }) => {
    const choice = chosen.get(index);
    const rival = beaten.get(index);
    const reason: MappingReason = choice?.reason ?? (rival ? { code: 'TAKEN', field: rival } : { code: 'NONE' });
    return {
      index,
      path,
      unit,
      samples,
      field: choice?.spec?.field ?? null,
      confidence: Math.round((choice?.confidence ?? 0) * 100) / 100,
      reason,
    };
  });
}
