import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../dialog.tsx';
import type { FieldConflict } from './draft-logic.ts';
import { type RecordSpec, shownField } from './field-spec.ts';
import { useRecordWords } from './use-record-words.ts';
import { ValueView } from './value-view.tsx';
import './record-page.css';

interface ConflictDialogProps {
  spec: RecordSpec;
  conflicts: readonly FieldConflict[];
  onResolve: (takeTheirs: string[]) => void;
}

/** Somebody saved a newer copy: field by field, keep the own text or take the other one. Nothing is lost unasked. */
export function ConflictDialog({ spec, conflicts, onResolve }: ConflictDialogProps) {
  const { t } = useTranslation('desk');
  const words = useRecordWords(spec);
  const [theirs, setTheirs] = useState<readonly string[]>([]);
  const [isHidden, setHidden] = useState(false);
  if (!conflicts.length) return null;
  if (isHidden)
    return (
      <div className="fx-notice fx-notice--bad" role="alert">
        <span>{t('desk:conflict.waiting')}</span>
        <button type="button" className="fx-btn fx-btn--small" onClick={() => setHidden(false)}>
          {t('desk:conflict.open')}
        </button>
      </div>
    );
  const pick = (field: string, takes: boolean): void =>
    setTheirs((now) => (takes ? [...new Set([...now, field])] : now.filter((item) => item !== field)));
  return (
    <Dialog
      open
      isWide
      title={t('desk:conflict.title')}
      onClose={() => setHidden(true)}
      actions={
        <button type="button" className="fx-btn fx-btn--primary" onClick={() => onResolve([...theirs])}>
          {t('desk:conflict.save')}
        </button>
      }
    >
      <p>{t('desk:conflict.body', { count: conflicts.length })}</p>
      {conflicts.map(({ field, mine, theirs: other }) => {
        const shown = shownField(spec, field) ?? { name: field, kind: 'line' as const, level: 'L0' as const };
        const side = (label: string, value: unknown, takes: boolean) => (
          <label className="rc-side">
            <span className="rc-side__head">
              <input
                type="radio"
                name={`conflict-${field}`}
                checked={theirs.includes(field) === takes}
                onChange={() => pick(field, takes)}
              />
              {label}
            </span>
            <span className="rc-side__body">
              <ValueView field={{ ...shown, name: field }} content={{ [field]: value }} />
            </span>
          </label>
        );
        return (
          <fieldset key={field} className="rc-conflict">
            <legend>{words.label(shown.name)}</legend>
            {side(t('desk:conflict.mine'), mine, false)}
            {side(t('desk:conflict.theirs'), other, true)}
          </fieldset>
        );
      })}
    </Dialog>
  );
}
