import { useTranslation } from 'react-i18next';
import { Icon } from '../../../components/icon.tsx';
import { type FacetName, filterCount, type SearchState, toggleFacet, withoutFilters } from './search-state.ts';
import { useFacetLabel } from './use-facet-label.ts';

/** Every filter in force as a chip that takes itself away. */
export function AppliedFilters({
  state,
  ownerName,
  onChange,
}: {
  state: SearchState;
  ownerName: string | null;
  onChange: (state: SearchState) => void;
}) {
  const { t } = useTranslation();
  const label = useFacetLabel();
  if (!filterCount(state)) return null;
  const chips: { key: string; text: string; next: SearchState }[] = [];
  for (const [name, values] of Object.entries(state.facets) as [FacetName, readonly string[]][])
    for (const value of values)
      chips.push({ key: name + value, text: label(name, value), next: toggleFacet(state, name, value) });
  const between = (min: unknown, max: unknown): string => `${min || '…'}–${max || '…'}`;
  if (state.trlMin !== null || state.trlMax !== null)
    chips.push({
      key: 'trl',
      text: `TRL ${between(state.trlMin, state.trlMax)}`,
      next: { ...state, trlMin: null, trlMax: null, page: 1 },
    });
  if (state.priceMin !== null || state.priceMax !== null)
    chips.push({
      key: 'price',
      text: t('public:search.priceChip', { range: between(state.priceMin ?? '0', state.priceMax) }),
      next: { ...state, priceMin: null, priceMax: null, page: 1 },
    });
  if (state.publishedFrom || state.publishedTo)
    chips.push({
      key: 'date',
      text: t('public:search.dateChip', { range: between(state.publishedFrom, state.publishedTo) }),
      next: { ...state, publishedFrom: '', publishedTo: '', page: 1 },
    });
  if (state.owner)
    chips.push({
      key: 'owner',
      text: ownerName ?? t('public:search.ownerChip'),
      next: { ...state, owner: '', page: 1 },
    });
  return (
    <ul className="fx-chips" aria-label={t('public:search.applied')}>
      {chips.map((chip) => (
        <li key={chip.key}>
          <button
            type="button"
            aria-label={t('public:search.remove', { name: chip.text })}
            onClick={() => onChange(chip.next)}
          >
            {chip.text}
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="fx-chips__all" onClick={() => onChange(withoutFilters(state))}>
          {t('public:search.clearAll')}
        </button>
      </li>
    </ul>
  );
}
