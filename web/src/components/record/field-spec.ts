import type { CodeTableName } from '../../../../server/contracts/code-tables/index.ts';

/** Who reads a field (handbook section 7): everybody, verified accounts, both sides after they agreed. */
export type FieldLevel = 'L0' | 'L1' | 'L2';
export type FieldKind =
  | 'line'
  | 'text'
  | 'tags'
  | 'code'
  | 'codes'
  | 'ordered'
  | 'hti'
  | 'industry'
  | 'trl'
  | 'month'
  | 'day'
  | 'indicators'
  | 'patents'
  | 'organisations'
  | 'money'
  | 'percent'
  | 'switch';

export interface FieldSpec {
  name: string;
  kind: FieldKind;
  level: FieldLevel;
  table?: CodeTableName;
  /** The code is stored as a number, such as a level. */
  isNumber?: boolean;
  /** Characters of a text, entries of a list. */
  max?: number;
  rows?: number;
  isOptional?: boolean;
  /** The contract takes null: a choice can be emptied again. */
  isNullable?: boolean;
  /** Upper end of a range of money that this field shows as well. */
  upper?: string;
  /** Shown only when this holds. */
  when?: (content: Readonly<Record<string, unknown>>) => boolean;
}

export interface StepSpec {
  key: string;
  fields: readonly FieldSpec[];
}

export interface RecordSpec {
  /** Locale file with `field.<name>.{label,hint,example}` and `step.<key>`. */
  words: 'achievements' | 'demands';
  statusTable: 'ACHIEVEMENT_STATUS' | 'DEMAND_STATUS';
  steps: readonly StepSpec[];
}

export type Content = Readonly<Record<string, unknown>>;

export const fieldsOf = (spec: RecordSpec): FieldSpec[] => spec.steps.flatMap((step) => step.fields);

/** The step that holds a field; an upper end belongs to the field that shows it. */
export function stepOf(spec: RecordSpec, field: string): string | undefined {
  return spec.steps.find((step) => step.fields.some((item) => item.name === field || item.upper === field))?.key;
}

/** The field under which a name is shown. */
export function shownField(spec: RecordSpec, field: string): FieldSpec | undefined {
  return fieldsOf(spec).find((item) => item.name === field || item.upper === field);
}

/** The DOM id of a field's control; `inner` names a cell of a list, such as `0.value`. */
export const controlId = (field: string, inner = ''): string =>
  `f-${field}${inner ? `-${inner.replace(/\./gu, '-')}` : ''}`;
