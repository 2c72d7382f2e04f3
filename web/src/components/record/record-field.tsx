import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { controlId, type FieldLevel } from './field-spec.ts';
import { LevelBadge } from './level-badge.tsx';
import './fields.css';

export interface FieldWords {
  label: string;
  hint: string;
  example: string;
}

interface RecordFieldProps {
  name: string;
  words: FieldWords;
  level: FieldLevel;
  error?: string | undefined;
  /** What is still missing here, when the record is to be submitted. */
  missing?: readonly string[];
  isOptional?: boolean | undefined;
  /** Lists and groups of choices have no single control that a label could point to. */
  isGroup?: boolean;
  count?: { now: number; max: number } | undefined;
  children: ReactNode;
}

export const describedBy = (name: string): string => `${controlId(name)}-help`;

/** Label, level of disclosure, help with an example, what is missing and the error of one field. */
export function RecordField(props: RecordFieldProps) {
  const { name, words, level, error, missing, isOptional, isGroup, count, children } = props;
  const { t } = useTranslation('desk');
  const head = (
    <>
      {words.label}
      {isOptional ? <span className="rc-field__optional">{t('common:field.optional')}</span> : null}
    </>
  );
  const body = (
    <>
      <div id={describedBy(name)} className="rc-field__help">
        {words.hint ? <p>{words.hint}</p> : null}
        {words.example ? <p className="rc-field__example">{t('desk:field.example', { text: words.example })}</p> : null}
      </div>
      {children}
      <div className="rc-field__foot">
        <div aria-live="polite">
          {error ? <p className="rc-field__error">{error}</p> : null}
          {!error && missing?.length ? <p className="rc-field__missing">{missing.join('；')}</p> : null}
        </div>
        {count && count.now > count.max * 0.7 ? (
          <span className={`rc-field__count${count.now >= count.max ? ' is-full' : ''}`}>
            {count.now}/{count.max}
          </span>
        ) : null}
      </div>
    </>
  );
  const mark = missing?.length && !error ? ' is-missing' : '';
  return isGroup ? (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lay out its legend beside the badge
    <div
      className={`rc-field${mark}`}
      role="group"
      aria-labelledby={`${controlId(name)}-label`}
      aria-describedby={describedBy(name)}
      data-field={name}
    >
      <div className="rc-field__head">
        <span id={`${controlId(name)}-label`} className="rc-field__label">
          {head}
        </span>
        <LevelBadge level={level} />
      </div>
      {body}
    </div>
  ) : (
    <div className={`rc-field${mark}`} data-field={name}>
      <div className="rc-field__head">
        <label className="rc-field__label" htmlFor={controlId(name)} id={`${controlId(name)}-label`}>
          {head}
        </label>
        <LevelBadge level={level} />
      </div>
      {body}
    </div>
  );
}
