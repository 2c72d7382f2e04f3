import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type OrganisationView,
  TeamInput,
  type TeamView,
} from '../../../../server/contracts/organisations.contract.ts';
import { Sheet } from '../../components/dialog.tsx';
import { Field, TextField } from '../../components/field.tsx';
import { CodeSelect } from '../../components/record/code-select.tsx';
import { ContactReveal } from '../../components/record/contact-reveal.tsx';
import { LevelBadge } from '../../components/record/level-badge.tsx';
import { NumberInput } from '../../components/record/number-inputs.tsx';
import { OrganisationPicker } from '../../components/record/organisation-picker.tsx';
import { OwnerPicker, useOnlyOrganisation } from '../../components/record/owner-picker.tsx';
import { toast } from '../../components/toasts.tsx';
import { useUnsavedGuard } from '../../components/unsaved-guard.tsx';
import { useFirstError } from '../../components/use-first-error.ts';
import { api } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { byPath, checkWith } from '../../lib/form-errors.ts';
import { type Member, moveMember, newMember, newTeam, teamInputOf, withLeader, withoutMember } from './team-form.ts';
import '../../components/record/wizard.css';
import '../../components/record/fields.css';

const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: ['organisations', 'one', id],
    queryFn: ({ signal }) => api.get<OrganisationView>(`/organisations/${id}`, { signal }),
    enabled: id !== '',
    staleTime: 60_000,
  });

