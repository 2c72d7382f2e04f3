import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Sheet } from '../dialog.tsx';
import { Icon } from '../icon.tsx';
import type { DraftSnapshot, DraftStore } from './draft-store.ts';
import { FieldControl } from './field-control.tsx';
import { type Content, controlId, type RecordSpec, shownField, stepOf } from './field-spec.ts';
import { MissingList } from './missing-list.tsx';
import { SaveNote } from './save-note.tsx';
import { useRecordWords } from './use-record-words.ts';
import './record.css';
import './wizard.css';

export const LAST_STEP = 'check';

interface WizardFrameProps<V> {
  spec: RecordSpec;
  draft: DraftSnapshot<V>;
  store: DraftStore<V>;
  saved: Content;
  missing: readonly { field: string; message: string }[];
  /** Above the fields of a step. */
  before?: (step: string) => ReactNode;
  /** Below the fields of a step. */
  after?: (step: string) => ReactNode;
  /** The last step: look it over and submit. */
  last: ReactNode;
  /** Above the list of what is missing. */
  rail?: ReactNode;
}

/** Steps on the left, fields in the middle, what is missing on the right; one column with a bar at the foot on phones. */
export function WizardFrame<V>({ spec, draft, store, saved, missing, before, after, last, rail }: WizardFrameProps<V>) {
  const { t } = useTranslation('desk');
  const words = useRecordWords(spec);
  const [params, setParams] = useSearchParams();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const goal = useRef<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const keys = [...spec.steps.map((step) => step.key), LAST_STEP];
  const at = Math.max(0, keys.indexOf(params.get('step') ?? ''));
  const key = keys[at] ?? LAST_STEP;
  const step = spec.steps.find((item) => item.key === key);
  const shown = step?.fields.filter((field) => !field.when || field.when(draft.content)) ?? [];

  const go = (next: string): void => {
    setParams((now) => ({ ...Object.fromEntries(now), step: next }), { replace: false, preventScrollReset: true });
    void store.flush();
  };
  const jump = (field: string): void => {
    setSheetOpen(false);
    goal.current = shownField(spec, field)?.name ?? field;
    const target = stepOf(spec, field) ?? key;
    if (target === key) focusField(goal.current);
    else go(target);
  };

  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another step is shown
  useEffect(() => {
    if (goal.current) focusField(goal.current);
    else if (!first.current) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo({ top: 0 });
    }
    document.querySelector('.wz__steps [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    goal.current = null;
    first.current = false;
  }, [key]);

  const count = (name: string): number => missing.filter((item) => stepOf(spec, item.field) === name).length;
  const title = (name: string): string => (name === LAST_STEP ? t('desk:wizard.check') : words.step(name));
  const railBody = (
    <>
      {rail}
      <section aria-labelledby="rc-missing-title">
        <h2 id="rc-missing-title">
          {missing.length ? t('desk:missing.title', { count: missing.length }) : t('desk:missing.titleNone')}
        </h2>
        <MissingList spec={spec} missing={missing} onJump={jump} />
      </section>
    </>
  );

  return (
    <div className="wz">
      <nav className="wz__steps" aria-label={t('desk:wizard.steps')}>
        <ol>
          {keys.map((name, index) => (
            <li key={name}>
              <button type="button" aria-current={name === key ? 'step' : undefined} onClick={() => go(name)}>
                <span className="wz__no" aria-hidden="true">
                  {name !== LAST_STEP && count(name) === 0 ? <Icon name="check" size={14} /> : index + 1}
                </span>
                <span className="wz__name">{title(name)}</span>
                {name !== LAST_STEP && count(name) ? (
                  <span className="wz__count">{t('desk:wizard.lacks', { count: count(name) })}</span>
                ) : null}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <div className="wz__main">
        <SaveNote draft={draft} onRetry={() => void store.flush()} />
        <h2 ref={heading} tabIndex={-1} className="wz__title">
          {title(key)}
          <small>{t('desk:wizard.progress', { now: at + 1, all: keys.length })}</small>
        </h2>
        {step ? (
          <>
            {before?.(key)}
            {shown.map((field) => (
              <FieldControl
                key={field.name}
                spec={spec}
                field={field}
                content={draft.content}
                saved={saved}
                errors={draft.errors}
                missing={missing}
                onChange={(values) => store.setMany(values)}
              />
            ))}
            {after?.(key)}
          </>
        ) : (
          last
        )}
        <div className="wz__foot">
          <button type="button" className="fx-btn" disabled={at === 0} onClick={() => go(keys[at - 1] ?? key)}>
            {t('desk:wizard.prev')}
          </button>
          <button type="button" className="fx-btn wz__lacks" onClick={() => setSheetOpen(true)}>
            {missing.length ? t('desk:missing.title', { count: missing.length }) : t('desk:missing.titleNone')}
          </button>
          {key === LAST_STEP ? (
            <span />
          ) : (
            <button type="button" className="fx-btn fx-btn--primary" onClick={() => go(keys[at + 1] ?? key)}>
              {t('desk:wizard.next')}
            </button>
          )}
        </div>
      </div>
      <aside className="wz__rail" aria-label={t('desk:wizard.rail')}>
        {railBody}
      </aside>
      <Sheet open={isSheetOpen} side="right" title={t('desk:wizard.rail')} onClose={() => setSheetOpen(false)}>
        <div className="wz__sheet">{railBody}</div>
      </Sheet>
    </div>
  );
}

/** Brings a field into view and puts the focus on its control. */
function focusField(name: string): void {
  requestAnimationFrame(() => {
    const box = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
    box?.scrollIntoView({ block: 'center' });
    const control =
      document.getElementById(controlId(name)) ??
      box?.querySelector<HTMLElement>('input, textarea, select, button') ??
      null;
    control?.focus({ preventScroll: true });
  });
}
