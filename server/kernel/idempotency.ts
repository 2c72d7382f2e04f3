import { createHash } from 'node:crypto';
import { CompiledQuery } from 'kysely';
import type { Em } from '../db/database.ts';
import type { Actor } from './actor.ts';
import { AppError } from './errors.ts';

/**
 * Runs a creating call once per key and account: a doubled submit gets the first answer again.
 * @throws AppError IDEMPOTENCY_CONFLICT when the key came with other content, or the first call is still running
 */
export async function once<T>(
  em: Em,
  actor: Actor,
  key: string | undefined,
  route: string,
  body: unknown,
  run: () => Promise<T>,
): Promise<T> {
  if (!key || !actor.userId) return run();
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const sql = <R>(text: string, values: unknown[]) =>
    em.fork().getKysely<unknown>().executeQuery<R>(CompiledQuery.raw(text, values));
  const ids = [key.slice(0, 100), actor.userId, route];
  const taken = await sql<{ key: string }>(
    `insert into idempotency_key (key, user_id, route, request_hash, created_at) values ($1, $2, $3, $4, now())
     on conflict (key, user_id, route) do nothing returning key`,
    [...ids, hash],
  );
  if (taken.rows.length === 0) {
    const stored = (
      await sql<{ request_hash: string; response: unknown }>(
        `select request_hash, response from idempotency_key where key = $1 and user_id = $2 and route = $3`,
        ids,
      )
    ).rows[0];
    if (!stored || stored.request_hash !== hash || stored.response === null) throw new AppError('IDEMPOTENCY_CONFLICT');
    return (typeof stored.response === 'string' ? JSON.parse(stored.response) : stored.response) as T;
  }
  try {
    const response = await run();
    await sql(`update idempotency_key set response = $4::jsonb where key = $1 and user_id = $2 and route = $3`, [
      ...ids,
      JSON.stringify(response),
    ]);
    return response;
  } catch (error) {
    await sql(`delete from idempotency_key where key = $1 and user_id = $2 and route = $3`, ids);
    throw error;
  }
}
