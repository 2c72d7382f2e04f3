import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type {
  ImportBatchView,
  ImportColumn,
  ImportMappingView,
} from '../../../../server/contracts/imports.contract.ts';
import { ErrorState, QueryView } from '../../components/states.tsx';
import { api } from '../../lib/api-client.ts';
import { batchKey, mappingKey, mappingQuery, rowsKey } from './imports.queries.ts';
import { OrganisationInput } from './organisation-input.tsx';
import { isColumnField } from './row-fields.ts';
import { columnName, SheetBar, SheetPreview } from './sheet-preview.tsx';
import './mapping-step.css';

type Mapping = z.infer<typeof ImportMappingView>;
const LOW = 0.8;

/** Fields chosen for more than one column. */
export function doubled(fields: ReadonlyMap<number, string | null>): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const field of fields.values()) {
    if (field === null) continue;
    if (seen.has(field)) twice.add(field);
    seen.add(field);
  }
  return twice;
}

function Confidence({ column, isChanged }: { column: ImportColumn; isChanged: boolean }) {
  const { t } = useTranslation();
  if (isChanged) return <span className="fx-tag fx-tag--blue">{t('imports:map.byYou')}</span>;
  if (column.isRemembered) return <span className="fx-tag fx-tag--ok">{t('imports:map.remembered')}</span>;
  return (
    <span className="im-why">
      {column.field ? (
        <b className={`fx-num ${column.confidence < LOW ? 'im-warn' : 'im-ok'}`}>
          {Math.round(column.confidence * 100)}%
        </b>
      ) : null}
      <span>{column.why}</span>
    </span>
  );
}

