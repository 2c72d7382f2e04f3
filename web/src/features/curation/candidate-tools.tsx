import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCodes } from '../../lib/code-label.ts';

/** A note of the staff on a pair; Ctrl+Enter saves, Escape leaves it as it was. */
export function NoteEditor({
  note,
  onSave,
  onClose,
}: {
  note: string;
  onSave: (text: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(note);
  useEffect(() => field.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave(text.trim());
  };
  return (
    <div className="cu-note-edit">
      <label htmlFor={id}>{t('curation:note.label')}</label>
      <textarea
        id={id}
        ref={field}
        className="fx-input"
        rows={3}
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="cu-reject__foot">
        <button type="button" className="fx-btn fx-btn--small fx-btn--primary" onClick={() => onSave(text.trim())}>
          {t('common:action.save')}
        </button>
        <button type="button" className="fx-btn fx-btn--small" onClick={onClose}>
          {t('common:action.cancel')}
        </button>
      </div>
    </div>
  );
}

/** The reviewer's own level; 1–4 while the focus is here, Escape goes back to the card. */
export function GradePicker({
  level,
  isGraded,
  onGrade,
  onClose,
  hasFocus,
}: {
  level: number;
  isGraded: boolean;
  onGrade: (level: number) => void;
  onClose: () => void;
  hasFocus: boolean;
}) {
  const { t } = useTranslation();
  const { label, hint } = useCodes();
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (hasFocus) group.current?.querySelector<HTMLElement>('[aria-pressed="true"], button')?.focus();
  }, [hasFocus]);
  return (
    <fieldset
      ref={group}
      className="cu-grade"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          onClose();
        }
        if (!/^[1-4]$/u.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        onGrade(Number(event.key));
      }}
    >
      <legend>{t('curation:grade.legend')}</legend>
      {[4, 3, 2, 1].map((step) => (
        <button
          key={step}
          type="button"
          aria-pressed={isGraded && step === level}
          title={hint('RELEVANCE', String(step))}
          onClick={() => onGrade(step)}
        >
          <kbd>{step}</kbd>
          {label('RELEVANCE', String(step))}
        </button>
      ))}
    </fieldset>
  );
}
