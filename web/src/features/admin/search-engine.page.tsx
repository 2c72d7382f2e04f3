import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineState } from '../../../../server/contracts/admin.contract.ts';
import { confirm } from '../../components/dialog.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { formatDateTime, formatNumber, formatRelative } from '../../lib/format.ts';
import { engineQuery } from './admin.queries.ts';
import './admin.css';

const TONE = { ready: 'ok', building: 'amber', broken: 'bad' } as const;
const MIB = 1024 ** 2;
/** Bytes as KB or MB. */
const sizeOf = (bytes: number): string =>
  bytes < MIB ? `${formatNumber(Math.round(bytes / 1024))} KB` : `${(bytes / MIB).toFixed(1)} MB`;

function When({ at }: { at: string | null }) {
  const { t } = useTranslation();
  if (!at) return <span className="ad-dim">{t('admin:search.never')}</span>;
  return (
    <time dateTime={at} title={formatDateTime(at)}>
      {formatRelative(at)}
    </time>
  );
}

function IndexCard({ index }: { index: EngineState['indexes'][number] }) {
  const { t, i18n } = useTranslation();
  const key = `admin:search.indexName.${index.index}`;
  const isSame = index.missing === 0 && index.surplus === 0;
  const facts: [string, React.ReactNode][] = [
    ['terms', formatNumber(index.terms)],
    ['size', sizeOf(index.bytes)],
    ['deleted', formatNumber(index.deleted)],
    [
      'model',
      index.embeddingModel
        ? `${index.embeddingModel} · ${t('admin:search.dimension', { dimension: index.dimension })}`
        : t('admin:search.noModel'),
    ],
    ['version', index.indexVersion],
    ['lastChange', <When key="change" at={index.lastChangeAt} />],
    ['snapshot', <When key="snapshot" at={index.snapshotAt} />],
  ];
  return (
    <section className="ad-card" aria-labelledby={`ad-${index.index}`}>
      <h2 id={`ad-${index.index}`}>{i18n.exists(key) ? t(key) : index.index}</h2>
      <dl className="ad-figures">
        <div>
          <dt>{t('admin:search.documents')}</dt>
          <dd className="fx-num">{formatNumber(index.documents)}</dd>
        </div>
        <div>
          <dt>{t('admin:search.database')}</dt>
          <dd className="fx-num">{formatNumber(index.inDatabase)}</dd>
        </div>
        <div className={isSame ? 'is-same' : 'is-off'}>
          <dt>{t('admin:search.difference')}</dt>
          <dd>
            {isSame ? t('admin:search.same') : null}
            {index.missing ? <span>{t('admin:search.missing', { count: index.missing })}</span> : null}
            {index.surplus ? <span>{t('admin:search.surplus', { count: index.surplus })}</span> : null}
          </dd>
        </div>
      </dl>
      <dl className="ad-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`admin:search.${name}`)}</dt>
            <dd className="fx-num">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Jobs({ jobs }: { jobs: EngineState['jobs'] }) {
  const { t, i18n } = useTranslation();
  return (
    <section className="ad-card" aria-labelledby="ad-jobs">
      <h2 id="ad-jobs">{t('admin:search.jobs')}</h2>
      {jobs.length ? (
        <table className="ad-table ad-table--plain">
          <caption className="fx-sr">{t('admin:search.jobs')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('admin:search.queue')}</th>
              <th scope="col" className="ad-num">
                {t('admin:search.waiting')}
              </th>
              <th scope="col" className="ad-num">
                {t('admin:search.active')}
              </th>
              <th scope="col" className="ad-num">
                {t('admin:search.failed')}
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => {
              const key = `admin:search.queues.${job.queue}`;
              return (
                <tr key={job.queue}>
                  <th scope="row">{i18n.exists(key) ? t(key) : job.queue}</th>
                  <td className="ad-num fx-num">{formatNumber(job.waiting)}</td>
                  <td className="ad-num fx-num">{formatNumber(job.active)}</td>
                  <td className={`ad-num fx-num${job.failed ? ' ad-bad' : ''}`}>{formatNumber(job.failed)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : (
        <p className="ad-dim">{t('admin:search.noJobs')}</p>
      )}
    </section>
  );
}

function Rebuild({ rebuild }: { rebuild: EngineState['rebuild'] }) {
  const { t } = useTranslation();
  if (!rebuild.running) return null;
  return (
    <section className="ad-card" aria-labelledby="ad-rebuild">
      <h2 id="ad-rebuild">{t('admin:search.rebuilding')}</h2>
      <progress
        aria-labelledby="ad-rebuild"
        max={Math.max(1, rebuild.total)}
        value={rebuild.total ? rebuild.done : undefined}
      />
      <p className="ad-dim fx-num" role="status">
        {t('admin:search.progress', { done: formatNumber(rebuild.done), total: formatNumber(rebuild.total) })}
        {rebuild.startedAt ? ` · ${t('admin:search.started', { time: formatRelative(rebuild.startedAt) })}` : ''}
      </p>
    </section>
  );
}

/** State of the search engine: what it holds against what the database holds, its jobs, and the rebuild that heals it. */
export default function SearchEnginePage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(engineQuery);
  const running = query.data?.rebuild.running ?? false;
  const was = useRef(running);
  useEffect(() => {
    if (was.current && !running) toast.success(t('admin:search.done'));
    was.current = running;
  }, [running, t]);
  const rebuild = useMutation({
    mutationFn: () => api.post<{ ok: true }>('/admin/search/rebuild'),
    onSuccess: () => {
      toast.success(t('admin:search.startedToast'));
      void client.invalidateQueries({ queryKey: engineQuery.queryKey });
    },
    onError: (error) => {
      toast.error(error);
      void client.invalidateQueries({ queryKey: engineQuery.queryKey });
    },
  });
  const ask = async (): Promise<void> => {
    const yes = await confirm({
      title: t('admin:search.rebuildTitle'),
      body: t('admin:search.rebuildBody'),
      confirmLabel: t('admin:search.rebuild'),
    });
    if (yes) rebuild.mutate();
  };
  const differs = query.data?.indexes.some((index) => index.missing || index.surplus) ?? false;
  return (
    <div className="ad">
      <PageHeader
        title={t('admin:search.title')}
        note={t('admin:search.note')}
        extra={
          query.data ? (
            <span className="ad-tags">
              <span className={`fx-tag fx-tag--${TONE[query.data.status]}`}>
                {t(`admin:search.status.${query.data.status}`)}
              </span>
              <span className="ad-dim">
                {t('admin:search.engine')}{' '}
                {t(`admin:search.engineName.${query.data.engine}`, { defaultValue: query.data.engine })}
              </span>
            </span>
          ) : null
        }
        actions={
          <button
            type="button"
            className="fx-btn"
            disabled={running || rebuild.isPending || !query.data}
            onClick={() => void ask()}
          >
            {t('admin:search.rebuild')}
          </button>
        }
      />
      <QueryView query={query} lines={12}>
        {(engine) => (
          <>
            {engine.status === 'broken' ? (
              <p className="fx-notice fx-notice--bad">
                {t('admin:search.broken')}
                {engine.detail ? ` ${t('admin:search.brokenDetail', { detail: engine.detail })}` : ''}
              </p>
            ) : null}
            {differs && !running ? <p className="fx-notice fx-notice--amber">{t('admin:search.differs')}</p> : null}
            <Rebuild rebuild={engine.rebuild} />
            <div className="ad-cards">
              {engine.indexes.map((index) => (
                <IndexCard key={index.index} index={index} />
              ))}
            </div>
            <Jobs jobs={engine.jobs} />
          </>
        )}
      </QueryView>
    </div>
  );
}
