import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { DemandContent, type DemandView } from '../../../../server/contracts/demands.contract.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { DEMAND_SPEC } from '../../components/record/demand-fields.ts';
import { OwnerPicker, useOnlyOrganisation } from '../../components/record/owner-picker.tsx';
import { RecordSheet } from '../../components/record/record-sheet.tsx';
import { keepRecord } from '../../components/record/records.queries.ts';
import { validPart } from '../../components/record/wizard-port.ts';
import { toast } from '../../components/toasts.tsx';
import { useUnsavedGuard } from '../../components/unsaved-guard.tsx';
import { api, newIdempotencyKey } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { byPath } from '../../lib/form-errors.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { SplitPanel } from './split-panel.tsx';
import '../../components/record/record-page.css';

/** Starts a demand from pasted text, or empty. */
export default function DemandNewPage() {
  const { t } = useTranslation('demands');
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useMe();
  const only = useOnlyOrganisation();
  const [key] = useState(newIdempotencyKey);
  const [picked, setPicked] = useState<string | null>(null);
  const [content, setContent] = useState<DemandContent>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const organisationId = picked ?? only;
  const create = useMutation({
    mutationFn: () =>
      api.post<DemandView>(
        '/demands',
        { organisationId, content: validPart(DemandContent.shape, content) },
        { idempotencyKey: key },
      ),
    onSuccess: (view) => {
      keepRecord(client, 'demands', view);
      void navigate(paths.deskDemandEdit(view.id), { replace: true });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.fields.some((item) => item.path === 'organisationId'))
        setErrors(byPath(error.fields));
      else toast.error(error);
    },
  });
  const count = Object.values(content).filter(
    (value) => value !== '' && value !== null && !(Array.isArray(value) && !value.length),
  ).length;
  useUnsavedGuard(count > 0 && !create.isPending && !create.isSuccess);
  const isMember =
    me?.memberships.some((item) => item.state === 'ACTIVE') ||
    me?.roles.some((role) => role === 'operator' || role === 'technologyManager');
  const start = (): void => {
    if (!organisationId) {
      setErrors({ organisationId: t('common:field.required') });
      return;
    }
    setErrors({});
    create.mutate();
  };
  return (
    <>
      <PageHeader
        title={t('demands:new.title')}
        note={t('demands:new.note')}
        crumbs={[{ label: t('demands:list.title'), to: paths.deskDemands }]}
      />
      {me && !isMember ? (
        <p className="fx-notice fx-notice--amber">
          {t('desk:owner.pending')} <Link to={paths.account}>{t('desk:owner.account')}</Link>
        </p>
      ) : null}
      <div className="fx-card rc-panel">
        <SplitPanel content={content} onChange={(patch) => setContent((now) => ({ ...now, ...patch }))} />
      </div>
      {count ? (
        <section className="fx-card rc-panel" aria-labelledby="new-accepted">
          <h2 id="new-accepted">{t('demands:new.accepted')}</h2>
          <RecordSheet spec={DEMAND_SPEC} content={content} isCompact />
        </section>
      ) : null}
      <div className="fx-card rc-form rc-form--card">
        {only ? null : (
          <OwnerPicker
            label={t('demands:new.owner')}
            value={organisationId}
            error={errors.organisationId}
            onChange={(id) => setPicked(id || null)}
          />
        )}
        <div className="rc-submit">
          <p className="rc-quiet">{t('demands:new.next')}</p>
          <button type="button" className="fx-btn fx-btn--primary" disabled={create.isPending} onClick={start}>
            {count ? t('demands:new.startWith') : t('demands:new.startEmpty')}
          </button>
        </div>
      </div>
    </>
  );
}
