import { type FormEvent, lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportTarget } from '../../../../server/contracts/imports.contract.ts';
import { Loading } from '../../components/states.tsx';
import type { Editor } from './field-editors.ts';
import { type FieldLine, valueKeys } from './row-fields.ts';
import { SimpleInput } from './simple-input.tsx';
import type { Draft } from './use-drafts.ts';
import './value-editor.css';

const RichInput = lazy(() => import('./rich-input.tsx'));
const RICH: readonly Editor['kind'][] = ['hti', 'industry', 'indicators', 'patents'];

interface EditorProps {
  target: ImportTarget;
  line: FieldLine;
  label: string;
  editor: Editor;
  isSaving: boolean;
  /** What was typed before and not saved. */
  draft: Draft | undefined;
  onDraft: (draft: Draft) => void;
  /** Resolves to what is wrong with the values, or null when they were saved. */
  onSave: (values: Record<string, unknown>) => Promise<string | null>;
  onCancel: () => void;
}

/** The focus goes into the form once its fields are there, which may take a moment to load. */
function FocusFirst({ form }: { form: RefObject<HTMLFormElement | null> }) {
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [form]);
  return null;
}

/** Corrects the normal form of a field in place. Ctrl+Enter saves, Escape leaves it as it was. */
export function ValueEditor({ target, line, label, editor, isSaving, draft, onDraft, onSave, onCancel }: EditorProps) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Record<string, unknown>>(() => ({ ...line.values, ...draft?.values }));
  const [fault, setFault] = useState(draft?.fault ?? '');
  const set = (change: Record<string, unknown>): void => {
    const next = { ...values, ...change };
    setFault('');
    setValues(next);
    onDraft({ values: next, fault: '' });
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!form.current?.checkValidity()) {
      setFault(t('imports:edit.invalid'));
      return;
    }
    // Only what this field holds is sent: a value of undefined would be lost on the way.
    const sent = Object.fromEntries(
      keysOf(editor, line.field).map((key) => [key, values[key] === '' ? null : (values[key] ?? null)]),
    );
    const wrong = await onSave(sent);
    if (wrong === null) return;
    setFault(wrong);
    onDraft({ values, fault: wrong });
  };
  const common = { editor, field: line.field, label, values, onChange: set };
  return (
    <form
      ref={form}
      className="im-edit"
      noValidate
      aria-label={t('imports:line.editOf', { field: label })}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
          event.stopPropagation();
          onCancel();
        }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
      }}
    >
      {RICH.includes(editor.kind) ? (
        <Suspense fallback={<Loading lines={2} />}>
          <RichInput {...common} isDemand={target === 'demand'} />
          <FocusFirst form={form} />
        </Suspense>
      ) : (
        <>
          <SimpleInput {...common} />
          <FocusFirst form={form} />
        </>
      )}
      {fault ? (
        <p className="fx-field__error" role="alert">
          {fault}
        </p>
      ) : null}
      <div className="im-actions">
        <button type="submit" className="fx-btn fx-btn--small fx-btn--primary" disabled={isSaving}>
          {t('common:action.save')}
        </button>
        <button type="button" className="fx-btn fx-btn--small" onClick={onCancel}>
          {t('common:action.cancel')}
        </button>
      </div>
    </form>
  );
}

/** The values an editor answers for; an organisation's co-owners and an equity share stay as they were read. */
export function keysOf(editor: Editor, field: string): readonly string[] {
  if (editor.kind === 'money') return [editor.mode, editor.min, editor.max];
  return editor.kind === 'line' || editor.kind === 'list' ? valueKeys(field).slice(0, 1) : valueKeys(field);
}
