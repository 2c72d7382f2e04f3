import type { Indicator } from '../../../../server/contracts/indicator.contract.ts';
import { type Content, type FieldLevel, fieldsOf, type RecordSpec } from './field-spec.ts';

/** Classes of price that the public reads in place of an amount (yuan). */
export const PRICE_BANDS: readonly (readonly [from: number, to: number | null])[] = [
  [0, 500_000],
  [500_000, 2_000_000],
  [2_000_000, 10_000_000],
  [10_000_000, null],
];

function bandOf(min: unknown, max: unknown): readonly [number, number | null] | null {
  const low = typeof min === 'number' ? min : null;
  const high = typeof max === 'number' ? max : null;
  const middle = low !== null && high !== null ? (low + high) / 2 : (low ?? high);
  if (middle === null) return null;
  return PRICE_BANDS.find(([from, to]) => middle >= from && (to === null || middle < to)) ?? null;
}

const ORDER: Readonly<Record<FieldLevel, number>> = { L0: 0, L1: 1, L2: 2 };

function hideNames(value: unknown, names: readonly string[], mask: string): unknown {
  if (typeof value === 'string') return names.reduce((text, name) => text.replaceAll(name, mask), value);
  if (Array.isArray(value)) return value.map((item) => hideNames(item, names, mask));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hideNames(inner, names, mask)]));
  return value;
}

/** Contacts as the other side reads them in the record; the introduction opens them. */
const MASKS: Readonly<Record<string, (text: string) => string>> = {
  contactMobile: (text) => text.replace(/^(.{3}).+(.{4})$/u, '$1****$2'),
  contactEmail: (text) => text.replace(/^(.).*@/u, '$1***@'),
};

/**
 * What a reader of a level will see of a record, for the preview beside the form. The server decides anew when it
 * answers; the names of `firm` are masked for those who may not know the firm of an anonymous demand.
 */
export function readerCopy(
  spec: RecordSpec,
  content: Content,
  level: FieldLevel,
  firm: { names: readonly string[]; mask: string } = { names: [], mask: '' },
): Content {
  const copy: Record<string, unknown> = {};
  for (const field of fieldsOf(spec)) {
    if (field.kind === 'switch') continue;
    const isOpen = ORDER[level] >= ORDER[field.level];
    const hidesFirm = content.isAnonymous === true && level !== 'L2';
    if (isOpen) {
      copy[field.name] = hidesFirm ? hideNames(content[field.name], firm.names, firm.mask) : content[field.name];
      const masked = copy[field.name];
      if (typeof masked === 'string') copy[field.name] = MASKS[field.name]?.(masked) ?? masked;
      if (field.upper) copy[field.upper] = content[field.upper];
    } else if (field.kind === 'money' && field.upper && content.budgetMode !== 'UNDISCLOSED') {
      const band = bandOf(content[field.name], content[field.upper]);
      if (band) Object.assign(copy, { [field.name]: band[0], [field.upper]: band[1] });
    }
    if (field.kind === 'indicators' && isOpen && level === 'L1')
      copy[field.name] = ((copy[field.name] ?? []) as Indicator[]).map((item) => ({
        ...item,
        value: item.comparator === 'EQ' ? null : item.value,
        currentValue: null,
        testMethod: '',
      }));
  }
  return copy;
}

/** Texts that name the firm although the demand is anonymous. */
export function fieldsNaming(spec: RecordSpec, content: Content, names: readonly string[]): string[] {
  const found = (value: unknown): boolean =>
    typeof value === 'string'
      ? names.some((name) => name.length >= 2 && value.includes(name))
      : value !== null && typeof value === 'object' && Object.values(value).some(found);
  return fieldsOf(spec)
    .filter((field) => field.level !== 'L2' && found(content[field.name]))
    .map((field) => field.name);
}
