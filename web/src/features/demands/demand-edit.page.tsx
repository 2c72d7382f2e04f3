import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { missingOfDemand } from '../../../../server/contracts/completeness.ts';
import { DemandContent, type DemandView } from '../../../../server/contracts/demands.contract.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { ConflictDialog } from '../../components/record/conflict-dialog.tsx';
import { ContactReveal } from '../../components/record/contact-reveal.tsx';
import { DEMAND_SPEC } from '../../components/record/demand-fields.ts';
import type { DraftPort } from '../../components/record/draft-store.ts';
import { type Content, fieldsOf, stepOf } from '../../components/record/field-spec.ts';
import { ReaderPreview } from '../../components/record/reader-preview.tsx';
import { demandQuery, keepRecord } from '../../components/record/records.queries.ts';
import { SubmitStep } from '../../components/record/submit-step.tsx';
import { TakenNote } from '../../components/record/taken-note.tsx';
import { useDraft } from '../../components/record/use-draft.ts';
import { WizardFrame } from '../../components/record/wizard-frame.tsx';
import { checkField, editableOf } from '../../components/record/wizard-port.ts';
import { Empty, ErrorState, Loading } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useUnsavedGuard } from '../../components/unsaved-guard.tsx';
import { api } from '../../lib/api-client.ts';
import { paths } from '../../lib/paths.ts';
import { ClarityPanel, useClarity } from './clarity-panel.tsx';
import { SplitPanel } from './split-panel.tsx';

const NAMES = fieldsOf(DEMAND_SPEC).flatMap((field) => (field.upper ? [field.name, field.upper] : [field.name]));

/** Wizard over the working copy: a draft, one being refined, or the new version of a published demand. */
export default function DemandEditPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation('demands');
  const query = useQuery({ ...demandQuery(id), staleTime: 0, refetchOnWindowFocus: false });
  const [isEntered, setEntered] = useState(false);
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data || (!isEntered && !query.isFetchedAfterMount)) return <Loading lines={8} />;
  if (!query.data.canEdit && !isEntered)
    return (
      <Empty
        title={t('desk:wizard.closed')}
        actions={
          <Link className="fx-btn" to={paths.deskDemand(id)}>
            {t('desk:wizard.toRecord')}
          </Link>
        }
      >
        {t('desk:wizard.closedBody')}
      </Empty>
    );
  return <Wizard key={id} view={query.data} onEntered={() => setEntered(true)} />;
}

function Wizard({ view, onEntered }: { view: DemandView; onEntered: () => void }) {
  const { t } = useTranslation('demands');
  const client = useQueryClient();
  const [, setParams] = useSearchParams();
  const [isPasting, setPasting] = useState(false);
  const [port] = useState(
    (): DraftPort<DemandView> => ({
      read: (copy) => ({ content: editableOf(copy, NAMES), version: copy.version }),
      save: (version, patch) => api.patch<DemandView>(`/demands/${view.id}`, { version, content: patch }),
      check: (field, value) => checkField(DemandContent.shape, field, value),
      onSaved: (copy) => {
        onEntered();
        keepRecord(client, 'demands', copy);
      },
    }),
  );
  const { store, draft } = useDraft(port, view);
  useUnsavedGuard(['offline', 'held', 'conflict'].includes(draft.state));
  const { clarity } = useClarity(draft.content, view.clarity);
  const content = draft.content as DemandContent;
  const missing = missingOfDemand(content);
  const now = draft.view;
  const isRevision = now.status === 'PUBLISHED';
  const jump = (field: string): void =>
    setParams((params) => ({ ...Object.fromEntries(params), step: stepOf(DEMAND_SPEC, field) ?? 'problem' }));
  return (
    <>
      <PageHeader
        title={content.title || t('desk:record.untitled')}
        crumbs={[
          { label: t('demands:list.title'), to: paths.deskDemands },
          { label: now.code, to: paths.deskDemand(view.id) },
        ]}
        extra={<StatusTag table="DEMAND_STATUS" code={now.status} />}
        note={isRevision ? t('desk:revision.note') : now.ownerLabel}
        actions={
          <Link className="fx-btn" to={paths.deskDemand(view.id)}>
            {t('desk:wizard.leave')}
          </Link>
        }
      />
      <TakenNote spec={DEMAND_SPEC} taken={draft.taken} />
      <ConflictDialog
        spec={DEMAND_SPEC}
        conflicts={draft.conflicts}
        onResolve={(fields) => void store.resolve(fields)}
      />
      <WizardFrame
        spec={DEMAND_SPEC}
        draft={draft}
        store={store}
        saved={(now.revision?.content ?? now.content) as Content}
        missing={missing}
        rail={clarity ? <ClarityPanel clarity={clarity} onJump={jump} /> : null}
        before={(step) =>
          step === 'problem' ? (
            <details className="rc-details" open={isPasting} onToggle={(event) => setPasting(event.currentTarget.open)}>
              <summary>{t('demands:split.open')}</summary>
              {isPasting ? (
                <SplitPanel content={content} onChange={(patch) => store.setMany(patch as Content)} />
              ) : null}
            </details>
          ) : null
        }
        after={(step) =>
          step === 'disclosure' ? (
            <>
              <ContactReveal kind="demands" id={view.id} access={view.contactAccess} />
              <section aria-labelledby="anon-preview">
                <h3 id="anon-preview">{t('desk:preview.title')}</h3>
                <p className="rc-quiet">{t('demands:anonymous.note')}</p>
                <ReaderPreview
                  spec={DEMAND_SPEC}
                  content={draft.content}
                  owner={now.ownerLabel}
                  firmNames={[now.ownerLabel]}
                />
              </section>
            </>
          ) : null
        }
        last={
          <SubmitStep
            spec={DEMAND_SPEC}
            store={store}
            content={draft.content}
            view={now}
            missingCount={missing.length}
            owner={now.ownerLabel}
            firmNames={[now.ownerLabel]}
            note={t(isRevision ? 'demands:submit.revision' : 'demands:submit.note')}
            doneHref={paths.deskDemand(view.id)}
          />
        }
      />
    </>
  );
}
