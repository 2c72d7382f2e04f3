import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../icon.tsx';
import { controlId } from './field-spec.ts';
import { describedBy } from './record-field.tsx';
import './fields.css';

/** Splits typed or pasted words; a comma inside Latin text counts as well. */
export const splitTags = (text: string): string[] =>
  text
    .split(/[、，,；;\n\r\t]+/u)
    .map((word) => word.trim())
    .filter(Boolean);

export function addTags(value: readonly string[], text: string, max: number, length: number): string[] {
  const next = [...value];
  for (const word of splitTags(text)) {
    const cut = word.slice(0, length);
    if (!next.includes(cut) && next.length < max) next.push(cut);
  }
  return next;
}

interface TagsInputProps {
  name: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  max: number;
  /** Longest word. */
  length: number;
  isInvalid?: boolean;
}

/** Words one by one: Enter or a comma adds, Backspace in the empty field takes the last one back for editing. */
export function TagsInput({ name, value, onChange, max, length, isInvalid }: TagsInputProps) {
  const { t } = useTranslation('desk');
  const [text, setText] = useState('');
  const commit = (raw: string): void => {
    const next = addTags(value, raw, max, length);
    if (next.length !== value.length) onChange(next);
    setText('');
  };
  return (
    <div className="rc-tags">
      {value.length ? (
        <ul>
          {value.map((word) => (
            <li key={word}>
              {word}
              <button
                type="button"
                aria-label={t('desk:field.removeTag', { word })}
                onClick={() => onChange(value.filter((item) => item !== word))}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <input
        id={controlId(name)}
        className="fx-input"
        aria-describedby={describedBy(name)}
        aria-invalid={isInvalid ?? false}
        value={text}
        maxLength={200}
        disabled={value.length >= max}
        placeholder={value.length >= max ? t('desk:field.tagsFull', { max }) : t('desk:field.tagsAdd')}
        onChange={(event) => {
          const next = event.target.value;
          if (!(event.nativeEvent as InputEvent).isComposing && /[、，,；;]$/u.test(next)) commit(next);
          else setText(next);
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text');
          if (splitTags(pasted).length < 2) return;
          event.preventDefault();
          commit(pasted);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && text.trim()) {
            event.preventDefault();
            commit(text);
          }
          if (event.key === 'Backspace' && text === '' && value.length) {
            event.preventDefault();
            setText(value.at(-1) ?? '');
            onChange(value.slice(0, -1));
          }
        }}
        onBlur={() => {
          if (text.trim()) commit(text);
        }}
      />
    </div>
  );
}
