import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportBatchView } from '../../../../server/contracts/imports.contract.ts';
import { QueryView } from '../../components/states.tsx';
import { mappingQuery } from './imports.queries.ts';
import './sheet-preview.css';

/** A column without a header has its number in Chinese for a name. */
export function columnName(t: TFunction, path: string): string {
  const number = /^\u7b2c(\d+)\u5217$/u.exec(path)?.[1];
  return number ? t('imports:map.columnNumber', { number }) : path;
}

/** Chooses the sheet; those without a table cannot be imported. */
export function SheetBar({
  batch,
  sheetName,
  onSheet,
}: {
  batch: ImportBatchView;
  sheetName: string | null;
  onSheet: (name: string) => void;
}) {
  const { t } = useTranslation();
  if (batch.sheets.length < 2) return null;
  return (
    <label className="im-sheet">
      <span>{t('imports:map.sheet')}</span>
      <select className="fx-select" value={sheetName ?? ''} onChange={(event) => onSheet(event.target.value)}>
        {batch.sheets.map(({ name, rows, hidden }) => (
          <option key={name} value={name} disabled={rows === 0}>
            {t(hidden ? 'imports:map.sheetHidden' : 'imports:map.sheetOption', { name, rows })}
          </option>
        ))}
      </select>
      {sheetName !== batch.sheetName ? <span className="im-dim">{t('imports:map.sheetNote')}</span> : null}
    </label>
  );
}

/** First rows of a sheet as the reader understood them; fetched when they are looked at. */
export function SheetPreview({ batchId, sheetName, isOpen }: { batchId: string; sheetName: string; isOpen: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(isOpen);
  const query = useQuery({ ...mappingQuery(batchId, sheetName), enabled: open });
  return (
    <details className="im-fold" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('imports:map.preview')}</summary>
      {open ? (
        <QueryView query={query} lines={4}>
          {({ columns, preview }) => (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
            <section className="im-sheet-box" tabIndex={0} aria-label={t('imports:map.preview')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('imports:map.rowNumber')}</th>
                    {columns.map((column) => (
                      <th key={column.index} scope="col">
                        {columnName(t, column.path)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {preview.map((row) => (
                    <tr key={row.rowNumber}>
                      <th scope="row" className="fx-num">
                        {row.rowNumber}
                        {row.hidden ? <small>{t('imports:row.hidden')}</small> : null}
                      </th>
                      {row.cells.map((cell, place) => (
                        <td key={columns[place]?.index ?? place}>{cell}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </QueryView>
      ) : null}
    </details>
  );
}
