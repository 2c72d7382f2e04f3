import { useQuery, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { AchievementContent, type AchievementView } from '../../../../server/contracts/achievements.contract.ts';
import { missingOfAchievement } from '../../../../server/contracts/completeness.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { ACHIEVEMENT_SPEC } from '../../components/record/achievement-fields.ts';
import { ConflictDialog } from '../../components/record/conflict-dialog.tsx';
import type { DraftPort } from '../../components/record/draft-store.ts';
import { type Content, fieldsOf } from '../../components/record/field-spec.ts';
import { dateErrors } from '../../components/record/patents-editor.tsx';
import { achievementQuery, keepRecord } from '../../components/record/records.queries.ts';
import { SubmitStep } from '../../components/record/submit-step.tsx';
import { TakenNote } from '../../components/record/taken-note.tsx';
import { useDraft } from '../../components/record/use-draft.ts';
import { WizardFrame } from '../../components/record/wizard-frame.tsx';
import { checkField, editableOf } from '../../components/record/wizard-port.ts';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { toast } from '../../components/toasts.tsx';
import { useUnsavedGuard } from '../../components/unsaved-guard.tsx';
import { api } from '../../lib/api-client.ts';
import { paths } from '../../lib/paths.ts';
import { TeamSelect } from './team-select.tsx';

const NAMES = fieldsOf(ACHIEVEMENT_SPEC).flatMap((field) => (field.upper ? [field.name, field.upper] : [field.name]));

/** Wizard over the working copy: a draft, or the new version of a published record. */
export default function AchievementEditPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation('achievements');
  const query = useQuery({ ...achievementQuery(id), staleTime: 0, refetchOnWindowFocus: false });
  const [isEntered, setEntered] = useState(false);
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data || (!isEntered && !query.isFetchedAfterMount)) return <Loading lines={8} />;
  if (!query.data.canEdit && !isEntered)
    return (
      <Empty
        title={t('desk:wizard.closed')}
        actions={
          <Link className="fx-btn" to={paths.deskAchievement(id)}>
            {t('desk:wizard.toRecord')}
          </Link>
        }
      >
        {t('desk:wizard.closedBody')}
      </Empty>
    );
  return <Wizard key={id} view={query.data} onEntered={() => setEntered(true)} />;
}

function Wizard({ view, onEntered }: { view: AchievementView; onEntered: () => void }) {
  const { t } = useTranslation('achievements');
  const client = useQueryClient();
  const [port] = useState(
    (): DraftPort<AchievementView> => ({
      read: (copy) => ({ content: editableOf(copy, NAMES), version: copy.version }),
      save: (version, patch) => api.patch<AchievementView>(`/achievements/${view.id}`, { version, content: patch }),
      check: (field, value) => [
        ...checkField(AchievementContent.shape, field, value),
        ...(field === 'ip'
          ? dateErrors(value).map((item) => ({ ...item, message: i18next.t(`achievements:ip.error.${item.code}`) }))
          : []),
      ],
      onSaved: (copy) => {
        onEntered();
        keepRecord(client, 'achievements', copy);
      },
    }),
  );
  const { store, draft } = useDraft(port, view);
  useUnsavedGuard(['offline', 'held', 'conflict'].includes(draft.state));
  const content = draft.content as AchievementContent;
  const missing = missingOfAchievement(content);
  const now = draft.view;
  const setTeam = async (teamId: string | null): Promise<void> => {
    if (!(await store.flush())) return;
    try {
      const next = await api.patch<AchievementView>(`/achievements/${view.id}`, {
        version: store.getSnapshot().view.version,
        teamId,
        content: {},
      });
      store.adopt(next);
      keepRecord(client, 'achievements', next);
    } catch (error) {
      toast.error(error);
    }
  };
  const isRevision = now.status !== 'DRAFT';
  return (
    <>
      <PageHeader
        title={content.title || t('desk:record.untitled')}
        crumbs={[
          { label: t('achievements:list.title'), to: paths.deskAchievements },
          { label: now.code, to: paths.deskAchievement(view.id) },
        ]}
        extra={<StatusTag table="ACHIEVEMENT_STATUS" code={now.status} />}
        note={isRevision ? t('desk:revision.note') : now.organisationName}
        actions={
          <Link className="fx-btn" to={paths.deskAchievement(view.id)}>
            {t('desk:wizard.leave')}
          </Link>
        }
      />
      <TakenNote spec={ACHIEVEMENT_SPEC} taken={draft.taken} />
      <ConflictDialog
        spec={ACHIEVEMENT_SPEC}
        conflicts={draft.conflicts}
        onResolve={(fields) => void store.resolve(fields)}
      />
      <WizardFrame
        spec={ACHIEVEMENT_SPEC}
        draft={draft}
        store={store}
        saved={(now.revision?.content ?? now.content) as Content}
        missing={missing}
        before={(step) =>
          step === 'basic' ? (
            <div className="rc-field">
              <TeamSelect
                organisationId={now.organisationId}
                value={now.teamId}
                onChange={(teamId) => void setTeam(teamId)}
              />
            </div>
          ) : step === 'private' ? (
            <p className="fx-notice">{t('achievements:private.note')}</p>
          ) : null
        }
        last={
          <SubmitStep
            spec={ACHIEVEMENT_SPEC}
            store={store}
            content={draft.content}
            view={now}
            missingCount={missing.length}
            owner={now.organisationName}
            note={t(isRevision ? 'achievements:submit.revision' : 'achievements:submit.note')}
            doneHref={paths.deskAchievement(view.id)}
          />
        }
      />
    </>
  );
}
