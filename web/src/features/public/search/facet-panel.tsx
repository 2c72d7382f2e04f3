import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchKind, SearchResponse } from '../../../../../server/contracts/search.contract.ts';
import { Icon } from '../../../components/icon.tsx';
import { formatNumber } from '../../../lib/format.ts';
import { RangeFilters } from './range-filters.tsx';
import { FACETS, type FacetName, type SearchState, toggleFacet } from './search-state.ts';
import { useFacetLabel } from './use-facet-label.ts';

const SHOWN = 7;

interface FacetPanelProps {
  kind: SearchKind;
  state: SearchState;
  facets: SearchResponse['facets'] | undefined;
  onChange: (state: SearchState) => void;
}

interface FacetRow {
  value: string;
  label: string;
  count: number;
}

/** Fields of technology as a tree of two levels: each field, then its subfields. */
function asTree(rows: readonly FacetRow[]): FacetRow[] {
  const tops = rows.filter((row) => row.value.length === 2);
  const under = (top: string) => rows.filter((row) => row.value.length > 2 && row.value.startsWith(top));
  const orphans = rows.filter((row) => row.value.length > 2 && !tops.some((top) => row.value.startsWith(top.value)));
  return [...tops.flatMap((top) => [top, ...under(top.value)]), ...orphans];
}

function Facet({ name, state, facets, onChange }: Omit<FacetPanelProps, 'kind'> & { name: FacetName }) {
  const { t } = useTranslation();
  const id = useId();
  const label = useFacetLabel();
  const [isLong, setLong] = useState(false);
  const chosen = state.facets[name] ?? [];
  const counted = facets?.[name] ?? [];
  // What is chosen stays in sight even when nothing is left under it.
  const gone = chosen
    .filter((value) => !counted.some((item) => item.value === value))
    .map((value) => ({ value, label: value, count: 0 }));
  const isTree = name === 'hti';
  const all = isTree ? asTree([...counted, ...gone]) : [...counted, ...gone];
  if (!all.length) return null;
  const isNear = (value: string): boolean =>
    value.length === 2 || chosen.some((item) => item.slice(0, 2) === value.slice(0, 2));
  const shown = isLong
    ? all
    : all.filter((item, index) => (isTree ? isNear(item.value) : index < SHOWN || chosen.includes(item.value)));
  return (
    <fieldset className="fx-facet">
      <legend>{t(`public:facet.${name}`)}</legend>
      {shown.map((item) => (
        <label
          key={item.value}
          className={`fx-facet__row${isTree && item.value.length > 2 ? ' fx-facet__row--sub' : ''}`}
          htmlFor={`${id}-${item.value}`}
        >
          <input
            id={`${id}-${item.value}`}
            type="checkbox"
            checked={chosen.includes(item.value)}
            onChange={() => onChange(toggleFacet(state, name, item.value))}
          />
          <span className="fx-facet__label">{label(name, item.value, item.label)}</span>
          <span className="fx-facet__count fx-num">{formatNumber(item.count)}</span>
        </label>
      ))}
      {all.length > shown.length || isLong ? (
        <button type="button" className="fx-facet__more" aria-expanded={isLong} onClick={() => setLong(!isLong)}>
          {isLong ? t('public:facet.less') : t('public:facet.more', { count: all.length - shown.length })}
          <Icon name="down" size={14} />
        </button>
      ) : null}
    </fieldset>
  );
}

export function FacetPanel({ kind, state, facets, onChange }: FacetPanelProps) {
  return (
    <div className="fx-facets">
      {FACETS[kind].map((name) => (
        <Facet key={name} name={name} state={state} facets={facets} onChange={onChange} />
      ))}
      {kind === 'organisation' ? null : <RangeFilters kind={kind} state={state} onChange={onChange} />}
    </div>
  );
}
