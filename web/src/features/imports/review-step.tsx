import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { ImportBatchView, ImportBulkDecision } from '../../../../server/contracts/imports.contract.ts';
import { confirm } from '../../components/dialog.tsx';
import { ShortcutHelp } from '../../components/shortcut-help.tsx';
import { QueryView } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { useShortcuts } from '../../lib/use-shortcuts.ts';
import { Blockers, type Reason, ReasonChip, reasonKey } from './blockers.tsx';
import { batchKey, mappingQuery, previewKey, type RowFilter, rowsKey } from './imports.queries.ts';
import { RowDetail } from './row-detail.tsx';
import { fieldLines } from './row-fields.ts';
import { RowList } from './row-list.tsx';
import { useEnterKey } from './use-enter-key.ts';
import { useReview } from './use-review.ts';
import './review-step.css';

const TABS = ['all', 'toConfirm', 'failed', 'duplicates', 'ready', 'skipped', 'committed', 'unchanged'] as const;
export type Tab = (typeof TABS)[number];
const FILTER: Readonly<Record<Tab, RowFilter>> = {
  all: {},
  toConfirm: { state: 'CONFIRM' },
  failed: { state: 'FAILED' },
  duplicates: { duplicates: 'true' },
  ready: { state: 'READY' },
  skipped: { state: 'SKIPPED' },
  committed: { state: 'COMMITTED' },
  unchanged: { state: 'UNCHANGED' },
};
const countOf = (batch: ImportBatchView, tab: Tab): number => batch.counts[tab === 'all' ? 'rows' : tab];
/** Where a person starts: at what waits for them. */
const firstTab = (batch: ImportBatchView): Tab =>
  batch.state === 'ROLLED_BACK'
    ? 'all'
    : batch.state === 'PARSED' && batch.counts.toConfirm
      ? 'toConfirm'
      : batch.counts.failed
        ? 'failed'
        : 'all';

type BulkAction = z.infer<typeof ImportBulkDecision>['action'];
const BULK: readonly { action: BulkAction; count: 'toConfirm' | 'failed' | 'duplicates' }[] = [
  { action: 'CONFIRM_ALL_HINTS', count: 'toConfirm' },
  { action: 'SKIP_FAILED', count: 'failed' },
  { action: 'ACCEPT_MERGES', count: 'duplicates' },
  { action: 'REFUSE_MERGES', count: 'duplicates' },
];

