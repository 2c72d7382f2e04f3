import { useTranslation } from 'react-i18next';
import { COMPARATORS, type Indicator } from '../../../../server/contracts/indicator.contract.ts';
import { useCodes } from '../../lib/code-label.ts';
import { indicatorValue } from '../../lib/indicator.ts';
import { controlId } from './field-spec.ts';
import { NumberInput } from './number-inputs.tsx';
import './row-editors.css';

export const newIndicator = (isMandatory: boolean): Indicator => ({
  name: '',
  comparator: 'GE',
  value: null,
  value2: null,
  textValue: null,
  unit: '',
  condition: '',
  mandatory: isMandatory,
  weight: null,
  currentValue: null,
  testMethod: '',
});

/** Common units, for the list under the field; anything else may be typed. */
const UNITS = [
  '%',
  'mm',
  'μm',
  'nm',
  'm',
  '℃',
  'MPa',
  'kPa',
  'N/mm',
  'N',
  'g',
  'kg',
  't',
  'mg/L',
  'L',
  'h',
  'min',
  's',
  'ms',
  'Hz',
  'kW',
  'kWh',
  'V',
  'A',
  'dB',
] as const;

interface EditorProps {
  name: string;
  value: readonly Indicator[];
  onChange: (value: Indicator[]) => void;
  errors: Readonly<Record<string, string>>;
  /** A demand asks for indicators, an achievement states them. */
  isDemand: boolean;
  max: number;
}