function MappingForm({
  batch,
  mapping,
  sheetName,
  onCancel,
}: {
  batch: ImportBatchView;
  mapping: Mapping;
  sheetName: string | null;
  onCancel?: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [changes, setChanges] = useState<ReadonlyMap<number, string | null>>(new Map());
  const [remember, setRemember] = useState(true);
  const [owner, setOwner] = useState({ id: batch.defaultOrganisationId, isOpen: false });
  const fields = new Map(
    mapping.columns.map((column) => [
      column.index,
      changes.has(column.index) ? (changes.get(column.index) ?? null) : column.field,
    ]),
  );
  const options = mapping.fields.filter((item) => isColumnField(item.field));
  const chosen = new Set(fields.values());
  const twice = doubled(fields);
  const missing = options.filter((item) => item.required && !chosen.has(item.field));
  const hasNoOwnerColumn = !chosen.has('organisationName');
  const isOwnerOpen = hasNoOwnerColumn && owner.id === null;
  const remembered = mapping.columns.filter((column) => column.isRemembered).length;
  const save = useMutation({
    mutationFn: () =>
      api.put<ImportBatchView>(`/imports/${batch.id}/mapping`, {
        ...(sheetName && sheetName !== batch.sheetName ? { sheetName } : {}),
        columns: [...fields].map(([index, field]) => ({ index, field })),
        remember,
        ...(owner.id === batch.defaultOrganisationId ? {} : { defaultOrganisationId: owner.id }),
        version: batch.version,
      }),
    onSuccess: (next) => {
      client.setQueryData(batchKey(batch.id), next);
      void client.invalidateQueries({ queryKey: mappingKey(batch.id) });
      client.removeQueries({ queryKey: rowsKey(batch.id) });
      onCancel?.();
    },
    onError: () => void client.invalidateQueries({ queryKey: batchKey(batch.id) }),
  });
  const choose = (index: number, field: string): void =>
    setChanges((old) => new Map(old).set(index, field === '' ? null : field));
  return (
    <>
      {mapping.notes.length ? (
        <details className="im-fold">
          <summary>{t('imports:map.notes', { count: mapping.notes.length })}</summary>
          <ul>
            {mapping.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {remembered ? (
        <p className="fx-notice">{t('imports:map.rememberedNote', { sender: batch.sender, count: remembered })}</p>
      ) : null}
      <div className="im-table-box">
        <table className="im-table im-table--map">
          <caption className="fx-sr">{t('imports:map.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('imports:map.column')}</th>
              <th scope="col">{t('imports:map.samples')}</th>
              <th scope="col">{t('imports:map.field')}</th>
              <th scope="col">{t('imports:map.why')}</th>
            </tr>
          </thead>
          <tbody>
            {mapping.columns.map((column) => {
              const field = fields.get(column.index) ?? null;
              const isTwice = field !== null && twice.has(field);
              return (
                <tr key={column.index} className={field === null ? 'is-out' : ''}>
                  <th scope="row" data-label={t('imports:map.column')}>
                    <span className="im-path">
                      {columnName(t, column.path)
                        .split('/')
                        .map((part, place, parts) => (
                          // biome-ignore lint/suspicious/noArrayIndexKey: levels of one header never move
                          <span key={place} className={place === parts.length - 1 ? 'im-strong' : 'im-dim'}>
                            {part}
                            {place < parts.length - 1 ? ' / ' : ''}
                          </span>
                        ))}
                    </span>
                    {column.unit ? (
                      <span className="fx-tag">{t('imports:map.unit', { unit: column.unit })}</span>
                    ) : null}
                  </th>
                  <td data-label={t('imports:map.samples')}>
                    <ul className="im-samples">
                      {column.samples.slice(0, 3).map((sample, place) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: samples may repeat and never move
                        <li key={place} title={sample}>
                          {sample}
                        </li>
                      ))}
                    </ul>
                  </td>
                  <td data-label={t('imports:map.field')}>
                    <select
                      className="fx-select"
                      aria-label={t('imports:map.fieldOf', { column: columnName(t, column.path) })}
                      aria-invalid={isTwice}
                      value={field ?? ''}
                      onChange={(event) => choose(column.index, event.target.value)}
                    >
                      <option value="">{t('imports:map.leaveOut')}</option>
                      {options.map((item) => (
                        <option key={item.field} value={item.field}>
                          {item.required ? t('imports:map.requiredField', { label: item.label }) : item.label}
                        </option>
                      ))}
                    </select>
                    {isTwice ? <p className="fx-field__error">{t('imports:map.twice')}</p> : null}
                  </td>
                  <td data-label={t('imports:map.why')}>
                    <Confidence column={column} isChanged={changes.has(column.index) && field !== column.field} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {missing.length ? (
        <p className="fx-notice fx-notice--bad">
          {t('imports:map.missing', { fields: missing.map((item) => item.label).join('、') })}
        </p>
      ) : null}
      {hasNoOwnerColumn && batch.defaultOrganisationId === null ? (
        <div className="fx-notice fx-notice--amber im-owner">
          <p>{t(`imports:map.noOwner.${batch.target}`)}</p>
          <OrganisationInput isOptional={false} onChange={(id, isOpen) => setOwner({ id, isOpen })} />
        </div>
      ) : null}
      {save.error ? <ErrorState error={save.error} /> : null}
      <div className="im-actions im-actions--foot">
        <label className="im-check">
          <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
          {t('imports:map.remember', { sender: batch.sender })}
        </label>
        {onCancel ? (
          <button type="button" className="fx-btn" onClick={onCancel}>
            {t('common:action.cancel')}
          </button>
        ) : null}
        <button
          type="button"
          className="fx-btn fx-btn--primary"
          disabled={missing.length > 0 || twice.size > 0 || isOwnerOpen || save.isPending}
          onClick={() => save.mutate()}
        >
          {t('imports:map.start')}
        </button>
      </div>
    </>
  );
}

/** Which sheet of the workbook is read, which column fills which field. Another sheet is shown before anything is decided. */
export function MappingStep({ batch, onCancel }: { batch: ImportBatchView; onCancel?: () => void }) {
  const { t } = useTranslation();
  const [sheetName, setSheetName] = useState(batch.sheetName);
  const isOther = sheetName !== null && sheetName !== batch.sheetName;
  const query = useQuery(mappingQuery(batch.id, isOther ? sheetName : undefined));
  return (
    <section className="im-card" aria-labelledby="im-map">
      <div className="im-card__head">
        <h2 id="im-map">{t('imports:map.title')}</h2>
        <p className="im-dim">{t('imports:map.note')}</p>
      </div>
      <SheetBar batch={batch} sheetName={sheetName} onSheet={setSheetName} />
      {sheetName ? <SheetPreview key={sheetName} batchId={batch.id} sheetName={sheetName} isOpen={isOther} /> : null}
      <QueryView query={query} lines={10}>
        {(mapping) => (
          <MappingForm
            key={sheetName ?? ''}
            batch={batch}
            mapping={mapping}
            sheetName={sheetName}
            {...(onCancel ? { onCancel } : {})}
          />
        )}
      </QueryView>
    </section>
  );
}