function Bulk({ batch }: { batch: ImportBatchView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const bulk = useMutation({
    mutationFn: (action: BulkAction) =>
      api.post<ImportBatchView>(`/imports/${batch.id}/bulk`, { version: batch.version, action }),
    onSuccess: (next) => {
      client.setQueryData(batchKey(batch.id), next);
      void client.invalidateQueries({ queryKey: rowsKey(batch.id) });
      void client.invalidateQueries({ queryKey: previewKey(batch.id) });
      const left = next.counts.toConfirm + next.counts.failed;
      toast.success(left ? t('imports:bulk.left', { count: left, ready: next.counts.ready }) : t('imports:bulk.done'));
    },
    onError: (error) => toast.error(error),
  });
  const run = async (action: BulkAction, count: number): Promise<void> => {
    const words = { count, n: formatNumber(count) };
    const yes = await confirm({
      title: t(`imports:bulk.${action}.title`, words),
      body: t(`imports:bulk.${action}.body`),
      confirmLabel: t(`imports:bulk.${action}.label`),
    });
    if (yes) bulk.mutate(action);
  };
  return (
    <fieldset className="im-bulk" disabled={bulk.isPending}>
      <legend>{t('imports:bulk.title')}</legend>
      {BULK.map(({ action, count }) => (
        <button
          key={action}
          type="button"
          className="fx-btn fx-btn--small"
          disabled={!batch.counts[count]}
          onClick={() => void run(action, batch.counts[count])}
        >
          {t(`imports:bulk.${action}.label`)}
        </button>
      ))}
    </fieldset>
  );
}

function Tabs({ batch, tab, onTab }: { batch: ImportBatchView; tab: Tab | null; onTab: (tab: Tab) => void }) {
  const { t } = useTranslation();
  const shown = TABS.filter((name) => name === 'all' || name === tab || countOf(batch, name) > 0);
  return (
    <fieldset className="im-tabs">
      <legend className="fx-sr">{t('imports:review.filter')}</legend>
      {shown.map((name) => (
        <button key={name} type="button" aria-pressed={name === tab} onClick={() => onTab(name)}>
          {t(`imports:counts.${name}`)} <span className="fx-num">{formatNumber(countOf(batch, name))}</span>
        </button>
      ))}
    </fieldset>
  );
}

interface ReviewStepProps {
  batch: ImportBatchView;
  start?: Tab;
  /** Only the rows that wait for this. */
  reason: Reason | null;
  onReason: (reason: Reason | null) => void;
}

/** Rows with an error stand in one state; what is to be confirmed may be wanted by rows of any. */
const tabOf = (reason: Reason): Tab => (reason.kind === 'fix' ? 'failed' : 'all');

/** Row by row: the list on the left, the row in hand beside it; every step by one key. */
export function ReviewStep({ batch, start, reason, onReason }: ReviewStepProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>(() => start ?? firstTab(batch));
  const [isHelp, setHelp] = useState(false);
  const [isDetail, setDetail] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const mapping = useQuery(mappingQuery(batch.id));
  const shown = reason ? tabOf(reason) : tab;
  const review = useReview(batch, FILTER[shown], reason);
  const { row, actions } = review;
  const isOn = editing === null;
  // A batch that was taken back is there to be read.
  const isOpen = batch.state === 'PARSED' || batch.state === 'COMMITTED';

  useShortcuts(
    {
      j: () => review.step(1),
      k: () => review.step(-1),
      u: () => review.toWaiting(),
      x: () => void actions.toggleSkip(),
      m: actions.merge,
      n: actions.keepNew,
      e: () => {
        if (!row || !mapping.data || review.isLocked(row)) return;
        const lines = fieldLines(row, mapping.data.columns, mapping.data.fields);
        const own = lines.filter((line) => line.field !== 'row');
        const first =
          own.find((line) => line.mark === 'error' || line.mark === 'open') ??
          own.find((line) => line.field === 'title');
        setEditing((first ?? own[0])?.field ?? null);
      },
      '?': () => setHelp(true),
    },
    isOn,
  );
  useEnterKey(() => void actions.accept(), isOn);
  // Outside of the form, which knows Escape itself and drops what was typed, it only closes.
  useShortcuts({ Escape: () => setEditing(null) }, !isOn);
  // On a phone the row takes the whole width: bring its head into view.
  useEffect(() => {
    if (isDetail) window.scrollTo({ top: 0 });
  }, [isDetail]);

  const key = (keys: string[], name: string) => ({ keys, label: t(`imports:keys.${name}`) });
  return (
    <section className="im-review" aria-label={t('imports:review.title')} data-step={isDetail ? 'row' : 'list'}>
      <p className="fx-sr" aria-live="polite">
        {review.spoken}
      </p>
      <div className="im-review__bar">
        <Tabs
          batch={batch}
          tab={reason ? null : tab}
          onTab={(next) => {
            setTab(next);
            onReason(null);
            review.pick(null);
            setDetail(false);
          }}
        />
        <button
          type="button"
          className="fx-btn fx-btn--small fx-btn--quiet im-review__help"
          aria-label={t('common:shortcuts.title')}
          onClick={() => setHelp(true)}
        >
          <kbd>?</kbd>
        </button>
      </div>
      {isOpen ? (
        <>
          <Bulk batch={batch} />
          <Blockers
            batch={batch}
            reason={reason}
            onReason={(picked) => {
              onReason(reason && reasonKey(reason) === reasonKey(picked) ? null : picked);
              review.pick(null);
              setDetail(false);
            }}
          />
        </>
      ) : null}
      <div className="im-panes">
        <div className="im-pane im-pane--list">
          {reason ? (
            <ReasonChip
              reason={reason}
              onClear={() => {
                onReason(null);
                review.pick(null);
              }}
            />
          ) : null}
          <RowList review={review} onPick={() => setDetail(true)} />
        </div>
        <div className="im-pane im-pane--row">
          <button type="button" className="fx-btn fx-btn--small im-back" onClick={() => setDetail(false)}>
            {t('imports:review.back')}
          </button>
          {review.message ? (
            <p className="im-message" aria-hidden="true">
              {review.message}
            </p>
          ) : null}
          {row ? (
            <QueryView query={mapping} lines={12}>
              {(data) => (
                <RowDetail
                  batch={batch}
                  mapping={data}
                  row={row}
                  review={review}
                  editing={editing}
                  onEdit={setEditing}
                />
              )}
            </QueryView>
          ) : null}
        </div>
      </div>
      <ShortcutHelp
        open={isHelp}
        onClose={() => setHelp(false)}
        groups={[
          {
            title: t('imports:keys.move'),
            keys: [key(['j', 'k'], 'step'), key(['u'], 'waiting'), key(['Enter'], 'accept')],
          },
          {
            title: t('imports:keys.decide'),
            keys: [key(['x'], 'skip'), key(['m'], 'merge'), key(['n'], 'keep'), key(['e'], 'edit'), key(['?'], 'help')],
          },
        ]}
      />
    </section>
  );
}
