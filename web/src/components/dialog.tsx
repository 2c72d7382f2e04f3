import { type ReactNode, useEffect, useId, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';
import './controls.css';
import './overlays.css';

interface DialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  children?: ReactNode;
  actions?: ReactNode;
  isWide?: boolean;
}

/** Native modal dialog: focus stays inside, Escape closes, focus returns to where it was. */
function useModal(open: boolean) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      dialog.showModal();
      // The browser takes the first control, often the closing cross; a field that says so comes first.
      const wanted = dialog.querySelector<HTMLElement>('[data-autofocus]');
      wanted?.focus();
      if (wanted instanceof HTMLInputElement) wanted.select();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return element;
}

const closeOnBackdrop = (onClose: () => void) => (event: React.MouseEvent<HTMLDialogElement>) => {
  if (event.target === event.currentTarget) onClose();
};

export function Dialog({ open, title, onClose, children, actions, isWide }: DialogProps) {
  const id = useId();
  const element = useModal(open);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={element}
      className={`fx-dialog${isWide ? ' fx-dialog--wide' : ''}`}
      aria-labelledby={id}
      onClose={onClose}
      onClick={closeOnBackdrop(onClose)}
    >
      <h2 id={id}>{title}</h2>
      {open ? <div className="fx-dialog__body">{children}</div> : null}
      {actions ? <div className="fx-dialog__actions">{actions}</div> : null}
    </dialog>
  );
}

/** Drawer from the side: menus and filters on phones. */
export function Sheet({
  open,
  title,
  onClose,
  children,
  foot,
  side = 'left',
}: Omit<DialogProps, 'actions' | 'isWide'> & { foot?: ReactNode; side?: 'left' | 'right' }) {
  const { t } = useTranslation();
  const id = useId();
  const element = useModal(open);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={element}
      className={`fx-sheet fx-sheet--${side}`}
      aria-labelledby={id}
      onClose={onClose}
      onClick={closeOnBackdrop(onClose)}
    >
      <div className="fx-sheet__head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="fx-btn fx-btn--quiet" aria-label={t('common:action.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className="fx-sheet__body">{open ? children : null}</div>
      {foot ? <div className="fx-sheet__foot">{foot}</div> : null}
    </dialog>
  );
}

interface Question {
  title: string;
  body?: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  isDanger?: boolean;
}
let asked: (Question & { answer: (yes: boolean) => void }) | null = null;
const listeners = new Set<() => void>();
const emit = (): void => {
  for (const listener of listeners) listener();
};

/** Asks before something that cannot simply be undone; what can be undone gets `toast.undoable` in its place. */
export function confirm(question: Question): Promise<boolean> {
  asked?.answer(false);
  return new Promise((resolve) => {
    asked = {
      ...question,
      answer: (yes) => {
        asked = null;
        emit();
        resolve(yes);
      },
    };
    emit();
  });
}

export function ConfirmHost() {
  const { t } = useTranslation();
  const question = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => asked,
  );
  return (
    <Dialog
      open={question !== null}
      title={question?.title ?? ''}
      onClose={() => question?.answer(false)}
      actions={
        <>
          <button type="button" className="fx-btn" onClick={() => question?.answer(false)}>
            {question?.cancelLabel ?? t('common:action.cancel')}
          </button>
          <button
            type="button"
            className={`fx-btn ${question?.isDanger ? 'fx-btn--danger' : 'fx-btn--primary'}`}
            onClick={() => question?.answer(true)}
          >
            {question?.confirmLabel}
          </button>
        </>
      }
    >
      {question?.body}
    </Dialog>
  );
}
