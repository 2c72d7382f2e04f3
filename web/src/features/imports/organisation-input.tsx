import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';
import { organisationNamesQuery } from './imports.queries.ts';

interface OrganisationInputProps {
  onChange: (id: string | null, isOpen: boolean) => void;
  error?: string | undefined;
  isOptional?: boolean;
}

/** Finds an organisation by its name; only one that exists can be chosen. */
export function OrganisationInput({ onChange, error, isOptional = true }: OrganisationInputProps) {
  const { t } = useTranslation();
  const listId = useId();
  const [text, setText] = useState('');
  const query = useQuery(organisationNamesQuery(text.trim()));
  const items = text.trim() ? (query.data?.items ?? []) : [];
  const match = items.find((item) => item.name === text.trim());
  const isUnknown = text.trim() !== '' && !match && !query.isFetching;
  const change = (next: string): void => {
    setText(next);
    const found = items.find((item) => item.name === next.trim());
    onChange(found?.id ?? null, next.trim() !== '' && !found);
  };
  return (
    <Field
      label={t('imports:new.organisation')}
      isOptional={isOptional}
      hint={match ? t('imports:new.organisationChosen', { name: match.name }) : t('imports:new.organisationHint')}
      error={error ?? (isUnknown && query.data?.items.length === 0 ? t('imports:new.organisationNone') : undefined)}
    >
      {(props) => (
        <>
          <input
            {...props}
            className="fx-input"
            list={listId}
            value={text}
            maxLength={80}
            autoComplete="off"
            placeholder={t('imports:new.organisationPlaceholder')}
            onChange={(event) => change(event.target.value)}
            onBlur={() => change(text)}
          />
          <datalist id={listId}>
            {items.map((item) => (
              <option key={item.id} value={item.name} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
