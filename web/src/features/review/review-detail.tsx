import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AchievementView } from '../../../../server/contracts/achievements.contract.ts';
import type { DemandView } from '../../../../server/contracts/demands.contract.ts';
import { ACHIEVEMENT_SPEC } from '../../components/record/achievement-fields.ts';
import { ContactReveal } from '../../components/record/contact-reveal.tsx';
import { DEMAND_SPEC } from '../../components/record/demand-fields.ts';
import type { Content } from '../../components/record/field-spec.ts';
import { FindingsNote } from '../../components/record/findings-note.tsx';
import { findingsQuery, HistoryList } from '../../components/record/history-list.tsx';
import { RecordSheet } from '../../components/record/record-sheet.tsx';
import { achievementQuery, demandQuery, keepRecord, type RecordKind } from '../../components/record/records.queries.ts';
import { CheckView } from '../../components/record/value-view.tsx';
import { QueryView } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { toast } from '../../components/toasts.tsx';
import { useFirstError } from '../../components/use-first-error.ts';
import { api } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { byPath } from '../../lib/form-errors.ts';
import { formatDate } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { managersQuery } from './review.queries.ts';
import { ReviewFormFields } from './review-form.tsx';
import { bodyOf, errorsOf, newForm, type ReviewEvent, reviewEvents, stageOf } from './review-logic.ts';
import '../../components/record/record-page.css';

type View = AchievementView | DemandView;
const isDemand = (view: View): view is DemandView => 'clarity' in view;

interface ReviewDetailProps {
  kind: RecordKind;
  id: string;
  wished: readonly ReviewEvent[];
  onWish: (events: readonly ReviewEvent[]) => void;
  onDone: () => void;
}

/** Why the next step is not offered although the record waits for it. */
function missingForward(kind: RecordKind, view: View, steps: readonly ReviewEvent[]): 'notYours' | 'institute' | null {
  const stage = stageOf(kind, { status: view.status, revisionStatus: view.revision?.status ?? null });
  if (kind === 'achievements' && stage === 'SUBMITTED' && !steps.includes('instituteApprove')) return 'institute';
  const wanted = kind === 'achievements' ? 'INSTITUTE_OK' : 'TRIAGE';
  return stage === wanted && !steps.includes('publish') ? 'notYours' : null;
}

/** One record as the reviewer reads it, with the steps that may be taken. */
export function ReviewDetail({ kind, id, wished, onWish, onDone }: ReviewDetailProps) {
  const isSupply = kind === 'achievements';
  const achievement = useQuery({ ...achievementQuery(id), enabled: isSupply, staleTime: 0 });
  const demand = useQuery({ ...demandQuery(id), enabled: !isSupply, staleTime: 0 });
  const query: { data: View | undefined; error: unknown; isPending: boolean; refetch: () => unknown } = isSupply
    ? achievement
    : demand;
  return (
    <QueryView query={query} lines={10}>
      {(view) => <Detail kind={kind} view={view} wished={wished} onWish={onWish} onDone={onDone} />}
    </QueryView>
  );
}

