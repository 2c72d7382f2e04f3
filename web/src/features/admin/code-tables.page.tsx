import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { z } from 'zod';
import type { CodeTableEntry, CodeTableView } from '../../../../server/contracts/admin.contract.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/states.tsx';
import { codeTablesQuery } from '../../lib/offered-codes.ts';
import { useHasRole } from '../../lib/session.ts';
import { CodeDialog } from './code-dialog.tsx';
import './admin.css';

type Entry = z.infer<typeof CodeTableEntry>;
type Open = { entry: Entry; kind: 'rename' | 'switch' } | null;

/** Parents stand before their children, both in the order of the table. */
function inOrder(entries: readonly Entry[]): Entry[] {
  const codes = new Set(entries.map((entry) => entry.code));
  const roots = entries.filter((entry) => !entry.parent || !codes.has(entry.parent));
  return roots.flatMap((root) => [root, ...entries.filter((entry) => entry.parent === root.code && entry !== root)]);
}

function Entries({
  table,
  onOpen,
  mayEdit,
}: {
  table: z.infer<typeof CodeTableView>;
  onOpen: (open: Open) => void;
  mayEdit: boolean;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const codes = new Set(table.entries.map((entry) => entry.code));
  const shown = inOrder(table.entries).filter(
    (entry) => !wanted || [entry.code, entry.zh, entry.en].some((word) => word.toLowerCase().includes(wanted)),
  );
  return (
    <section className="ad-codes" aria-labelledby="ad-table">
      <div className="ad-codes__head">
        <div>
          <h2 id="ad-table">{table.label}</h2>
          <p className="ad-dim">
            {table.table} · {t('admin:codes.entries', { count: table.entries.length })} ·{' '}
            {t(table.entries.some((entry) => entry.isStandard) ? 'admin:codes.standard' : 'admin:codes.own')}
          </p>
        </div>
        <input
          type="search"
          className="fx-input"
          aria-label={t('admin:codes.search')}
          placeholder={t('admin:codes.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="ad-table-box">
        <table className="ad-table">
          <caption className="fx-sr">{table.label}</caption>
          <thead>
            <tr>
              <th scope="col">{t('admin:codes.code')}</th>
              <th scope="col">{t('admin:codes.zh')}</th>
              <th scope="col">{t('admin:codes.en')}</th>
              <th scope="col">{t('admin:codes.state')}</th>
              {mayEdit ? (
                <th scope="col">
                  <span className="fx-sr">{t('admin:codes.actions')}</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {shown.map((entry) => (
              <tr key={entry.code} className={entry.isActive ? '' : 'is-off'}>
                <td data-label={t('admin:codes.code')}>
                  <span className={`ad-code${entry.parent && codes.has(entry.parent) ? ' is-child' : ''}`}>
                    {entry.code}
                  </span>
                </td>
                <td data-label={t('admin:codes.zh')}>{entry.zh}</td>
                <td data-label={t('admin:codes.en')}>{entry.en}</td>
                <td data-label={t('admin:codes.state')}>
                  <span className={`fx-tag${entry.isActive ? ' fx-tag--ok' : ''}`}>
                    {t(entry.isActive ? 'admin:codes.active' : 'admin:codes.inactive')}
                  </span>
                </td>
                {mayEdit ? (
                  <td className="ad-acts">
                    {entry.isStandard ? null : (
                      <button
                        type="button"
                        className="fx-btn fx-btn--small fx-btn--quiet"
                        aria-label={t('admin:codes.editOf', { name: entry.zh })}
                        onClick={() => onOpen({ entry, kind: 'rename' })}
                      >
                        {t('admin:codes.edit')}
                      </button>
                    )}
                    <button
                      type="button"
                      className="fx-btn fx-btn--small fx-btn--quiet"
                      aria-label={t(entry.isActive ? 'admin:codes.switchOffOf' : 'admin:codes.switchOnOf', {
                        name: entry.zh,
                      })}
                      onClick={() => onOpen({ entry, kind: 'switch' })}
                    >
                      {t(entry.isActive ? 'admin:codes.switchOff' : 'admin:codes.switchOn')}
                    </button>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length ? null : <p className="ad-none">{t('admin:codes.none')}</p>}
      </div>
    </section>
  );
}

/** Code tables of the platform. */
export default function CodeTablesPage() {
  const { t } = useTranslation();
  const query = useQuery(codeTablesQuery);
  const [params, setParams] = useSearchParams();
  const [open, setOpen] = useState<Open>(null);
  const mayEdit = useHasRole('platformAdmin');
  return (
    <div className="ad">
      <PageHeader title={t('admin:codes.title')} note={t('admin:codes.note')} />
      <QueryView query={query} lines={12}>
        {({ items }) => {
          const table = items.find((item) => item.table === params.get('table')) ?? items[0];
          if (!table) return null;
          const choose = (name: string): void => setParams({ table: name }, { replace: true });
          return (
            <div className="ad-split">
              <nav className="ad-tables" aria-label={t('admin:codes.table')}>
                {items.map((item) => (
                  <button
                    key={item.table}
                    type="button"
                    aria-current={item.table === table.table ? 'true' : undefined}
                    onClick={() => choose(item.table)}
                  >
                    {item.label}
                    <span className="fx-num">{item.entries.length}</span>
                  </button>
                ))}
              </nav>
              <Entries key={table.table} table={table} onOpen={setOpen} mayEdit={mayEdit} />
              {open ? (
                <CodeDialog table={table.table} entry={open.entry} kind={open.kind} onClose={() => setOpen(null)} />
              ) : null}
            </div>
          );
        }}
      </QueryView>
    </div>
  );
}
