import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodeTableName } from '../../../../server/contracts/code-tables/index.ts';
import { OrganisationInput, type OrganisationView } from '../../../../server/contracts/organisations.contract.ts';
import { Field, TextField } from '../../components/field.tsx';
import { useErrorWords } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { useFirstError } from '../../components/use-first-error.ts';
import { api, newIdempotencyKey } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { byPath, checkWith } from '../../lib/form-errors.ts';
import { useOfferedCodes } from '../../lib/offered-codes.ts';
import { meQuery, useHasRole } from '../../lib/session.ts';
import { organisationKey, organisationsKey } from './organisations.queries.ts';
import { UsccField } from './uscc-field.tsx';

const REGIONS = ['QINGDAO_DISTRICT', 'SHANDONG_CITY', 'PROVINCE'] as const;

interface Draft {
  name: string;
  nameAliases: string;
  uscc: string;
  orgType: string;
  regionCode: string;
  address: string;
  industryCode: string;
  scale: string;
  qualifications: readonly string[];
  chainCodes: readonly string[];
  foreignControl: string;
  isChainLeader: boolean;
}
const draftOf = (view: OrganisationView | undefined, isUnit: boolean, regionCode: string): Draft => ({
  name: view?.name ?? '',
  nameAliases: view?.nameAliases.join('、') ?? '',
  uscc: view?.uscc ?? '',
  orgType: view?.orgType ?? (isUnit ? 'UNIT' : 'ENT'),
  regionCode: view?.regionCode ?? regionCode,
  address: view?.address ?? '',
  industryCode: view?.industryCode ?? '',
  scale: view?.scale ?? '',
  qualifications: view?.qualifications ?? [],
  chainCodes: view?.chainCodes ?? [],
  foreignControl: view?.foreignControl ?? '',
  isChainLeader: view?.isChainLeader ?? false,
});
const inputOf = ({ isChainLeader, ...draft }: Draft, parentOrgId: string | null, isOperator: boolean) => ({
  ...draft,
  ...(isOperator ? { isChainLeader: isChainLeader && draft.orgType === 'ENT' } : {}),
  nameAliases: draft.nameAliases
    .split(/[、，,；;\n]+/u)
    .map((name) => name.trim())
    .filter(Boolean),
  uscc: draft.uscc.trim() || null,
  parentOrgId,
  address: draft.address.trim() || null,
  industryCode: draft.industryCode.trim() || null,
  scale: draft.scale || null,
  foreignControl: draft.foreignControl || null,
});

