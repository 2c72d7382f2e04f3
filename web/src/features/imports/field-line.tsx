import { useTranslation } from 'react-i18next';
import type { ImportRowView, ImportTarget } from '../../../../server/contracts/imports.contract.ts';
import { formatDate, formatDateTime } from '../../lib/format.ts';
import { Clamped } from './clamped.tsx';
import { type Editor, editorOf, isJoined } from './field-editors.ts';
import { type FieldLine, SURE } from './row-fields.ts';
import type { Review } from './use-review.ts';
import { useValueText } from './use-value-text.ts';
import { ValueEditor } from './value-editor.tsx';
import './field-line.css';

const SHOWN_FLAGS = ['formula', 'merged', 'precision_lost', 'error_value', 'formula_no_value', 'hyperlink', 'date'];

/** Editors that need the whole width stand below the line. */
const WIDE: readonly Editor['kind'][] = ['text', 'indicators', 'patents'];

/** Whose word stands on a field, and when it was given. */
function Word({ word }: { word: NonNullable<FieldLine['word']> }) {
  const { t } = useTranslation();
  return (
    <span className="im-ok im-word">
      {t(`imports:line.word.${word.how}`)}
      {word.byName ? <small>{word.byName}</small> : null}
      {word.at ? <small title={formatDateTime(word.at)}>{formatDate(word.at)}</small> : null}
    </span>
  );
}

interface LineProps {
  line: FieldLine;
  row: ImportRowView;
  target: ImportTarget;
  review: Review;
  isEditing: boolean;
  onEdit: (field: string | null) => void;
}

/** One field: the raw cell, what was made of it, how sure that is, and what to do about it. */
export function FieldRow({ line, row, target, review, isEditing, onEdit }: LineProps) {
  const { t, i18n } = useTranslation();
  const valueText = useValueText(target);
  const isLocked = review.isLocked(row) || row.state === 'SKIPPED';
  const editor = editorOf(target, line.field);
  const value = valueText(line);
  const raw = line.cells
    .map((cell) => cell.raw)
    .filter(Boolean)
    .join('\n');
  const flags = line.cells.flatMap((cell) => cell.flags).filter((flag) => SHOWN_FLAGS.includes(flag));
  const key = `imports:value.${line.field}`;
  const label =
    line.field === 'row' ? t('imports:row.whole') : i18n.exists(key) && line.label === line.field ? t(key) : line.label;
  const isUnsaved = !isEditing && review.drafts.of(row.id, line.field) !== undefined;
  const isPatent = line.issues.some((issue) => issue.code === 'patent_check');
  const isWide = editor !== null && WIDE.includes(editor.kind);
  const form =
    isEditing && editor ? (
      <ValueEditor
        target={target}
        line={line}
        label={label}
        editor={editor}
        isSaving={review.isSaving}
        draft={review.drafts.of(row.id, line.field)}
        onDraft={(draft) => review.drafts.keep(row.id, line.field, draft)}
        onCancel={() => {
          review.drafts.drop(row.id, line.field);
          onEdit(null);
        }}
        onSave={async (values) => {
          const fault = await review.actions.save(row, line.field, values);
          if (fault === null) onEdit(null);
          return fault;
        }}
      />
    ) : null;
  return (
    <>
      <tr className={`im-line im-line--${line.mark}`}>
        <th scope="row" data-label={t('imports:line.field')}>
          {label}
          {line.confidence !== null && line.confidence < SURE ? (
            <span className="im-line__sure fx-num">
              {t('imports:line.confidence', { share: Math.round(line.confidence * 100) })}
            </span>
          ) : null}
        </th>
        <td data-label={t('imports:line.raw')}>
          {raw ? <Clamped text={raw} className="im-raw" /> : <span className="im-dim">{t('imports:line.noCell')}</span>}
          {flags.map((flag) => (
            <span key={flag} className="fx-tag im-flag">
              {t(`imports:flag.${flag}`)}
            </span>
          ))}
        </td>
        <td data-label={t('imports:line.value')}>
          {isEditing && !isWide ? (
            form
          ) : value.length ? (
            value.map((text, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one value may repeat
              <Clamped key={place} text={text} className="im-value" />
            ))
          ) : line.field === 'row' ? null : (
            <span className="im-dim">{t(isJoined(line.field) ? 'imports:line.joined' : 'imports:line.empty')}</span>
          )}
          {line.issues.length ? (
            <ul className="im-issues">
              {line.issues.map((issue) => (
                <li key={`${issue.code}-${issue.raw}`} className={`im-issue im-issue--${issue.severity}`}>
                  <span className="fx-sr">{t(`imports:severity.${issue.severity}`)}</span>
                  {issue.message}
                </li>
              ))}
            </ul>
          ) : null}
        </td>
        <td className="im-line__act">
          {line.mark === 'done' && line.word ? <Word word={line.word} /> : null}
          {isUnsaved ? <span className="im-warn">{t('imports:line.unsaved')}</span> : null}
          {!isLocked && !isEditing ? (
            <>
              {line.mark === 'open' ? (
                <button
                  type="button"
                  className="fx-btn fx-btn--small"
                  disabled={review.isSaving}
                  aria-label={t(isPatent ? 'imports:line.confirmPatent' : 'imports:line.confirmOf', { field: label })}
                  onClick={() => void review.actions.confirm(row, [line.field])}
                >
                  {t(isPatent ? 'imports:line.confirmPatent' : 'imports:line.confirm')}
                </button>
              ) : null}
              {editor ? (
                <button
                  type="button"
                  className="fx-btn fx-btn--small fx-btn--quiet"
                  aria-label={t('imports:line.editOf', { field: label })}
                  onClick={() => onEdit(line.field)}
                >
                  {t('imports:line.edit')}
                </button>
              ) : null}
            </>
          ) : null}
        </td>
      </tr>
      {isWide && form ? (
        <tr className="im-wide">
          <td colSpan={4}>{form}</td>
        </tr>
      ) : null}
    </>
  );
}