function Detail({ kind, view, wished, onWish, onDone }: Omit<ReviewDetailProps, 'id'> & { view: View }) {
  const { t } = useTranslation('review');
  const spec = kind === 'achievements' ? ACHIEVEMENT_SPEC : DEMAND_SPEC;
  // A manager looks at what waits before taking it on, and reads less of it until then.
  const isPrivy = view.level === 'OWNER' || view.level === 'STAFF';
  const findings = useQuery({ ...findingsQuery(kind, view.id), staleTime: 0, enabled: isPrivy });
  const worked = (view.revision?.content ?? view.content) as Content & { title?: string };
  const steps = reviewEvents(view.allowedEvents);
  const lacksForward = missingForward(kind, view, steps);
  const chosen = wished.find((event) => steps.includes(event)) ?? null;
  const owner = isDemand(view) ? view.ownerLabel : [view.organisationName, view.teamName].filter(Boolean).join(' · ');
  return (
    <article className="rv-detail" aria-labelledby="rv-title">
      <header className="rv-detail__head">
        <h2 id="rv-title" tabIndex={-1}>
          {worked.title || t('desk:record.untitled')}
        </h2>
        <p className="rc-quiet">
          <span className="rc-code">{view.code}</span> · {owner} ·{' '}
          <StatusTag table={spec.statusTable} code={view.status} />
          {view.revision ? (
            <span className="fx-tag fx-tag--blue">{t(`desk:revision.${view.revision.status}`)}</span>
          ) : null}
        </p>
        <p className="rc-quiet">
          {t('review:detail.updated', { date: formatDate(view.revision?.updatedAt ?? view.updatedAt) })}
          {isDemand(view) ? ` · ${t('desk:record.clarity', { score: view.clarity.total })}` : ''}
          {isDemand(view) && view.managerName ? ` · ${t('demands:record.manager', { name: view.managerName })}` : ''}
          {' · '}
          <Link to={kind === 'achievements' ? paths.deskAchievement(view.id) : paths.deskDemand(view.id)}>
            {t('review:detail.open')}
          </Link>
        </p>
      </header>
      <FindingsNote spec={spec} items={findings.data?.items ?? []} />
      {view.missing.length ? (
        <p className="fx-notice fx-notice--amber">{t('desk:missing.title', { count: view.missing.length })}</p>
      ) : null}
      {isDemand(view) && worked.isAnonymous ? (
        <p className="fx-notice">{t('review:detail.anonymous', { name: view.ownerLabel })}</p>
      ) : null}
      <RecordSheet
        spec={spec}
        content={worked}
        before={view.revision ? (view.content as Content) : null}
        findings={findings.data?.items ?? []}
        missing={view.missing}
        withheld={view.withheld}
      />
      {isDemand(view) ? <ContactReveal key={view.id} kind="demands" id={view.id} access={view.contactAccess} /> : null}
      {kind === 'achievements' ? (
        <dl className="rc-facts rv-checks">
          {(['secrecyCheck', 'exportCheck'] as const).map((name) => (
            <div key={name}>
              <dt>{t(`review:check.${name}`)}</dt>
              <dd>
                <CheckView check={(worked as AchievementView['content'])[name]} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {isPrivy ? (
        <details className="rc-details">
          <summary>{t('desk:record.history')}</summary>
          <HistoryList spec={spec} id={view.id} />
        </details>
      ) : null}
      <section className="rv-act" aria-label={t('review:act.title')}>
        {steps.length ? (
          <div className="rv-act__steps">
            {steps.map((step) => (
              <button
                key={step}
                type="button"
                className={`fx-btn${chosen === step ? ' fx-btn--primary' : ''}`}
                aria-expanded={chosen === step}
                onClick={() => onWish(chosen === step ? [] : [step])}
              >
                {t(`desk:event.${step}`)}
              </button>
            ))}
          </div>
        ) : (
          <p className="rc-quiet">{lacksForward ? '' : t('review:act.none')}</p>
        )}
        {lacksForward ? <p className="rc-quiet">{t(`review:act.${lacksForward}`)}</p> : null}
        {chosen ? (
          <StepForm key={`${view.id}-${chosen}`} kind={kind} view={view} event={chosen} onDone={onDone} />
        ) : null}
      </section>
    </article>
  );
}

function StepForm({
  kind,
  view,
  event,
  onDone,
}: {
  kind: RecordKind;
  view: View;
  event: ReviewEvent;
  onDone: () => void;
}) {
  const { t } = useTranslation('review');
  const client = useQueryClient();
  const me = useMe();
  const managers = useQuery({ ...managersQuery, enabled: event === 'accept' });
  const [form, setForm] = useState(() => newForm(me?.name ?? '', formatDate(new Date())));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const element = useFirstError<HTMLFormElement>(errors);
  const act = useMutation({
    mutationFn: () => api.post<View>(`/${kind}/${view.id}/transitions`, bodyOf(event, form, view.version)),
    onSuccess: (next) => {
      keepRecord(client, kind, next);
      toast.success(t('desk:action.done', { action: t(`desk:event.${event}`) }));
      onDone();
    },
    onError: (error) => {
      if (error instanceof ApiError) {
        setErrors(byPath(error.fields));
        if (error.status === 409) void client.invalidateQueries({ queryKey: ['record', kind, view.id] });
      }
      toast.error(error);
    },
  });
  const submit = (): void => {
    const wrong = errorsOf(kind, event, form);
    setErrors(Object.fromEntries(Object.entries(wrong).map(([field, key]) => [field, t(`review:error.${key}`)])));
    if (!Object.keys(wrong).length) act.mutate();
  };
  return (
    <form
      ref={element}
      className="rv-form"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        submit();
      }}
    >
      <ReviewFormFields
        kind={kind}
        event={event}
        form={form}
        errors={errors}
        managers={managers.data ?? []}
        onChange={setForm}
      />
      <button type="submit" className="fx-btn fx-btn--primary" disabled={act.isPending}>
        {t('review:act.confirm', { action: t(`desk:event.${event}`) })}
      </button>
    </form>
  );
}
