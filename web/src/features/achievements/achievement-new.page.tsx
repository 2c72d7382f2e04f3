import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { AchievementView } from '../../../../server/contracts/achievements.contract.ts';
import { TextField } from '../../components/field.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { OwnerPicker, useOnlyOrganisation } from '../../components/record/owner-picker.tsx';
import { keepRecord } from '../../components/record/records.queries.ts';
import { toast } from '../../components/toasts.tsx';
import { useFirstError } from '../../components/use-first-error.ts';
import { api, newIdempotencyKey } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { byPath } from '../../lib/form-errors.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { TeamSelect } from './team-select.tsx';
import '../../components/record/record.css';

/** A title and an owner make a draft; everything else is saved as it is written. */
export default function AchievementNewPage() {
  const { t } = useTranslation('achievements');
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useMe();
  const only = useOnlyOrganisation();
  const [key] = useState(newIdempotencyKey);
  const [picked, setPicked] = useState<string | null>(null);
  const [teamId, setTeamId] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const form = useFirstError<HTMLFormElement>(errors);
  const organisationId = picked ?? only;
  const create = useMutation({
    mutationFn: () =>
      api.post<AchievementView>(
        '/achievements',
        { organisationId, teamId, content: { title: title.trim() } },
        { idempotencyKey: key },
      ),
    onSuccess: (view) => {
      keepRecord(client, 'achievements', view);
      void navigate(paths.deskAchievementEdit(view.id), { replace: true });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.fields.length) setErrors(byPath(error.fields));
      else toast.error(error);
    },
  });
  const isMember = me?.memberships.some((item) => item.state === 'ACTIVE') || me?.roles.includes('operator');
  return (
    <div className="rc-narrow">
      <PageHeader
        title={t('achievements:new.title')}
        note={t('achievements:new.note')}
        crumbs={[{ label: t('achievements:list.title'), to: paths.deskAchievements }]}
      />
      {me && !isMember ? (
        <p className="fx-notice fx-notice--amber">
          {t('desk:owner.pending')} <Link to={paths.account}>{t('desk:owner.account')}</Link>
        </p>
      ) : null}
      <form
        ref={form}
        className="fx-card rc-form rc-form--card"
        onSubmit={(event) => {
          event.preventDefault();
          const missing: Record<string, string> = {};
          if (!organisationId) missing.organisationId = t('common:field.required');
          if (!title.trim()) missing['content.title'] = t('common:field.required');
          setErrors(missing);
          if (!Object.keys(missing).length) create.mutate();
        }}
      >
        <OwnerPicker
          label={t('achievements:new.owner')}
          value={organisationId}
          error={errors.organisationId}
          onChange={(id) => {
            setPicked(id || null);
            setTeamId(null);
          }}
        />
        {organisationId ? <TeamSelect organisationId={organisationId} value={teamId} onChange={setTeamId} /> : null}
        <TextField
          label={t('achievements:field.title.label')}
          hint={t('achievements:field.title.hint')}
          value={title}
          maxLength={60}
          error={errors['content.title']}
          onChange={(event) => setTitle(event.target.value)}
        />
        <div>
          <button type="submit" className="fx-btn fx-btn--primary" disabled={create.isPending}>
            {t('achievements:new.start')}
          </button>
        </div>
      </form>
    </div>
  );
}
