import './imports.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ImportBatchView } from '../../../../server/contracts/imports.contract.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/states.tsx';
import { daysUntil, formatDate, formatDateTime, formatNumber } from '../../lib/format.ts';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../../lib/session.ts';
import { BatchState, Progress, Steps } from './batch-state.tsx';
import type { Reason } from './blockers.tsx';
import { CommitDialog } from './commit-dialog.tsx';
import { batchesQuery, batchQuery, isWorking, organisationQuery, rowsKey } from './imports.queries.ts';
import { MappingStep } from './mapping-step.tsx';
import { ReviewStep, type Tab } from './review-step.tsx';
import { RollbackDialog } from './rollback-dialog.tsx';

function Facts({ batch }: { batch: ImportBatchView }) {
  const { t } = useTranslation();
  const owner = useQuery({
    ...organisationQuery(batch.defaultOrganisationId ?? ''),
    enabled: batch.defaultOrganisationId !== null,
  });
  const facts: [string, string][] = [
    ['sender', batch.sender],
    ['target', t(`imports:target.${batch.target}`)],
    ['owner', batch.defaultOrganisationId ? (owner.data?.name ?? '…') : t('imports:facts.noOwner')],
    ['sheet', batch.sheetName ?? ''],
    ['by', `${batch.createdByName} · ${formatDateTime(batch.createdAt)}`],
  ];
  return (
    <dl className="im-facts">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{t(`imports:facts.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** What a person has to know about the batch before anything else. */
function Notices({ batch, onRecords }: { batch: ImportBatchView; onRecords: () => void }) {
  const { t } = useTranslation();
  const left = batch.counts.failed + batch.counts.toConfirm;
  const isStaff = useMe()?.roles.includes('operator') ?? false;
  return (
    <>
      {batch.sameFileAs ? (
        <div className="fx-notice fx-notice--amber" role="note">
          <p>
            {t('imports:notice.sameFile')}{' '}
            <Link to={paths.staffImport(batch.sameFileAs.id)}>{batch.sameFileAs.code}</Link>
            {t('imports:notice.sameFileEnd')}
          </p>
        </div>
      ) : null}
      {batch.state === 'FAILED' && batch.error ? (
        <div className="fx-notice fx-notice--bad" role="alert">
          <div>
            <strong>{t('imports:notice.failed')}</strong>
            <p>{batch.error.message}</p>
            <p>{t('imports:notice.failedNext')}</p>
          </div>
        </div>
      ) : null}
      {batch.state === 'COMMITTED' ? (
        <div className={`fx-notice im-done${batch.counts.committed ? '' : ' fx-notice--amber'}`}>
          <div>
            <strong>
              {t('imports:notice.committed', {
                count: batch.counts.committed,
                n: formatNumber(batch.counts.committed),
                created: formatNumber(batch.counts.committed - batch.counts.updated),
                updated: formatNumber(batch.counts.updated),
              })}
            </strong>
            <p>
              {batch.counts.committed ? t(`imports:notice.next.${batch.target}`) : null}
              {left ? t('imports:notice.left', { count: left }) : null}
              {batch.canRollBackUntil
                ? t('imports:notice.canRollBack', {
                    date: formatDate(batch.canRollBackUntil),
                    count: Math.max(0, daysUntil(batch.canRollBackUntil)),
                  })
                : ''}
            </p>
            {batch.counts.committed ? (
              <p className="im-actions">
                <button type="button" className="fx-btn fx-btn--small" onClick={onRecords}>
                  {t('imports:notice.records')}
                </button>
                <Link to={isStaff ? paths.staffReview : paths.deskReview}>{t('imports:notice.review')}</Link>
              </p>
            ) : null}
          </div>
        </div>
      ) : null}
      {batch.state === 'ROLLED_BACK' ? <p className="fx-notice">{t('imports:notice.rolledBack')}</p> : null}
    </>
  );
}

function BatchView({ batch }: { batch: ImportBatchView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState<'commit' | 'rollback' | null>(null);
  const [isRemap, setRemap] = useState(false);
  const [tab, setTab] = useState<Tab | null>(null);
  const [reason, setReason] = useState<Reason | null>(null);
  const { state, counts } = batch;
  const before = useRef(state);
  // The work on the server is over: the rows and the list are others now.
  useEffect(() => {
    if (isWorking(before.current) && !isWorking(state)) {
      void client.invalidateQueries({ queryKey: rowsKey(batch.id) });
      void client.invalidateQueries({ queryKey: batchesQuery.queryKey });
    }
    before.current = state;
  }, [state, batch.id, client]);
  const isReview = state === 'PARSED' || state === 'COMMITTED';
  const mayRollBack = batch.canRollBackUntil !== null && new Date(batch.canRollBackUntil) > new Date();
  return (
    <div className="im">
      <PageHeader
        title={batch.fileName}
        crumbs={[{ label: t('imports:title'), to: paths.staffImports }]}
        extra={
          <span className="im-head__tags">
            <BatchState state={state} />
            <span className="im-dim">{batch.code}</span>
          </span>
        }
        actions={
          <>
            {state === 'PARSED' && !isRemap ? (
              <button type="button" className="fx-btn" onClick={() => setRemap(true)}>
                {t('imports:map.again')}
              </button>
            ) : null}
            {state === 'COMMITTED' && mayRollBack ? (
              <button type="button" className="fx-btn" onClick={() => setOpen('rollback')}>
                {t('imports:rollback.open')}
              </button>
            ) : null}
            {isReview && !isRemap && (state === 'PARSED' || counts.ready > 0) ? (
              <button
                type="button"
                className="fx-btn fx-btn--primary"
                disabled={!counts.ready}
                onClick={() => setOpen('commit')}
              >
                {t('imports:commit.open', { count: counts.ready })}
              </button>
            ) : null}
          </>
        }
      />
      <Steps batch={batch} />
      <Facts batch={batch} />
      <Notices
        batch={batch}
        onRecords={() => {
          setReason(null);
          setTab('committed');
        }}
      />
      <Progress batch={batch} />
      {state === 'UPLOADED' || state === 'FAILED' ? <MappingStep batch={batch} /> : null}
      {isReview && isRemap ? <MappingStep batch={batch} onCancel={() => setRemap(false)} /> : null}
      {(isReview && !isRemap) || state === 'ROLLED_BACK' ? (
        <ReviewStep
          key={`${state}-${tab ?? ''}`}
          batch={batch}
          reason={reason}
          onReason={setReason}
          {...(tab ? { start: tab } : {})}
        />
      ) : null}
      <CommitDialog
        batch={batch}
        open={open === 'commit'}
        onClose={() => setOpen(null)}
        onReason={(picked) => {
          setReason(picked);
          setOpen(null);
        }}
      />
      <RollbackDialog batch={batch} open={open === 'rollback'} onClose={() => setOpen(null)} />
    </div>
  );
}

/** One batch on its way from the file to the records. */
export default function ImportPage() {
  const { id = '' } = useParams();
  const query = useQuery(batchQuery(id));
  return (
    <QueryView query={query} lines={10}>
      {(batch) => <BatchView key={batch.id} batch={batch} />}
    </QueryView>
  );
}