/** Form of one team in a drawer. */
export function TeamEditor({ team, onClose }: { team: TeamView | null; onClose: () => void }) {
  const { t } = useTranslation('desk');
  const client = useQueryClient();
  const only = useOnlyOrganisation();
  const [value, setValue] = useState<TeamInput>(() => (team ? teamInputOf(team) : newTeam(only ?? '')));
  const [isDirty, setDirty] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const organisationId = value.organisationId || only || '';
  const organisation = useQuery(organisationQuery(organisationId));
  const change = (patch: Partial<TeamInput>): void => {
    setDirty(true);
    setValue((now) => ({ ...now, ...patch }));
  };
  const changeMember = (at: number, patch: Partial<Member>): void =>
    change({ members: value.members.map((member, index) => (index === at ? { ...member, ...patch } : member)) });
  const save = useMutation({
    mutationFn: (input: TeamInput) =>
      team
        ? api.put<TeamView>(`/teams/${team.id}`, { ...input, version: team.version })
        : api.post<TeamView>('/teams', input),
    onSuccess: async () => {
      setDirty(false);
      await client.invalidateQueries({ queryKey: ['teams'] });
      toast.success(t('desk:team.saved'));
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'VERSION_CONFLICT') {
        void client.invalidateQueries({ queryKey: ['teams'] });
        toast.warn(t('desk:team.conflict'));
        return;
      }
      if (error instanceof ApiError && error.fields.length) setErrors(byPath(error.fields));
      else toast.error(error);
    },
  });
  useUnsavedGuard(isDirty && !save.isPending);
  const form = useFirstError<HTMLDivElement>(errors);
  const submit = (): void => {
    const input = { ...value, organisationId };
    const wrong = checkWith(TeamInput, input);
    setErrors(byPath(wrong));
    if (!wrong.length) save.mutate(input);
  };
  return (
    <Sheet
      open
      side="right"
      title={team ? t('desk:team.editTitle') : t('desk:team.create')}
      onClose={onClose}
      foot={
        <button type="button" className="fx-btn fx-btn--primary" disabled={save.isPending} onClick={submit}>
          {t('common:action.save')}
        </button>
      }
    >
      <div ref={form} className="rc-form">
        {team || only ? null : (
          <OwnerPicker
            label={t('desk:team.organisation')}
            value={organisationId}
            error={errors.organisationId}
            onChange={(id) => change({ organisationId: id, unitId: null })}
          />
        )}
        <TextField
          label={t('desk:team.name')}
          value={value.name}
          maxLength={60}
          error={errors.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        {organisation.data?.units.length ? (
          <Field label={t('desk:team.unit')} isOptional>
            {(props) => (
              <select
                {...props}
                className="fx-select"
                value={value.unitId ?? ''}
                onChange={(event) => change({ unitId: event.target.value || null })}
              >
                <option value="">{t('desk:team.noUnit')}</option>
                {organisation.data.units.map((unit) => (
                  <option key={unit.id} value={unit.id}>
                    {unit.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : null}
        <section aria-labelledby="tm-members">
          <h3 id="tm-members">{t('desk:team.memberTitle')}</h3>
          <p className="rc-quiet">{t('desk:team.memberHelp')}</p>
          {errors.members ? <p className="rc-field__error">{errors.members}</p> : null}
          <ol className="tm-members">
            {value.members.map((member, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
              <li key={index}>
                <div className="tm-members__row">
                  <input
                    className="fx-input"
                    aria-label={t('desk:team.memberName', { no: index + 1 })}
                    placeholder={t('desk:team.memberNamePlaceholder')}
                    aria-invalid={Boolean(errors[`members.${index}.name`])}
                    value={member.name}
                    maxLength={40}
                    onChange={(event) => changeMember(index, { name: event.target.value })}
                  />
                  <span className="tm-members__title">
                    <label className="fx-sr" htmlFor={`tm-title-${index}`}>
                      {t('desk:team.memberTitleLevel', { no: index + 1 })}
                    </label>
                    <CodeSelect
                      id={`tm-title-${index}`}
                      table="TITLE_LEVEL"
                      placeholder={t('desk:team.titleLevel')}
                      value={member.titleLevel}
                      onChange={(code) => changeMember(index, { titleLevel: (code || null) as Member['titleLevel'] })}
                    />
                  </span>
                </div>
                <div className="tm-members__acts">
                  <label className="rc-check">
                    <input
                      type="radio"
                      name="tm-leader"
                      checked={member.isLeader}
                      onChange={() => change({ members: withLeader(value.members, index) })}
                    />
                    {t('desk:team.leader')}
                  </label>
                  <button
                    type="button"
                    className="fx-btn fx-btn--small fx-btn--quiet"
                    disabled={index === 0}
                    aria-label={t('desk:team.up', { no: index + 1 })}
                    onClick={() => change({ members: moveMember(value.members, index, -1) })}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    className="fx-btn fx-btn--small fx-btn--quiet"
                    disabled={index === value.members.length - 1}
                    aria-label={t('desk:team.down', { no: index + 1 })}
                    onClick={() => change({ members: moveMember(value.members, index, 1) })}
                  >
                    ↓
                  </button>
                  <button
                    type="button"
                    className="fx-btn fx-btn--small fx-btn--quiet"
                    disabled={value.members.length === 1}
                    aria-label={t('desk:team.remove', { no: index + 1 })}
                    onClick={() => change({ members: withoutMember(value.members, index) })}
                  >
                    {t('common:action.delete')}
                  </button>
                </div>
                {errors[`members.${index}.name`] ? (
                  <p className="rc-field__error">{errors[`members.${index}.name`]}</p>
                ) : null}
              </li>
            ))}
          </ol>
          <button
            type="button"
            className="fx-btn fx-btn--small"
            disabled={value.members.length >= 50}
            onClick={() => change({ members: [...value.members, newMember()] })}
          >
            {t('desk:team.addMember')}
          </button>
        </section>
        <Field label={t('desk:team.capacity')} hint={t('desk:team.capacityHint')} isOptional error={errors.capacity}>
          {(props) => (
            <NumberInput
              id={props.id}
              label={t('desk:team.capacity')}
              isLabelled
              value={value.capacity}
              isInvalid={props['aria-invalid']}
              onChange={(capacity) => change({ capacity })}
            />
          )}
        </Field>
        <label className="rc-check">
          <input
            type="checkbox"
            checked={value.hasCompany}
            onChange={(event) =>
              change({ hasCompany: event.target.checked, ...(event.target.checked ? {} : { companyOrgId: null }) })
            }
          />
          {t('desk:team.hasCompany')}
        </label>
        {value.hasCompany ? (
          <Field
            label={t('desk:team.company')}
            hint={t('desk:team.companyHint')}
            isOptional
            error={errors.companyOrgId}
          >
            {(props) => (
              <OrganisationPicker
                id={props.id}
                label={t('desk:team.company')}
                describedBy={props['aria-describedby']}
                isInvalid={props['aria-invalid']}
                value={value.companyOrgId ? [value.companyOrgId] : []}
                max={1}
                onChange={(ids) => change({ companyOrgId: ids[0] ?? null })}
              />
            )}
          </Field>
        ) : null}
        <section className="rc-form" aria-labelledby="tm-contact">
          <h3 id="tm-contact">
            {t('desk:team.contact')} <LevelBadge level="L2" />
          </h3>
          {team ? (
            <ContactReveal
              kind="teams"
              id={team.id}
              access={team.contactAccess}
              onOpen={({ name, mobile, email }) =>
                setValue((now) => ({
                  ...now,
                  // What was typed meanwhile stays.
                  ...(now.contactName === (team.contact?.name || null) ? { contactName: name || null } : {}),
                  ...(now.contactMobile === (team.contact?.mobile || null) ? { contactMobile: mobile || null } : {}),
                  ...(now.contactEmail === (team.contact?.email || null) ? { contactEmail: email || null } : {}),
                }))
              }
            />
          ) : null}
          <TextField
            label={t('desk:team.contactName')}
            isOptional
            value={value.contactName ?? ''}
            maxLength={40}
            error={errors.contactName}
            onChange={(event) => change({ contactName: event.target.value || null })}
          />
          <TextField
            label={t('desk:team.contactMobile')}
            isOptional
            inputMode="tel"
            value={value.contactMobile ?? ''}
            maxLength={20}
            error={errors.contactMobile}
            onChange={(event) => change({ contactMobile: event.target.value || null })}
          />
          <TextField
            label={t('desk:team.contactEmail')}
            isOptional
            type="email"
            value={value.contactEmail ?? ''}
            maxLength={120}
            error={errors.contactEmail}
            onChange={(event) => change({ contactEmail: event.target.value || null })}
          />
        </section>
      </div>
    </Sheet>
  );
}
