import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CompiledQuery } from 'kysely';
import type { Em } from '../db/database.ts';
import type { Actor } from './actor.ts';
import { AppError } from './errors.ts';

/** How long a doubled submit waits for the first one to finish, and how often it looks. */
const WAIT_MS = 10_000;
const LOOK_MS = 50;
/** A call without an answer for so long belonged to a process that has died. */
const ABANDONED = '1 minute';
/** How long answers are kept for a repeated submit. */
const KEPT = '2 days';

const STILL_RUNNING = {
  zh: '上一次提交仍在处理，请稍后查看结果',
  en: 'The first submit is still being worked on; please look again in a moment',
};

const runner =
  (em: Em) =>
  <R>(text: string, values: unknown[]) =>
    em.fork().getKysely<unknown>().executeQuery<R>(CompiledQuery.raw(text, values));

/**
 * Runs a creating call once per key and account: a doubled submit gets the first answer again, also when it comes
 * while the first is still running.
 * @throws AppError IDEMPOTENCY_CONFLICT when the key came with other content, or the first call takes too long
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
  const sql = runner(em);
  const ids = [key.slice(0, 100), actor.userId, route];
  const isMine = async () =>
    (
      await sql(
        `insert into idempotency_key (key, user_id, route, request_hash, created_at) values ($1, $2, $3, $4, now())
         on conflict (key, user_id, route) do update set created_at = now()
           where idempotency_key.response is null and idempotency_key.request_hash = excluded.request_hash
             and idempotency_key.created_at < now() - interval '${ABANDONED}'
         returning key`,
        [...ids, hash],
      )
    ).rows.length > 0;
  for (let waited = 0; !(await isMine()); waited += LOOK_MS) {
    const stored = (
      await sql<{ request_hash: string; response: unknown }>(
        `select request_hash, response from idempotency_key where key = $1 and user_id = $2 and route = $3`,
        ids,
      )
    ).rows[0];
    // The first call failed meanwhile, and its key is free again.
    if (!stored) continue;
    if (stored.request_hash !== hash) throw new AppError('IDEMPOTENCY_CONFLICT');
    if (stored.response !== null)
      return (typeof stored.response === 'string' ? JSON.parse(stored.response) : stored.response) as T;
    if (waited >= WAIT_MS) throw new AppError('IDEMPOTENCY_CONFLICT', { detail: STILL_RUNNING });
    await sleep(LOOK_MS);
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

/** Housekeeping: stored answers hold what people wrote, and nobody repeats a submit days later. @returns how many went */
export async function forgetKeys(em: Em): Promise<number> {
  const sql = `delete from idempotency_key where created_at < now() - interval '${KEPT}' returning key`;
  return (await runner(em)(sql, [])).rows.length;
}
