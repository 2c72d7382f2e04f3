import { CompiledQuery } from 'kysely';
import type { z } from 'zod';
import type { CodeTableList, CodeTableUpdate } from '../../contracts/admin.contract.ts';
import { CODE_TABLES, type CodeEntry, type CodeTableName } from '../../contracts/code-tables/index.ts';
import type { Em } from '../../db/database.ts';
import { type Actor, hasRole } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type OffCodes, offKey } from '../../kernel/code-switches.ts';
import { AppError, invalid, notFound } from '../../kernel/errors.ts';

/** Tables of the project itself; all others are fixed by a standard or a form: entries may be switched off, not renamed. */
const OWN_TABLES: readonly CodeTableName[] = ['LAOSHAN_CHAIN', 'REJECT_REASON', 'DEMAND_KIND'];
const SHOWN: readonly { table: CodeTableName; label: string }[] = [
  { table: 'LAOSHAN_CHAIN', label: '崂山重点产业链' },
  { table: 'REJECT_REASON', label: '不推荐原因' },
  { table: 'DEMAND_KIND', label: '需求类型' },
  { table: 'HTI', label: '高新技术领域' },
  { table: 'SEI', label: '战略性新兴产业' },
  { table: 'INDUSTRY_SECTION', label: '国民经济行业门类' },
  { table: 'COOP_MODE', label: '合作方式' },
  { table: 'ORG_TYPE', label: '单位类型' },
  { table: 'IP_TYPE', label: '知识产权类型' },
  { table: 'TRL', label: '技术就绪水平' },
  { table: 'QINGDAO_DISTRICT', label: '青岛区市' },
  { table: 'CONTRACT_CLASS', label: '技术合同类别' },
];

interface Override {
  table_name: string;
  code: string;
  zh: string | null;
  en: string | null;
  is_active: boolean;
}

const OPEN: readonly string[] = SHOWN.flatMap(({ table }) =>
  (CODE_TABLES[table] as readonly CodeEntry[]).filter((entry) => entry.open).map((entry) => offKey(table, entry.code)),
);

/** Codes that are switched off or not yet in use, for those who write records. */
export async function readOffCodes(em: Em): Promise<OffCodes> {
  const { rows } = await em
    .getKysely<unknown>()
    .executeQuery<Pick<Override, 'table_name' | 'code' | 'is_active'>>(
      CompiledQuery.raw('select table_name, code, is_active from code_override'),
    );
  const off = new Set(OPEN);
  for (const row of rows) off[row.is_active ? 'delete' : 'add'](offKey(row.table_name, row.code));
  return off;
}

/** Code tables with the platform's own names and switches on top. Codes are never reused and never deleted. */
export function createCodeTablesService({ em: getEm, clock }: { em: () => Em; clock: Clock }) {
  const sql = <R>(text: string, values: unknown[] = []) =>
    getEm().getKysely<unknown>().executeQuery<R>(CompiledQuery.raw(text, values));

  return {
    async list(): Promise<z.infer<typeof CodeTableList>> {
      const overrides = (await sql<Override>('select table_name, code, zh, en, is_active from code_override')).rows;
      return {
        items: SHOWN.map(({ table, label }) => ({
          table,
          label,
          entries: (CODE_TABLES[table] as readonly CodeEntry[]).map((entry) => {
            const over = overrides.find((candidate) => candidate.table_name === table && candidate.code === entry.code);
            return {
              code: entry.code,
              zh: over?.zh ?? entry.zh,
              en: over?.en ?? entry.en,
              parent: entry.parent ?? null,
              isActive: over?.is_active ?? !entry.open,
              isStandard: !OWN_TABLES.includes(table),
            };
          }),
        })),
      };
    },

    async update(actor: Actor, table: string, code: string, input: z.infer<typeof CodeTableUpdate>) {
      if (!hasRole(actor, 'platformAdmin')) throw new AppError('FORBIDDEN');
      const shown = SHOWN.find((candidate) => candidate.table === table);
      const entry = shown
        ? (CODE_TABLES[shown.table] as readonly CodeEntry[]).find((candidate) => candidate.code === code)
        : undefined;
      if (!shown || !entry) throw notFound();
      if ((input.zh !== undefined || input.en !== undefined) && !OWN_TABLES.includes(shown.table))
        throw invalid(input.zh === undefined ? 'en' : 'zh', 'fixed_by_standard');
      await sql(
        `insert into code_override (table_name, code, zh, en, is_active, reason, changed_by, changed_at) values ($1, $2, $3, $4, coalesce($5, true), $6, $7, $8)
         on conflict (table_name, code) do update set zh = coalesce($3, code_override.zh), en = coalesce($4, code_override.en),
           is_active = coalesce($5, code_override.is_active), reason = $6, changed_by = $7, changed_at = $8`,
        [
          table,
          code,
          input.zh ?? null,
          input.en ?? null,
          input.isActive ?? null,
          input.reason,
          actor.userId,
          clock.now(),
        ],
      );
      return this.list();
    },
  };
}
export type CodeTablesService = ReturnType<typeof createCodeTablesService>;
