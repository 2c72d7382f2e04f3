import { useTranslation } from 'react-i18next';
import type { CodeTableName } from '../../../../server/contracts/code-tables/index.ts';
import { useCodes } from '../../lib/code-label.ts';
import { useOfferedCodes } from '../../lib/offered-codes.ts';
import { Icon } from '../icon.tsx';
import { controlId } from './field-spec.ts';
import './fields.css';

interface ChoiceProps {
  name: string;
  table: CodeTableName;
  isDisabled?: boolean | undefined;
}

/** One code out of a few, as buttons that are all in view; the hint of the code stands below its label. */
export function CodeRadios({
  name,
  table,
  value,
  onChange,
  isDisabled,
}: ChoiceProps & { value: unknown; onChange: (code: string) => void }) {
  const { hint } = useCodes();
  const { options } = useOfferedCodes();
  return (
    <div className="rc-chips" role="radiogroup" aria-labelledby={`${controlId(name)}-label`}>
      {options(table, [value]).map((option) => (
        <label key={option.value} className="rc-chip">
          <input
            type="radio"
            name={controlId(name)}
            checked={value === option.value}
            disabled={isDisabled}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {hint(table, option.value) ? <small>{hint(table, option.value)}</small> : null}
          </span>
        </label>
      ))}
    </div>
  );
}

/** Several codes; with `isOrdered` the order of choosing is kept and shown as a number that can be moved up. */
export function CodeChecks({
  name,
  table,
  value,
  onChange,
  max,
  isOrdered,
  isDisabled,
}: ChoiceProps & { value: readonly string[]; onChange: (codes: string[]) => void; max?: number; isOrdered?: boolean }) {
  const { t } = useTranslation('desk');
  const { label } = useCodes();
  const { options } = useOfferedCodes();
  const toggle = (code: string): void =>
    onChange(value.includes(code) ? value.filter((item) => item !== code) : [...value, code]);
  const toFront = (code: string): void => onChange([code, ...value.filter((item) => item !== code)]);
  const isFull = max !== undefined && value.length >= max;
  return (
    <>
      <div className="rc-chips">
        {options(table, value).map((option, index) => (
          <label key={option.value} className="rc-chip">
            <input
              type="checkbox"
              id={index === 0 ? controlId(name) : undefined}
              checked={value.includes(option.value)}
              disabled={isDisabled || (isFull && !value.includes(option.value))}
              onChange={() => toggle(option.value)}
            />
            <span>
              {isOrdered && value.includes(option.value) ? (
                <b className="rc-chip__rank">{value.indexOf(option.value) + 1}</b>
              ) : null}
              {option.label}
            </span>
          </label>
        ))}
      </div>
      {isOrdered && value.length > 1 ? (
        <p className="rc-order">
          {t('desk:field.order')}
          {value.map((code, index) => (
            <span key={code} className="rc-order__item">
              {label(table, code)}
              {index > 0 ? (
                <button
                  type="button"
                  onClick={() => toFront(code)}
                  aria-label={t('desk:field.toFront', { label: label(table, code) })}
                >
                  ↑
                </button>
              ) : null}
            </span>
          ))}
        </p>
      ) : null}
    </>
  );
}

/** Nine levels with their names; the evidence that the chosen level asks for is spelled out. */
export function TrlPicker({
  name,
  value,
  onChange,
}: {
  name: string;
  value: number | null;
  onChange: (trl: number) => void;
}) {
  const { t } = useTranslation('desk');
  const { label, hint } = useCodes();
  const { options } = useOfferedCodes();
  const levels = options('TRL', [String(value)]).map((option) => Number(option.value));
  return (
    <>
      <div className="rc-trl" role="radiogroup" aria-labelledby={`${controlId(name)}-label`}>
        {levels.map((level) => (
          <label key={level} className={`rc-trl__step${value !== null && level <= value ? ' is-reached' : ''}`}>
            <input
              type="radio"
              name={controlId(name)}
              id={level === levels[0] ? controlId(name) : undefined}
              checked={value === level}
              onChange={() => onChange(level)}
            />
            <span>
              <b>{level}</b>
              <small>{label('TRL', String(level))}</small>
            </span>
          </label>
        ))}
      </div>
      {value ? (
        <p className="rc-trl__evidence">
          <Icon name="check" size={16} />
          {t('desk:field.trlEvidence', {
            trl: value,
            name: label('TRL', String(value)),
            evidence: hint('TRL', String(value)),
          })}
        </p>
      ) : null}
    </>
  );
}
