import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { usePageTitle } from '../../components/page-header.tsx';
import { ShortcutHelp } from '../../components/shortcut-help.tsx';
import { Empty, QueryView } from '../../components/states.tsx';
import { useShortcuts } from '../../lib/use-shortcuts.ts';
import { AddDrawer } from './add-drawer.tsx';
import { CandidatePane } from './candidate-pane.tsx';
import { demandQuery } from './curation.queries.ts';
import { DemandPane } from './demand-pane.tsx';
import { LabelsDrawer } from './labels-drawer.tsx';
import { ListDone } from './list-done.tsx';
import { QueueRail } from './queue-rail.tsx';
import { RecordDrawer } from './record-drawer.tsx';
import { SendDialog } from './send-dialog.tsx';
import { useKeySwitch } from './use-key-switch.ts';
import { useReorderKeys } from './use-reorder-keys.ts';
import { type FirstState, useWorkbench, type Workbench } from './use-workbench.ts';
import './curation.css';

type Overlay = 'add' | 'send' | 'labels' | 'help' | null;
const STEPS = ['queue', 'demand', 'candidates'] as const;
type Step = (typeof STEPS)[number];

function useKeyHelp() {
  const { t } = useTranslation();
  const key = (keys: readonly string[], name: string) => ({ keys, label: t(`curation:keys.${name}`) });
  return [
    {
      title: t('curation:keys.move'),
      keys: [key(['j', 'k'], 'candidate'), key(['n', 'p'], 'demand'), key(['o'], 'open'), key(['/'], 'add')],
    },
    {
      title: t('curation:keys.decide'),
      keys: [
        key(['a'], 'confirm'),
        key(['r', '1…9 0 a…e x'], 'reject'),
        key(['m'], 'pin'),
        key(['Shift', '↑ ↓'], 'reorder'),
        key(['g', '1…4'], 'grade'),
        key(['e'], 'note'),
        key(['u'], 'undo'),
        key(['s'], 'send'),
        key(['?'], 'help'),
      ],
    },
  ];
}

function Steps({ step, onStep, count }: { step: Step; onStep: (step: Step) => void; count: number }) {
  const { t } = useTranslation();
  return (
    <nav className="cu-steps" aria-label={t('curation:steps.label')}>
      {STEPS.map((name) => (
        <button key={name} type="button" aria-current={name === step ? 'step' : undefined} onClick={() => onStep(name)}>
          {t(`curation:steps.${name}`)}
          {name === 'candidates' && count ? <span className="fx-num">{count}</span> : null}
        </button>
      ))}
    </nav>
  );
}

function Head({ bench, onOverlay }: { bench: Workbench; onOverlay: (overlay: Overlay) => void }) {
  const { t } = useTranslation();
  const title = t('curation:title');
  const heading = usePageTitle(title);
  const { queue, items } = bench;
  const confirmed = items.filter((match) => match.status === 'CONFIRMED').length;
  return (
    <header className="cu-head">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <div className="cu-head__steps">
        <button type="button" className="fx-btn fx-btn--small" onClick={() => bench.stepDemand(-1)}>
          {t('curation:nav.prev')}
          <kbd>p</kbd>
        </button>
        <span className="fx-num cu-dim">
          {queue.at >= 0 ? t('curation:nav.place', { at: queue.at + 1, total: queue.total }) : ''}
        </span>
        <button type="button" className="fx-btn fx-btn--small" onClick={() => bench.stepDemand(1)}>
          {t('curation:nav.next')}
          <kbd>n</kbd>
        </button>
      </div>
      <p className="cu-say" aria-live="polite">
        {bench.message}
      </p>
      <div className="cu-head__tools">
        <button type="button" className="fx-btn fx-btn--small fx-btn--quiet" onClick={() => onOverlay('labels')}>
          {t('curation:labels.open')}
        </button>
        <button type="button" className="fx-btn fx-btn--small fx-btn--quiet" onClick={() => void queue.refresh()}>
          {t('curation:queue.refresh')}
        </button>
        <button
          type="button"
          className="fx-btn fx-btn--small fx-btn--quiet"
          aria-label={t('common:shortcuts.title')}
          onClick={() => onOverlay('help')}
        >
          <kbd>?</kbd>
        </button>
        <button type="button" className="fx-btn fx-btn--small" disabled={!queue.id} onClick={() => onOverlay('add')}>
          {t('curation:add.open')}
          <kbd>/</kbd>
        </button>
        <button
          type="button"
          className="fx-btn fx-btn--small fx-btn--amber"
          disabled={!confirmed}
          onClick={() => onOverlay('send')}
        >
          {t('curation:send.open', { count: confirmed })}
          <kbd>s</kbd>
        </button>
      </div>
    </header>
  );
}

