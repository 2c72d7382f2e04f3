import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { TeamPage } from '../../../../server/contracts/organisations.contract.ts';
import { Field } from '../../components/field.tsx';
import { api } from '../../lib/api-client.ts';
import { paths } from '../../lib/paths.ts';

const teamsOf = (organisationId: string) =>
  queryOptions({
    queryKey: ['teams', 'of', organisationId],
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof TeamPage>>('/teams', { query: { organisationId, limit: 100 }, signal }),
    staleTime: 60_000,
  });

interface TeamSelectProps {
  organisationId: string;
  value: string | null;
  onChange: (id: string | null) => void;
}

/** The team behind an achievement; its members may edit the record, its contact opens when both sides agree. */
export function TeamSelect({ organisationId, value, onChange }: TeamSelectProps) {
  const { t } = useTranslation('achievements');
  const teams = useQuery(teamsOf(organisationId));
  return (
    <Field
      label={t('achievements:team.label')}
      isOptional
      hint={
        <>
          {t('achievements:team.hint')} <Link to={paths.deskTeams}>{t('achievements:team.manage')}</Link>
        </>
      }
    >
      {(props) => (
        <select
          {...props}
          className="fx-select"
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value || null)}
        >
          <option value="">{t('achievements:team.none')}</option>
          {(teams.data?.items ?? []).map((team) => (
            <option key={team.id} value={team.id}>
              {team.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