/** Indicators row by row, each with its reading in plain words. */
export function IndicatorsEditor({ name, value, onChange, errors, isDemand, max }: EditorProps) {
  const { t } = useTranslation('desk');
  const { label } = useCodes();
  const change = (at: number, patch: Partial<Indicator>): void =>
    onChange(value.map((row, index) => (index === at ? { ...row, ...patch } : row)));
  return (
    <div className="rc-rows">
      <datalist id={`${controlId(name)}-units`}>
        {UNITS.map((unit) => (
          <option key={unit} value={unit} />
        ))}
      </datalist>
      {value.map((row, index) => {
        const id = (inner: string): string => controlId(name, `${index}.${inner}`);
        const error = (inner: string): string | undefined => errors[`${name}.${index}.${inner}`];
        const isWords = row.comparator === 'ENUM' || row.comparator === 'BOOL';
        const reading = indicatorValue(row);
        const title = t('desk:indicator.row', { no: index + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
          <section key={index} className="rc-row" aria-label={title}>
            <header className="rc-row__head">
              <span>
                <b>{title}</b>
                {row.name && reading ? ` ${row.name} ${reading}` : ''}
              </span>
              <button
                type="button"
                className="fx-btn fx-btn--quiet fx-btn--small"
                aria-label={t('desk:indicator.remove', { no: index + 1 })}
                onClick={() => onChange(value.filter((_, i) => i !== index))}
              >
                {t('common:action.delete')}
              </button>
            </header>
            <div className="rc-row__grid">
              <label className="rc-cell rc-cell--wide">
                <span>{t('desk:indicator.name')}</span>
                <input
                  id={id('name')}
                  className="fx-input"
                  value={row.name}
                  maxLength={60}
                  aria-invalid={Boolean(error('name'))}
                  placeholder={t('desk:indicator.namePlaceholder')}
                  onChange={(event) => change(index, { name: event.target.value })}
                />
                {error('name') ? <em className="rc-field__error">{error('name')}</em> : null}
              </label>
              <label className="rc-cell">
                <span>{t('desk:indicator.comparator')}</span>
                <select
                  id={id('comparator')}
                  className="fx-select"
                  value={row.comparator}
                  onChange={(event) => {
                    const comparator = event.target.value as Indicator['comparator'];
                    const words = comparator === 'ENUM' || comparator === 'BOOL';
                    change(index, {
                      comparator,
                      value2: comparator === 'BETWEEN' ? row.value2 : null,
                      ...(words ? { value: null } : { textValue: null }),
                    });
                  }}
                >
                  {COMPARATORS.map((code) => (
                    <option key={code} value={code}>
                      {label('COMPARATOR', code)}
                    </option>
                  ))}
                </select>
              </label>
              {isWords ? (
                <label className="rc-cell rc-cell--wide">
                  <span>{t('desk:indicator.textValue')}</span>
                  <input
                    id={id('textValue')}
                    className="fx-input"
                    value={row.textValue ?? ''}
                    maxLength={120}
                    onChange={(event) => change(index, { textValue: event.target.value || null })}
                  />
                </label>
              ) : (
                <>
                  <div className="rc-cell">
                    <label htmlFor={id('value')}>
                      {t(row.comparator === 'BETWEEN' ? 'desk:indicator.low' : 'desk:indicator.value')}
                    </label>
                    <NumberInput
                      id={id('value')}
                      label={t('desk:indicator.value')}
                      isLabelled
                      value={row.value}
                      isInvalid={Boolean(error('value'))}
                      onChange={(next) => change(index, { value: next })}
                    />
                    {error('value') ? <em className="rc-field__error">{error('value')}</em> : null}
                  </div>
                  {row.comparator === 'BETWEEN' ? (
                    <div className="rc-cell">
                      <label htmlFor={id('value2')}>{t('desk:indicator.high')}</label>
                      <NumberInput
                        id={id('value2')}
                        label={t('desk:indicator.high')}
                        isLabelled
                        value={row.value2}
                        isInvalid={Boolean(error('value2'))}
                        onChange={(next) => change(index, { value2: next })}
                      />
                      {error('value2') ? <em className="rc-field__error">{error('value2')}</em> : null}
                    </div>
                  ) : null}
                  <label className="rc-cell">
                    <span>{t('desk:indicator.unit')}</span>
                    <input
                      id={id('unit')}
                      className="fx-input"
                      list={`${controlId(name)}-units`}
                      value={row.unit}
                      maxLength={30}
                      onChange={(event) => change(index, { unit: event.target.value })}
                    />
                  </label>
                </>
              )}
              <label className="rc-cell rc-cell--wide">
                <span>{t('desk:indicator.condition')}</span>
                <input
                  id={id('condition')}
                  className="fx-input"
                  value={row.condition}
                  maxLength={200}
                  placeholder={t('desk:indicator.conditionPlaceholder')}
                  onChange={(event) => change(index, { condition: event.target.value })}
                />
              </label>
              <label className="rc-cell rc-cell--wide">
                <span>{t('desk:indicator.testMethod')}</span>
                <input
                  id={id('testMethod')}
                  className="fx-input"
                  value={row.testMethod}
                  maxLength={200}
                  onChange={(event) => change(index, { testMethod: event.target.value })}
                />
              </label>
              {isDemand ? (
                <div className="rc-cell">
                  <label htmlFor={id('currentValue')}>{t('desk:indicator.current')}</label>
                  <NumberInput
                    id={id('currentValue')}
                    label={t('desk:indicator.current')}
                    isLabelled
                    value={row.currentValue}
                    onChange={(next) => change(index, { currentValue: next })}
                  />
                </div>
              ) : null}
              {isDemand ? (
                <div className="rc-cell">
                  <label htmlFor={id('weight')}>{t('desk:indicator.weight')}</label>
                  <NumberInput
                    id={id('weight')}
                    label={t('desk:indicator.weight')}
                    isLabelled
                    describedBy={id('weight-help')}
                    placeholder={t('desk:indicator.weightPlaceholder')}
                    value={row.weight}
                    isInvalid={Boolean(error('weight'))}
                    onChange={(next) => change(index, { weight: next })}
                  />
                  <small id={id('weight-help')} className="rc-quiet">
                    {t('desk:indicator.weightHelp')}
                  </small>
                  {error('weight') ? <em className="rc-field__error">{t('desk:indicator.weightError')}</em> : null}
                </div>
              ) : null}
              {isDemand ? (
                <label className="rc-check">
                  <input
                    type="checkbox"
                    checked={row.mandatory}
                    onChange={(event) => change(index, { mandatory: event.target.checked })}
                  />
                  {t('desk:indicator.mandatory')}
                </label>
              ) : null}
            </div>
          </section>
        );
      })}
      <button
        type="button"
        id={controlId(name)}
        className="fx-btn fx-btn--small"
        disabled={value.length >= max}
        onClick={() => onChange([...value, newIndicator(isDemand && value.length === 0)])}
      >
        {t('desk:indicator.add')}
      </button>
    </div>
  );
}