function useKeys(bench: Workbench, onOverlay: (overlay: Overlay) => void, isOn: boolean): void {
  const { selected, actions, mode } = bench;
  const onSelected = (act: (id: string) => void) => (): void => {
    if (selected) act(selected.id);
  };
  useShortcuts(
    {
      j: () => bench.stepCandidate(1),
      k: () => bench.stepCandidate(-1),
      n: () => bench.stepDemand(1),
      p: () => bench.stepDemand(-1),
      a: onSelected(actions.confirm),
      r: onSelected(() => {
        if (selected && ['SUGGESTED', 'CONFIRMED'].includes(selected.status)) bench.setMode('reject');
      }),
      m: onSelected(actions.pin),
      e: onSelected(() => bench.setMode('note')),
      g: onSelected(() => bench.setMode('grade')),
      o: onSelected(actions.open),
      u: bench.undoLast,
      s: () => onOverlay('send'),
      '/': () => {
        if (bench.queue.id) onOverlay('add');
      },
    },
    isOn && mode !== 'reject',
  );
  useShortcuts({ '?': () => onOverlay('help') }, mode !== 'reject');
  useReorderKeys((step) => onSelected((id) => actions.move(id, step))(), isOn && mode !== 'reject');
}

/** Dialogs and drawers around the three columns. */
function Overlays({ bench, overlay, onClose }: { bench: Workbench; overlay: Overlay; onClose: () => void }) {
  const { queue, items } = bench;
  const demand = useQuery({ ...demandQuery(queue.id ?? ''), enabled: Boolean(queue.id) });
  return (
    <>
      <ShortcutHelp open={overlay === 'help'} onClose={onClose} groups={useKeyHelp()} />
      {queue.id ? (
        <>
          <SendDialog
            // A message begun for one demand must not reach the sides of another.
            key={queue.id}
            demandId={queue.id}
            items={items}
            isSaving={bench.isSaving}
            open={overlay === 'send'}
            onClose={onClose}
            onSent={bench.dropUndo}
          />
          <AddDrawer
            demandId={queue.id}
            words={(demand.data?.content.keywords ?? []).slice(0, 3).join(' ') || (demand.data?.content.title ?? '')}
            items={items}
            open={overlay === 'add'}
            onClose={onClose}
            onAdded={(match) => bench.select(match.id, false)}
          />
        </>
      ) : null}
      <LabelsDrawer open={overlay === 'labels'} onClose={onClose} />
      <RecordDrawer id={bench.recordId} onClose={bench.closeRecord} />
    </>
  );
}

/** Staff workbench: queue, the demand in hand, its ranked candidates; every decision by one key. */
export default function CurationPage() {
  const { t } = useTranslation();
  const bench = useWorkbench();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const isFirst = Boolean((useLocation().state as FirstState | null)?.isFirst);
  const [step, setStep] = useState<Step>(bench.queue.id && !isFirst ? 'demand' : 'queue');
  const keys = useKeySwitch();
  useKeys(bench, setOverlay, keys.isOn);
  const { queue, list, items, selected } = bench;
  const passages = selected?.evidence.passages ?? [];
  return (
    <div className="cu" data-step={step}>
      <Head bench={bench} onOverlay={setOverlay} />
      <Steps step={step} onStep={setStep} count={items.length} />
      <div className="cu-panes">
        <section className="cu-pane cu-pane--queue" aria-label={t('curation:steps.queue')}>
          <QueueRail
            filter={queue.filter}
            currentId={queue.id}
            onFilter={queue.change}
            onPick={(demandId) => {
              bench.pick(demandId);
              setStep('demand');
            }}
          />
          <label className="cu-check cu-keyswitch">
            <input type="checkbox" checked={keys.isOn} onChange={(event) => keys.setOn(event.target.checked)} />
            {t('curation:keys.switch')}
          </label>
        </section>
        {queue.id ? (
          <>
            <section key={`d ${queue.id}`} className="cu-pane cu-pane--demand" aria-label={t('curation:steps.demand')}>
              <DemandPane demandId={queue.id} passages={passages} heading={bench.heading} />
            </section>
            <section
              key={`c ${queue.id}`}
              className="cu-pane cu-pane--candidates"
              aria-label={t('curation:steps.candidates')}
            >
              <QueryView query={list} lines={10}>
                {(data) => (
                  <CandidatePane
                    list={data}
                    items={items}
                    selectedId={selected?.id}
                    mode={bench.mode}
                    conflicts={bench.conflicts}
                    actions={bench.actions}
                    onAdd={() => setOverlay('add')}
                    done={
                      <ListDone
                        items={items}
                        hasNext={queue.at >= 0 && queue.at + 1 < queue.items.length}
                        onNext={() => bench.stepDemand(1)}
                        onSend={() => setOverlay('send')}
                      />
                    }
                  />
                )}
              </QueryView>
            </section>
          </>
        ) : queue.isLoading ? null : (
          <section className="cu-pane cu-pane--demand" aria-label={t('curation:steps.demand')}>
            <Empty title={t('curation:nothing.title')}>{t('curation:nothing.body')}</Empty>
          </section>
        )}
      </div>
      <Overlays bench={bench} overlay={overlay} onClose={() => setOverlay(null)} />
    </div>
  );
}
