import { useTranslation } from 'react-i18next';
import type { IntellectualProperty } from '../../../../server/contracts/achievements.contract.ts';
import { useCodes } from '../../lib/code-label.ts';
import { Icon } from '../icon.tsx';
import { CodeSelect } from './code-select.tsx';
import { controlId } from './field-spec.ts';
import { splitTags } from './tags-input.tsx';
import './row-editors.css';

export const newRight = (): IntellectualProperty => ({
  ipType: 'INV',
  number: null,
  normalNumber: null,
  title: '',
  holders: [],
  inventors: [],
  legalStatus: 'GRANTED',
  filingDate: null,
  grantDate: null,
  expiryDate: null,
  encumbrances: ['NONE'],
  note: '',
});

/** Several pasted numbers become several rights; a single one stays in its field. */
export function rightsFromPaste(text: string): IntellectualProperty[] {
  return text
    .split(/[；;，,、|\s]+/u)
    .map((number) => number.trim())
    .filter((number) => /\d{6,}/u.test(number))
    .map((number) => ({
      ...newRight(),
      number,
      legalStatus: /^ZL/iu.test(number) ? ('GRANTED' as const) : ('APPLIED' as const),
    }));
}

export const RIGHT_DATES = ['filingDate', 'grantDate', 'expiryDate'] as const;

/** Dates of rights that cannot be: granted before filed, expired before granted or filed. */
export function dateErrors(rights: unknown): { path: string; code: 'grant_before_filing' | 'expiry_before' }[] {
  if (!Array.isArray(rights)) return [];
  return (rights as Partial<IntellectualProperty>[]).flatMap(({ filingDate, grantDate, expiryDate }, index) => [
    ...(filingDate && grantDate && grantDate < filingDate
      ? [{ path: `ip.${index}.grantDate`, code: 'grant_before_filing' as const }]
      : []),
    ...(expiryDate && ((grantDate && expiryDate < grantDate) || (filingDate && expiryDate < filingDate))
      ? [{ path: `ip.${index}.expiryDate`, code: 'expiry_before' as const }]
      : []),
  ]);
}

/** Without NONE beside another one; never empty. */
export function toggleEncumbrance(value: readonly string[], code: string): IntellectualProperty['encumbrances'] {
  const next = value.includes(code) ? value.filter((item) => item !== code) : [...value, code];
  const real = next.filter((item) => item !== 'NONE');
  return (code === 'NONE' || !real.length ? ['NONE'] : real) as IntellectualProperty['encumbrances'];
}

interface EditorProps {
  name: string;
  value: readonly IntellectualProperty[];
  /** What the server made of the numbers, at the same places. */
  saved: readonly IntellectualProperty[];
  onChange: (value: IntellectualProperty[]) => void;
  errors: Readonly<Record<string, string>>;
  max: number;
}

