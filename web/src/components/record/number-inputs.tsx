import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { controlId } from './field-spec.ts';
import { describedBy } from './record-field.tsx';
import './fields.css';

/** Full-width digits and thousands separators are read; null when it is no number. */
export function readNumber(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[,\s]/gu, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

const WAN = 10_000;
/** Yuan with two places from 万元 as typed. */
export const yuanOf = (wan: number): number => Math.round(wan * WAN * 100) / 100;
const wanText = (yuan: number | null): string => (yuan === null ? '' : String(Math.round(yuan / (WAN / 1e6)) / 1e6));

interface NumberInputProps {
  id: string;
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  /** From the stored value to the text and back, such as yuan and 万元. */
  toText?: (value: number | null) => string;
  fromNumber?: (value: number) => number;
  isInvalid?: boolean;
  describedBy?: string;
  placeholder?: string;
  isLabelled?: boolean;
}

/** A number in a text field: what is typed stays as typed; a text that is no number is named and not taken over. */
export function NumberInput(props: NumberInputProps) {
  const { id, label, value, onChange, isInvalid, placeholder, isLabelled } = props;
  const { t } = useTranslation('desk');
  const toText = props.toText ?? ((number: number | null) => (number === null ? '' : String(number)));
  const fromNumber = props.fromNumber ?? ((number: number) => number);
  const [typed, setTyped] = useState<{ text: string; value: number | null; isWrong: boolean } | null>(null);
  const text = typed && (typed.isWrong || Object.is(typed.value, value)) ? typed.text : toText(value);
  const isWrong = typed?.isWrong ?? false;
  return (
    <>
      <input
        id={id}
        className="fx-input rc-number"
        inputMode="decimal"
        aria-label={isLabelled ? undefined : label}
        aria-invalid={Boolean(isInvalid) || isWrong}
        aria-describedby={props.describedBy}
        placeholder={placeholder}
        value={text}
        maxLength={24}
        onChange={(event) => {
          const raw = event.target.value;
          const number = raw.trim() === '' ? null : readNumber(raw);
          const wrong = raw.trim() !== '' && number === null;
          const next = number === null ? null : fromNumber(number);
          setTyped({ text: raw, value: next, isWrong: wrong });
          if (!wrong) onChange(next);
        }}
        onBlur={() => {
          if (!typed?.isWrong) setTyped(null);
        }}
      />
      {isWrong ? <p className="rc-field__error">{t('desk:field.notNumber')}</p> : null}
    </>
  );
}

interface MoneyRangeProps {
  name: string;
  upper: string;
  min: number | null;
  max: number | null;
  isFixed: boolean;
  onChange: (values: Record<string, number | null>) => void;
  errors: { min?: string | undefined; max?: string | undefined };
}

/** Amount or range in 万元; stored in yuan. A fixed amount is a range of one point. */
export function MoneyRange({ name, upper, min, max, isFixed, onChange, errors }: MoneyRangeProps) {
  const { t } = useTranslation('desk');
  const common = { toText: wanText, fromNumber: yuanOf, describedBy: describedBy(name) };
  if (isFixed)
    return (
      <div className="rc-money">
        <NumberInput
          {...common}
          id={controlId(name)}
          label={t('desk:field.amount')}
          value={min ?? max}
          isInvalid={Boolean(errors.min)}
          onChange={(value) => onChange({ [name]: value, [upper]: value })}
        />
        <span>{t('desk:field.wan')}</span>
      </div>
    );
  return (
    <>
      <div className="rc-money">
        <NumberInput
          {...common}
          id={controlId(name)}
          label={t('desk:field.from')}
          placeholder={t('desk:field.from')}
          value={min}
          isInvalid={Boolean(errors.min)}
          onChange={(value) => onChange({ [name]: value })}
        />
        <span aria-hidden="true">—</span>
        <NumberInput
          {...common}
          id={controlId(upper)}
          label={t('desk:field.to')}
          placeholder={t('desk:field.to')}
          value={max}
          isInvalid={Boolean(errors.max)}
          onChange={(value) => onChange({ [upper]: value })}
        />
        <span>{t('desk:field.wan')}</span>
      </div>
      {errors.max ? <p className="rc-field__error">{errors.max}</p> : null}
    </>
  );
}
