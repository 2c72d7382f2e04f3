import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchKind } from '../../../../../server/contracts/search.contract.ts';
import { useCodes } from '../../../lib/code-label.ts';
import type { SearchState } from './search-state.ts';

interface RangeProps {
  kind: SearchKind;
  state: SearchState;
  onChange: (state: SearchState) => void;
}

const toNumber = (text: FormDataEntryValue | null): number | null =>
  text === null || text === '' || Number.isNaN(Number(text)) ? null : Number(text);

function TrlRange({ state, onChange }: Omit<RangeProps, 'kind'>) {
  const { t } = useTranslation();
  const { options } = useCodes();
  const levels = options('TRL');
  const choose = (key: 'trlMin' | 'trlMax') => (event: { target: { value: string } }) =>
    onChange({ ...state, [key]: toNumber(event.target.value), page: 1 });
  return (
    <fieldset className="fx-facet">
      <legend>{t('public:facet.trl')}</legend>
      <div className="fx-facet__pair">
        {(['trlMin', 'trlMax'] as const).map((key) => (
          <select
            key={key}
            className="fx-select"
            aria-label={t(`public:facet.${key}`)}
            value={state[key] ?? ''}
            onChange={choose(key)}
          >
            <option value="">{t(`public:facet.${key}`)}</option>
            {levels.map((level) => (
              <option key={level.value} value={level.value}>
                {level.value} {level.label}
              </option>
            ))}
          </select>
        ))}
      </div>
    </fieldset>
  );
}

/** Price and date are typed, so they apply on Enter, on leaving a field or by the button. */
function TypedRange({ kind, state, onChange }: RangeProps) {
  const { t } = useTranslation();
  const id = useId();
  const [hasError, setError] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const next = {
      priceMin: toNumber(form.get('priceMin')),
      priceMax: toNumber(form.get('priceMax')),
      publishedFrom: String(form.get('publishedFrom') ?? ''),
      publishedTo: String(form.get('publishedTo') ?? ''),
    };
    const isReversed =
      (next.priceMin !== null && next.priceMax !== null && next.priceMin > next.priceMax) ||
      (next.publishedFrom !== '' && next.publishedTo !== '' && next.publishedFrom > next.publishedTo);
    setError(isReversed);
    if (!isReversed) onChange({ ...state, ...next, page: 1 });
  };
  return (
    <form
      className="fx-facet"
      onSubmit={submit}
      key={`${state.priceMin}${state.priceMax}${state.publishedFrom}${state.publishedTo}`}
    >
      <fieldset>
        <legend>{t(kind === 'demand' ? 'public:facet.budget' : 'public:facet.price')}</legend>
        <div className="fx-facet__pair">
          {(['priceMin', 'priceMax'] as const).map((key) => (
            <input
              key={key}
              name={key}
              className="fx-input"
              type="number"
              inputMode="decimal"
              min={0}
              step="any"
              aria-label={t(`public:facet.${key}`)}
              aria-describedby={hasError ? `${id}-error` : undefined}
              placeholder={t(`public:facet.${key}`)}
              defaultValue={state[key] ?? ''}
            />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t('public:facet.published')}</legend>
        <div className="fx-facet__dates">
          {(['publishedFrom', 'publishedTo'] as const).map((key) => (
            <label key={key} htmlFor={`${id}-${key}`}>
              <span>{t(`public:facet.${key}`)}</span>
              <input id={`${id}-${key}`} name={key} className="fx-input" type="date" defaultValue={state[key]} />
            </label>
          ))}
        </div>
      </fieldset>
      {hasError ? (
        <p id={`${id}-error`} className="fx-field__error" role="alert">
          {t('common:field.range_reversed')}
        </p>
      ) : null}
      <button type="submit" className="fx-btn fx-btn--small">
        {t('public:facet.apply')}
      </button>
    </form>
  );
}

export function RangeFilters(props: RangeProps) {
  return (
    <>
      {props.kind === 'achievement' ? <TrlRange state={props.state} onChange={props.onChange} /> : null}
      <TypedRange {...props} />
    </>
  );
}
