import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganisationView } from '../../../../server/contracts/organisations.contract.ts';
import { api } from '../../lib/api-client.ts';
import { Icon } from '../icon.tsx';
import { organisationSearch } from './owner-picker.tsx';
import './fields.css';

const oneQuery = (id: string) =>
  queryOptions({
    queryKey: ['organisations', 'one', id],
    queryFn: ({ signal }) => api.get<OrganisationView>(`/organisations/${id}`, { signal }),
    staleTime: 5 * 60_000,
  });

/** Names of organisations by id; an id whose organisation is gone stays away. */
export function useOrganisationNames(ids: readonly string[]): { id: string; name: string }[] {
  const queries = useQueries({ queries: ids.map((id) => oneQuery(id)) });
  return ids.flatMap((id, index) => {
    const query = queries[index];
    if (query?.isError) return [];
    return [{ id, name: query?.data?.name ?? '…' }];
  });
}

interface OrganisationPickerProps {
  id: string;
  label: string;
  describedBy?: string | undefined;
  isInvalid?: boolean;
  value: readonly string[];
  max: number;
  onChange: (ids: string[]) => void;
}

/** Organisations found by name and taken one by one; what was taken stands above the field and can be taken out. */
export function OrganisationPicker({
  id,
  label,
  describedBy,
  isInvalid,
  value,
  max,
  onChange,
}: OrganisationPickerProps) {
  const { t } = useTranslation('desk');
  const [text, setText] = useState('');
  const q = text.trim();
  const found = useQuery({ ...organisationSearch(q), enabled: q !== '' });
  const chosen = useOrganisationNames(value);
  const hits = q ? (found.data?.items ?? []).filter((item) => !value.includes(item.id)) : [];
  const isFull = value.length >= max;
  return (
    <div className="rc-tags">
      {chosen.length ? (
        <ul>
          {chosen.map((item) => (
            <li key={item.id}>
              {item.name}
              <button
                type="button"
                aria-label={t('desk:field.removeTag', { word: item.name })}
                onClick={() => onChange(value.filter((other) => other !== item.id))}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {isFull ? null : (
        <input
          id={id}
          type="search"
          className="fx-input"
          aria-describedby={describedBy}
          aria-invalid={isInvalid ?? false}
          autoComplete="off"
          placeholder={t('desk:field.findOrganisation')}
          value={text}
          maxLength={80}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            // Enter would send the form around the field.
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault();
          }}
        />
      )}
      {q && !isFull && !found.isPlaceholderData ? (
        <ul className="rc-found" aria-label={label}>
          {hits.map((item) => (
            <li key={item.id}>
              <button
                type="button"
                onClick={() => {
                  onChange([...value, item.id]);
                  setText('');
                }}
              >
                {item.name}
                <small>{item.regionLabel}</small>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <p className="rc-quiet" aria-live="polite">
        {isFull && max > 1 ? t('desk:field.tagsFull', { max }) : null}
        {q && found.data && !found.isPlaceholderData && !hits.length ? t('desk:field.noOrganisation') : null}
      </p>
    </div>
  );
}

/** Names of organisations for reading. */
export function OrganisationNames({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('desk');
  return (
    <>
      {useOrganisationNames(ids)
        .map((item) => item.name)
        .join(t('desk:value.and'))}
    </>
  );
}