/** Rights row by row; each number is checked by the server as soon as it is saved, and its normal form is shown. */
export function PatentsEditor({ name, value, saved, onChange, errors, max }: EditorProps) {
  const { t } = useTranslation('achievements');
  const { label, options } = useCodes();
  const change = (at: number, patch: Partial<IntellectualProperty>): void =>
    onChange(value.map((row, index) => (index === at ? { ...row, ...patch } : row)));
  return (
    <div className="rc-rows">
      {value.map((row, index) => {
        const id = (inner: string): string => controlId(name, `${index}.${inner}`);
        const numberError = errors[`${name}.${index}.number`];
        const normal = saved.find((item) => item.number && item.number === row.number)?.normalNumber;
        const title = t('achievements:ip.row', { no: index + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
          <section key={index} className="rc-row" aria-label={title}>
            <header className="rc-row__head">
              <span>
                <b>{title}</b> {label('IP_TYPE', row.ipType)}
              </span>
              <button
                type="button"
                className="fx-btn fx-btn--quiet fx-btn--small"
                aria-label={t('achievements:ip.remove', { no: index + 1 })}
                onClick={() => onChange(value.filter((_, i) => i !== index))}
              >
                {t('common:action.delete')}
              </button>
            </header>
            <div className="rc-row__grid">
              <div className="rc-cell rc-cell--side">
                <label htmlFor={id('ipType')}>{t('achievements:ip.type')}</label>
                <CodeSelect
                  id={id('ipType')}
                  table="IP_TYPE"
                  value={row.ipType}
                  onChange={(code) => change(index, { ipType: code as IntellectualProperty['ipType'] })}
                />
              </div>
              {row.ipType === 'KNOWHOW' ? null : (
                <div className="rc-cell rc-cell--wide">
                  <label htmlFor={id('number')}>{t('achievements:ip.number')}</label>
                  <input
                    id={id('number')}
                    className="fx-input rc-code"
                    value={row.number ?? ''}
                    maxLength={60}
                    aria-invalid={Boolean(numberError)}
                    aria-describedby={id('number-note')}
                    placeholder={t('achievements:ip.numberPlaceholder')}
                    onChange={(event) =>
                      change(index, { number: event.target.value || null, normalNumber: null, numberConfirmed: false })
                    }
                    onPaste={(event) => {
                      const found = rightsFromPaste(event.clipboardData.getData('text'));
                      if (found.length < 2) return;
                      event.preventDefault();
                      const rest = value.filter((item, i) => i !== index || item.number);
                      onChange([...rest, ...found].slice(0, max));
                    }}
                  />
                  <span id={id('number-note')} aria-live="polite">
                    {numberError ? <em className="rc-field__error">{numberError}</em> : null}
                    {!numberError && normal ? (
                      <em className="rc-ok">
                        <Icon name="check" size={14} /> {t('achievements:ip.checked', { number: normal })}
                      </em>
                    ) : null}
                  </span>
                </div>
              )}
              <div className="rc-cell rc-cell--side">
                <label htmlFor={id('legalStatus')}>{t('achievements:ip.legalStatus')}</label>
                <CodeSelect
                  id={id('legalStatus')}
                  table="IP_LEGAL_STATUS"
                  value={row.legalStatus}
                  onChange={(code) => change(index, { legalStatus: code as IntellectualProperty['legalStatus'] })}
                />
              </div>
              <label className="rc-cell rc-cell--full">
                <span>{t('achievements:ip.title')}</span>
                <input
                  id={id('title')}
                  className="fx-input"
                  value={row.title}
                  maxLength={200}
                  onChange={(event) => change(index, { title: event.target.value })}
                />
              </label>
              <label className="rc-cell rc-cell--full">
                <span>{t('achievements:ip.holders')}</span>
                <input
                  id={id('holders')}
                  className="fx-input"
                  defaultValue={row.holders.join('、')}
                  onBlur={(event) => change(index, { holders: splitTags(event.target.value).slice(0, 10) })}
                />
              </label>
              <div className="rc-row__dates">
                {RIGHT_DATES.map((date) => {
                  const wrong = errors[`${name}.${index}.${date}`];
                  return (
                    <div key={date} className="rc-cell">
                      <label htmlFor={id(date)}>{t(`achievements:ip.${date}`)}</label>
                      <input
                        id={id(date)}
                        type="date"
                        className="fx-input"
                        value={row[date] ?? ''}
                        aria-invalid={Boolean(wrong)}
                        aria-describedby={date === 'expiryDate' && !wrong ? id('expiry-help') : id(`${date}-note`)}
                        onChange={(event) => change(index, { [date]: event.target.value || null })}
                      />
                      <span id={id(`${date}-note`)} aria-live="polite">
                        {wrong ? <em className="rc-field__error">{wrong}</em> : null}
                      </span>
                    </div>
                  );
                })}
                <small id={id('expiry-help')} className="rc-cell rc-cell--full">
                  {t('achievements:ip.expiryHelp')}
                </small>
              </div>
              <fieldset className="rc-cell rc-cell--full rc-cell--set">
                <legend>{t('achievements:ip.encumbrances')}</legend>
                <div className="rc-chips rc-chips--small">
                  {options('ENCUMBRANCE').map((option) => (
                    <label key={option.value} className="rc-chip">
                      <input
                        type="checkbox"
                        checked={row.encumbrances.includes(option.value as 'NONE')}
                        onChange={() =>
                          change(index, { encumbrances: toggleEncumbrance(row.encumbrances, option.value) })
                        }
                      />
                      <span>{option.label}</span>
                    </label>
                  ))}
                </div>
              </fieldset>
            </div>
          </section>
        );
      })}
      <button
        type="button"
        id={controlId(name)}
        className="fx-btn fx-btn--small"
        disabled={value.length >= max}
        onClick={() => onChange([...value, newRight()])}
      >
        {t('achievements:ip.add')}
      </button>
    </div>
  );
}
