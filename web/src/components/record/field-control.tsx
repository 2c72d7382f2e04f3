import { useTranslation } from 'react-i18next';
import type { IntellectualProperty } from '../../../../server/contracts/achievements.contract.ts';
import type { Indicator } from '../../../../server/contracts/indicator.contract.ts';
import { useCodes } from '../../lib/code-label.ts';
import { CodeChecks, CodeRadios, TrlPicker } from './choice-inputs.tsx';
import { CodeSelect } from './code-select.tsx';
import { type Content, controlId, type FieldSpec, type RecordSpec } from './field-spec.ts';
import { IndicatorsEditor } from './indicators-editor.tsx';
import { MoneyRange, NumberInput } from './number-inputs.tsx';
import { OrganisationPicker } from './organisation-picker.tsx';
import { PatentsEditor } from './patents-editor.tsx';
import { describedBy, RecordField } from './record-field.tsx';
import { TagsInput } from './tags-input.tsx';
import { HtiPicker, IndustryPicker } from './tree-inputs.tsx';
import { useRecordWords } from './use-record-words.ts';
import './fields.css';

interface FieldControlProps {
  spec: RecordSpec;
  field: FieldSpec;
  content: Content;
  /** The copy of the server, for what it adds, such as normal forms of numbers. */
  saved: Content;
  errors: Readonly<Record<string, string>>;
  missing: readonly { field: string; message: string }[];
  onChange: (values: Content) => void;
}

const texts = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = <T,>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Radios up to this many codes, a list above. */
const FEW = 6;
const GROUPS: readonly FieldSpec['kind'][] = ['codes', 'ordered', 'trl', 'indicators', 'patents', 'money'];

/** The control that fits a field, inside its label, help and messages. */
export function FieldControl({ spec, field, content, saved, errors, missing, onChange }: FieldControlProps) {
  const words = useRecordWords(spec);
  const { options } = useCodes();
  const isFew = field.table !== undefined && options(field.table).length <= FEW;
  const value = content[field.name];
  const own = missing.filter((item) => item.field === field.name || item.field === field.upper);
  const isText = field.kind === 'line' || field.kind === 'text';
  return (
    <RecordField
      name={field.name}
      words={words.field(field.name)}
      level={field.level}
      isOptional={field.isOptional}
      isGroup={GROUPS.includes(field.kind) || (field.kind === 'code' && isFew && !field.isOptional)}
      error={
        errors[field.name] ??
        Object.entries(errors).find(([path]) => field.kind === 'tags' && path.startsWith(`${field.name}.`))?.[1]
      }
      missing={own.map((item) => words.missing(item.message, item.field))}
      count={isText && field.max ? { now: texts(value).length, max: field.max } : undefined}
    >
      <Control {...{ spec, field, content, saved, errors, onChange, isFew }} />
    </RecordField>
  );
}

function Control({
  spec,
  field,
  content,
  saved,
  errors,
  onChange,
  isFew,
}: Omit<FieldControlProps, 'missing'> & { isFew: boolean }) {
  const { t } = useTranslation('desk');
  const { name } = field;
  const value = content[name];
  const set = (next: unknown): void => onChange({ [name]: next });
  const isInvalid = Boolean(errors[name]);
  const input = { id: controlId(name), 'aria-describedby': describedBy(name), 'aria-invalid': isInvalid };
  switch (field.kind) {
    case 'line':
      return (
        <input
          {...input}
          className="fx-input"
          value={texts(value)}
          maxLength={field.max}
          onChange={(event) => set(event.target.value)}
        />
      );
    case 'text':
      return (
        <textarea
          {...input}
          className="fx-input rc-text"
          rows={field.rows ?? 4}
          value={texts(value)}
          maxLength={field.max}
          onChange={(event) => set(event.target.value)}
        />
      );
    case 'tags':
      return (
        <TagsInput
          name={name}
          value={list<string>(value)}
          max={field.max ?? 10}
          length={name === 'scenes' ? 60 : name === 'ipc' ? 20 : 30}
          isInvalid={isInvalid}
          onChange={set}
        />
      );
    case 'code':
      if (!field.table) return null;
      return isFew && !field.isOptional ? (
        <CodeRadios name={name} table={field.table} value={value} onChange={set} />
      ) : (
        <CodeSelect
          id={controlId(name)}
          table={field.table}
          value={field.isNumber ? String(value ?? '') : texts(value)}
          placeholder={value && field.isNullable ? t('desk:field.leaveOpen') : t('desk:field.pick')}
          describedBy={describedBy(name)}
          isInvalid={isInvalid}
          onChange={(code) => {
            if (code) set(field.isNumber ? Number(code) : code);
            else if (field.isNullable) set(null);
          }}
        />
      );
    case 'codes':
    case 'ordered':
      if (!field.table) return null;
      return (
        <CodeChecks
          name={name}
          table={field.table}
          value={list<string>(value)}
          isOrdered={field.kind === 'ordered'}
          {...(field.max ? { max: field.max } : {})}
          onChange={set}
        />
      );
    case 'hti':
      return <HtiPicker name={name} value={texts(value)} isInvalid={isInvalid} onChange={set} />;
    case 'industry':
      return (
        <IndustryPicker
          name={name}
          value={list<string>(value)}
          max={field.max ?? 3}
          isInvalid={isInvalid}
          onChange={set}
        />
      );
    case 'trl':
      return <TrlPicker name={name} value={number(value)} onChange={set} />;
    case 'month':
      return (
        <input
          {...input}
          type="month"
          className="fx-input rc-date"
          placeholder="2024-06"
          value={texts(value)}
          onChange={(event) => (event.target.value ? set(event.target.value) : field.isOptional && set(null))}
        />
      );
    case 'day':
      return (
        <input
          {...input}
          type="date"
          className="fx-input rc-date"
          value={texts(value)}
          onChange={(event) => set(event.target.value || null)}
        />
      );
    case 'percent':
      return (
        <div className="rc-money">
          <NumberInput
            id={controlId(name)}
            label=""
            isLabelled
            describedBy={describedBy(name)}
            isInvalid={isInvalid}
            value={number(value)}
            onChange={set}
          />
          <span>%</span>
        </div>
      );
    case 'switch':
      return (
        <label className="rc-check">
          <input {...input} type="checkbox" checked={value === true} onChange={(event) => set(event.target.checked)} />
          {t(`${spec.words}:field.${name}.switch`)}
        </label>
      );
    case 'money': {
      const upper = field.upper ?? name;
      const mode = name === 'budgetMin' ? content.budgetMode : content.priceMode;
      return (
        <MoneyRange
          name={name}
          upper={upper}
          min={number(value)}
          max={number(content[upper])}
          isFixed={mode === 'FIXED'}
          errors={{ min: errors[name], max: errors[upper] }}
          onChange={onChange}
        />
      );
    }
    case 'indicators':
      return (
        <IndicatorsEditor
          name={name}
          value={list<Indicator>(value)}
          max={field.max ?? 30}
          isDemand={spec.words === 'demands'}
          errors={errors}
          onChange={set}
        />
      );
    case 'organisations':
      return (
        <OrganisationPicker
          id={controlId(name)}
          label={t(`${spec.words}:field.${name}.label`)}
          describedBy={describedBy(name)}
          value={list<string>(value)}
          max={field.max ?? 10}
          onChange={set}
        />
      );
    case 'patents':
      return (
        <PatentsEditor
          name={name}
          value={list<IntellectualProperty>(value)}
          saved={list<IntellectualProperty>(saved[name])}
          max={field.max ?? 50}
          errors={errors}
          onChange={set}
        />
      );
  }
}
