import { CompiledQuery } from 'kysely';
import type { Em } from '../db/database.ts';

export type CodePrefix = 'ACH' | 'DEM' | 'ORG' | 'TEM' | 'IMP' | 'MAT';

/** Next code of a kind, such as `ACH-2026-000123`; drawn inside the caller's transaction, so that a roll back gives it back. */
export async function nextCode(em: Em, prefix: CodePrefix, now: Date): Promise<string> {
  return (await nextCodes(em, prefix, now, 1))[0]!;
}

export async function nextCodes(em: Em, prefix: CodePrefix, now: Date, count: number): Promise<string[]> {
  const year = now.getUTCFullYear();
  const result = await em.getKysely<unknown>().executeQuery<{ value: number }>(
    CompiledQuery.raw(
      `insert into code_counter (prefix, year, value) values ($1, $2, $3)
       on conflict (prefix, year) do update set value = code_counter.value + $3 returning value`,
      [prefix, year, count],
    ),
  );
  const last = Number(result.rows[0]!.value);
  return Array.from({ length: count }, (_, i) => `${prefix}-${year}-${String(last - count + 1 + i).padStart(6, '0')}`);
}
