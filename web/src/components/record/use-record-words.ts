import { useTranslation } from 'react-i18next';
import { type FieldKind, type RecordSpec, shownField } from './field-spec.ts';
import type { FieldWords } from './record-field.tsx';

const CHOICES: readonly FieldKind[] = [
  'code',
  'codes',
  'ordered',
  'hti',
  'industry',
  'trl',
  'month',
  'day',
  'organisations',
];

export interface RecordWords {
  field: (name: string) => FieldWords;
  label: (name: string) => string;
  step: (key: string) => string;
  /** What a field lacks; choices are made, texts are written. */
  missing: (message: string, field: string) => string;
}

/** Words of fields and steps of one kind of record; an unknown field is shown by its name. */
export function useRecordWords(spec: RecordSpec): RecordWords {
  const { t } = useTranslation([spec.words, 'desk']);
  const word = (key: string, fallback = ''): string => t(`${spec.words}:${key}`, { defaultValue: fallback });
  return {
    field: (name) => ({
      label: word(`field.${name}.label`, name),
      hint: word(`field.${name}.hint`),
      example: word(`field.${name}.example`),
    }),
    label: (name) => word(`field.${name}.label`, name),
    step: (key) => word(`step.${key}`, key),
    missing: (message, field) => {
      const kind = shownField(spec, field)?.kind;
      const general = t(kind && CHOICES.includes(kind) ? 'desk:missing.choose' : 'desk:missing.required');
      return message === 'required' ? general : t(`desk:missing.${message}`, { defaultValue: general });
    },
  };
}
