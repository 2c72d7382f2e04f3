import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { OrganisationPage } from '../../../../server/contracts/organisations.contract.ts';
import { api } from '../../lib/api-client.ts';
import { useHasRole, useMe } from '../../lib/session.ts';
import { Field } from '../field.tsx';

export const organisationSearch = (q: string) =>
  queryOptions({
    queryKey: ['organisations', 'pick', q],
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof OrganisationPage>>('/organisations', { query: { q, limit: 12 }, signal }),
    staleTime: 60_000,
    placeholderData: (previous) => previous,
  });

interface OwnerPickerProps {
  label: string;
  value: string | null;
  onChange: (id: string) => void;
  error?: string | undefined;
}

/** The organisation a record belongs to: one of my own, or any for those who write on behalf of others. */
export function OwnerPicker({ label, value, onChange, error }: OwnerPickerProps) {
  const { t } = useTranslation('desk');
  const me = useMe();
  const isForOthers = useHasRole('operator', 'technologyManager', 'liaisonOfficer');
  const [text, setText] = useState('');
  const found = useQuery({ ...organisationSearch(text.trim()), enabled: isForOthers });
  const own = (me?.memberships ?? []).filter((item) => item.state === 'ACTIVE');
  const options = isForOthers
    ? (found.data?.items ?? []).map((item) => ({ id: item.id, name: item.name }))
    : own.map((item) => ({ id: item.organisationId, name: item.organisationName }));
  return (
    <>
      {isForOthers ? (
        <Field label={t('desk:owner.search')}>
          {(props) => (
            <input
              {...props}
              type="search"
              className="fx-input"
              value={text}
              maxLength={80}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <Field label={label} error={error}>
        {(props) => (
          <select
            {...props}
            className="fx-select"
            value={value ?? ''}
            onChange={(event) => onChange(event.target.value)}
          >
            <option value="">{t('desk:field.pick')}</option>
            {options.map((option) => (
              <option key={option.id} value={option.id}>
                {option.name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

/** The one organisation there is to choose, so that nobody has to. */
export function useOnlyOrganisation(): string | null {
  const me = useMe();
  const isForOthers = useHasRole('operator', 'technologyManager', 'liaisonOfficer');
  const own = (me?.memberships ?? []).filter((item) => item.state === 'ACTIVE');
  return !isForOthers && own.length === 1 ? (own[0]?.organisationId ?? null) : null;
}