interface ChoiceProps {
  label: string;
  table: CodeTableName;
  value: readonly string[];
  onChange: (codes: string[]) => void;
}
function Choices({ label, table, value, onChange }: ChoiceProps) {
  const { options } = useOfferedCodes();
  return (
    <fieldset className="og-choices">
      <legend>{label}</legend>
      {options(table, value).map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={value.includes(option.value)}
            onChange={() =>
              onChange(
                value.includes(option.value) ? value.filter((code) => code !== option.value) : [...value, option.value],
              )
            }
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

interface FormProps {
  /** Edited; without it a new one is made. */
  organisation?: OrganisationView;
  /** A unit of this organisation is made or edited: it has no credit code of its own. */
  parent?: Pick<OrganisationView, 'id' | 'regionCode'>;
  onSaved: (saved: OrganisationView) => void;
  onCancel: () => void;
}

/** Names, credit code, kind, place and, for firms, what matching and the export check need. */
export function OrganisationForm({ organisation, parent, onSaved, onCancel }: FormProps) {
  const { t } = useTranslation();
  const { options } = useOfferedCodes();
  const client = useQueryClient();
  const words = useErrorWords();
  const isOperator = useHasRole('operator');
  const key = useRef(newIdempotencyKey());
  const parentId = organisation?.parentOrgId ?? parent?.id ?? null;
  const isUnit = parentId !== null;
  const [draft, setDraft] = useState(() => draftOf(organisation, isUnit, parent?.regionCode ?? '370212'));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const form = useFirstError<HTMLFormElement>(errors);
  const set = (change: Partial<Draft>): void => setDraft((old) => ({ ...old, ...change }));
  const isFirm = draft.orgType === 'ENT';
  const willUnverify =
    organisation?.verification &&
    (draft.name.trim() !== organisation.name || draft.uscc.trim() !== (organisation.uscc ?? ''));
  const save = useMutation({
    mutationFn: () => {
      const input = inputOf(draft, parentId, isOperator);
      return organisation
        ? api.put<OrganisationView>(`/organisations/${organisation.id}`, { ...input, version: organisation.version })
        : api.post<OrganisationView>('/organisations', input, { idempotencyKey: key.current });
    },
    onSuccess: (saved) => {
      client.setQueryData(organisationKey(saved.id), saved);
      void client.invalidateQueries({ queryKey: organisationsKey });
      void client.invalidateQueries({ queryKey: meQuery.queryKey });
      toast.success(t('organisations:saved'));
      onSaved(saved);
    },
    onError: (error) => {
      setErrors(error instanceof ApiError ? byPath(error.fields) : {});
      key.current = newIdempotencyKey();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = byPath(checkWith(OrganisationInput, inputOf(draft, parentId, isOperator)));
    setErrors(found);
    if (!Object.keys(found).length) save.mutate();
  };
  const text = (name: 'name' | 'nameAliases' | 'address' | 'industryCode', isOptional = false, maxLength = 200) => (
    <TextField
      label={t(`organisations:field.${name}`)}
      hint={t(`organisations:hint.${name}`)}
      error={errors[name]}
      isOptional={isOptional}
      value={draft[name]}
      maxLength={maxLength}
      autoComplete="off"
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  const select = (name: 'scale' | 'foreignControl', table: CodeTableName) => (
    <Field label={t(`organisations:field.${name}`)} error={errors[name]} isOptional>
      {(props) => (
        <select
          {...props}
          className="fx-select"
          value={draft[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        >
          <option value="">{t('organisations:form.none')}</option>
          {options(table).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const shownError = save.error && !Object.keys(errors).length ? words(save.error) : null;
  return (
    <form ref={form} className="og-form" noValidate onSubmit={submit}>
      {text('name', false, 100)}
      {text('nameAliases', true, 300)}
      {isUnit ? null : (
        <>
          <Field label={t('organisations:field.orgType')} error={errors.orgType}>
            {(props) => (
              <select
                {...props}
                className="fx-select"
                value={draft.orgType}
                onChange={(event) => set({ orgType: event.target.value })}
              >
                {options('ORG_TYPE', [draft.orgType])
                  .filter((option) => option.value !== 'UNIT')
                  .map((option) => (
                    <option key={option.value} value={option.value}>
                      {option.label}
                    </option>
                  ))}
              </select>
            )}
          </Field>
          <UsccField value={draft.uscc} error={errors.uscc} onChange={(uscc) => set({ uscc })} />
        </>
      )}
      {willUnverify ? <p className="fx-notice fx-notice--amber">{t('organisations:form.willUnverify')}</p> : null}
      <Field label={t('organisations:field.region')} error={errors.regionCode}>
        {(props) => (
          <select
            {...props}
            className="fx-select"
            value={draft.regionCode}
            onChange={(event) => set({ regionCode: event.target.value })}
          >
            {REGIONS.map((table) => (
              <optgroup key={table} label={t(`organisations:region.${table}`)}>
                {options(table, [draft.regionCode]).map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      {text('address', true)}
      {isUnit ? null : (
        <Choices
          label={t('organisations:field.chainCodes')}
          table="LAOSHAN_CHAIN"
          value={draft.chainCodes}
          onChange={(chainCodes) => set({ chainCodes })}
        />
      )}
      {isFirm ? (
        <>
          {text('industryCode', true, 8)}
          {select('scale', 'ORG_SCALE')}
          <Choices
            label={t('organisations:field.qualifications')}
            table="QUALIFICATION"
            value={draft.qualifications}
            onChange={(qualifications) => set({ qualifications })}
          />
          {select('foreignControl', 'FOREIGN_CONTROL')}
          {isOperator ? (
            <Field label={t('organisations:chainLeader')} hint={t('organisations:hint.chainLeader')}>
              {(props) => (
                <label className="og-check">
                  <input
                    {...props}
                    type="checkbox"
                    checked={draft.isChainLeader}
                    onChange={(event) => set({ isChainLeader: event.target.checked })}
                  />
                  {t('organisations:form.isChainLeader')}
                </label>
              )}
            </Field>
          ) : null}
        </>
      ) : null}
      {shownError ? (
        <p className="fx-notice fx-notice--bad" role="alert">
          {shownError.detail}
        </p>
      ) : null}
      <div className="og-actions">
        <button type="submit" className="fx-btn fx-btn--primary" disabled={save.isPending}>
          {t('common:action.save')}
        </button>
        <button type="button" className="fx-btn" onClick={onCancel}>
          {t('common:action.cancel')}
        </button>
      </div>
    </form>
  );
}
