import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from './states.tsx';
import './overlays.css';

interface Toast {
  id: number;
  tone: 'plain' | 'bad';
  text?: string;
  error?: unknown;
  action?: { label: string; run: () => void } | { label: string; href: string };
  ms: number;
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const emit = (): void => {
  for (const listener of listeners) listener();
};
function show(item: Omit<Toast, 'id'>): number {
  const id = nextId++;
  toasts = [...toasts.slice(-2), { ...item, id }];
  emit();
  return id;
}
function dismiss(id: number): void {
  toasts = toasts.filter((item) => item.id !== id);
  emit();
}

/** Short messages at the foot of the page; callable from anywhere. */
export const toast = {
  success: (text: string) => show({ tone: 'plain', text, ms: 4_000 }),
  /** Any caught failure; shows its words and the request id. */
  error: (error: unknown) => show({ tone: 'bad', error, ms: 10_000 }),
  warn: (text: string) => show({ tone: 'bad', text, ms: 8_000 }),
  /** What was done, with a button that takes it back. */
  undoable: (text: string, undoLabel: string, undo: () => void) =>
    show({ tone: 'plain', text, action: { label: undoLabel, run: undo }, ms: 8_000 }),
  link: (text: string, label: string, href: string) => show({ tone: 'bad', text, action: { label, href }, ms: 60_000 }),
  dismiss,
};

function ToastView({ item }: { item: Toast }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => dismiss(item.id), item.ms);
    return () => clearTimeout(timer);
  }, [isHeld, item]);
  const error = item.text === undefined ? words(item.error) : null;
  const hold = (held: boolean) => () => setHeld(held);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only stops the clock
    <div
      className={`fx-toast fx-toast--${item.tone}`}
      onMouseEnter={hold(true)}
      onMouseLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
    >
      <span className="fx-toast__text">
        {item.text ?? error?.detail}
        {error?.requestId ? (
          <span className="fx-toast__id">{t('common:error.requestId', { id: error.requestId })}</span>
        ) : null}
      </span>
      {item.action && 'href' in item.action ? (
        <a href={item.action.href} target="_blank" rel="noreferrer">
          {item.action.label}
        </a>
      ) : null}
      {item.action && 'run' in item.action ? (
        <button
          type="button"
          className="fx-toast__act"
          onClick={() => {
            if (item.action && 'run' in item.action) item.action.run();
            dismiss(item.id);
          }}
        >
          {item.action.label}
        </button>
      ) : null}
      <button
        type="button"
        className="fx-toast__close"
        aria-label={t('common:action.close')}
        onClick={() => dismiss(item.id)}
      >
        ✕
      </button>
    </div>
  );
}

export function ToastHost() {
  const { t } = useTranslation();
  const items = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => toasts,
  );
  return (
    <section className="fx-toasts" aria-label={t('common:a11y.messages')} aria-live="polite">
      {items.map((item) => (
        <ToastView key={item.id} item={item} />
      ))}
    </section>
  );
}
