import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { z } from 'zod';
import type {
  ImportBatchView,
  ImportMappingView,
  ImportRowView,
} from '../../../../server/contracts/imports.contract.ts';
import { paths } from '../../lib/paths.ts';
import { DuplicatesPanel } from './duplicates-panel.tsx';
import { FieldRow } from './field-line.tsx';
import { fieldLines, openFields, rowTitle } from './row-fields.ts';
import { RowState } from './row-list.tsx';
import type { Review } from './use-review.ts';
import './row-detail.css';

interface DetailProps {
  batch: ImportBatchView;
  mapping: z.infer<typeof ImportMappingView>;
  row: ImportRowView;
  review: Review;
  editing: string | null;
  onEdit: (field: string | null) => void;
}

function Head({
  batch,
  row,
  review,
  isEditing,
}: Pick<DetailProps, 'batch' | 'row' | 'review'> & { isEditing: boolean }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const wasEditing = useRef(isEditing);
  // The form that had the focus is gone: the row takes it, and its keys work on.
  useEffect(() => {
    if (wasEditing.current && !isEditing) heading.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  const open = openFields(row);
  const hasErrors = row.wants.some((want) => want.kind === 'fix');
  const isLocked = review.isLocked(row);
  const address = batch.target === 'achievement' ? paths.deskAchievement : paths.deskDemand;
  return (
    <div className="im-detail__head">
      <div>
        <p className="im-dim fx-num">
          {t('imports:row.number', { row: row.rowNumber })}
          {row.hidden ? ` · ${t('imports:row.hidden')}` : ''}
        </p>
        <h2 ref={heading} tabIndex={-1}>
          {rowTitle(row) || t('imports:row.untitled')}
        </h2>
        <p className="im-detail__marks">
          <RowState state={row.state} />
          {row.decision === 'MERGE' ? <span className="fx-tag fx-tag--blue">{t('imports:row.willMerge')}</span> : null}
          {row.recordId && row.state === 'COMMITTED' ? (
            <Link to={address(row.recordId)}>{t('imports:row.openRecord')}</Link>
          ) : null}
        </p>
      </div>
      {isLocked ? null : (
        <div className="im-actions">
          <button
            type="button"
            className="fx-btn fx-btn--small"
            disabled={review.isSaving}
            onClick={() => void review.actions.toggleSkip()}
          >
            {t(row.state === 'SKIPPED' ? 'imports:row.restore' : 'imports:row.skip')}
            <kbd>x</kbd>
          </button>
          <button
            type="button"
            className="fx-btn fx-btn--small fx-btn--primary"
            disabled={review.isSaving || hasErrors}
            onClick={() => void review.actions.accept()}
          >
            {open.length ? t('imports:row.acceptOpen', { count: open.length }) : t('imports:row.accept')}
            <kbd>Enter</kbd>
          </button>
        </div>
      )}
    </div>
  );
}

/** The row in hand: duplicates, then one line a field, then the columns that are not imported. */
export function RowDetail({ batch, mapping, row, review, editing, onEdit }: DetailProps) {
  const { t } = useTranslation();
  const [onlyOpen, setOnlyOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row closes the editor
  useEffect(() => onEdit(null), [row.id]);
  const lines = fieldLines(row, mapping.columns, mapping.fields);
  const waiting = lines.filter((line) => line.mark === 'error' || line.mark === 'open');
  const shown = onlyOpen && waiting.length ? waiting : lines;
  const used = new Set(mapping.columns.filter((column) => column.field !== null).map((column) => column.index));
  const rest = row.cells.filter((cell) => !used.has(cell.column) && cell.raw.trim());
  return (
    <article className="im-detail" aria-label={t('imports:row.number', { row: row.rowNumber })}>
      <Head batch={batch} row={row} review={review} isEditing={editing !== null} />
      {row.error && row.state === 'FAILED' ? (
        <p className="fx-notice fx-notice--bad">{t('imports:row.writeError', { message: row.error })}</p>
      ) : null}
      <DuplicatesPanel row={row} target={batch.target} review={review} />
      {waiting.length ? (
        <label className="im-check">
          <input type="checkbox" checked={onlyOpen} onChange={(event) => setOnlyOpen(event.target.checked)} />
          {t('imports:line.onlyOpen', { count: waiting.length })}
        </label>
      ) : null}
      <table className="im-table im-lines">
        <caption className="fx-sr">{t('imports:line.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('imports:line.field')}</th>
            <th scope="col">{t('imports:line.raw')}</th>
            <th scope="col">{t('imports:line.value')}</th>
            <th scope="col">
              <span className="fx-sr">{t('imports:line.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <FieldRow
              key={line.field}
              line={line}
              row={row}
              target={batch.target}
              review={review}
              isEditing={editing === line.field}
              onEdit={onEdit}
            />
          ))}
        </tbody>
      </table>
      {rest.length ? (
        <details className="im-fold im-rest">
          <summary>{t('imports:line.rest', { count: rest.length })}</summary>
          <dl>
            {rest.map((cell) => (
              <div key={cell.column}>
                <dt>{cell.path}</dt>
                <dd>{cell.raw}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </article>
  );
}
