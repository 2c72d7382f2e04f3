import { CompiledQuery } from 'kysely';
import { PgBoss } from 'pg-boss';
import type { Database, Em } from '../db/database.ts';

/** The closed list of queues with what each job carries: ids only, never documents or private text. */
export interface JobData {
  /** A record changed: bring both indexes to its present row. */
  'index-record': { kind: 'achievement' | 'demand' | 'organisation'; id: string };
  /** A match list is older than its subject or the candidates. */
  'match-recompute': { kind: 'demand' | 'achievement'; id: string };
  'import-parse': { batchId: string };
  'import-commit': { batchId: string; actorId: string };
  'import-rollback': { batchId: string; actorId: string };
  'notify-mail': { notificationId: string };
  /** Expiry, lapses, reminders, clean-up. */
  housekeeping: Record<string, never>;
  backup: Record<string, never>;
}
export type JobName = keyof JobData;

interface QueueSettings {
  retryLimit: number;
  retryDelay: number;
  expireInSeconds: number;
  /** Jobs that one call of the handler may take. */
  batch: number;
  /** Same key waiting twice counts once. */
  policy: 'standard' | 'short';
}

const QUEUES: Record<JobName, QueueSettings> = {
  'index-record': { retryLimit: 8, retryDelay: 2, expireInSeconds: 120, batch: 100, policy: 'standard' },
  'match-recompute': { retryLimit: 5, retryDelay: 5, expireInSeconds: 300, batch: 10, policy: 'short' },
  'import-parse': { retryLimit: 2, retryDelay: 5, expireInSeconds: 1800, batch: 1, policy: 'standard' },
  'import-commit': { retryLimit: 5, retryDelay: 5, expireInSeconds: 3600, batch: 1, policy: 'standard' },
  'import-rollback': { retryLimit: 5, retryDelay: 5, expireInSeconds: 3600, batch: 1, policy: 'standard' },
  'notify-mail': { retryLimit: 6, retryDelay: 30, expireInSeconds: 120, batch: 5, policy: 'standard' },
  housekeeping: { retryLimit: 2, retryDelay: 60, expireInSeconds: 900, batch: 1, policy: 'short' },
  backup: { retryLimit: 1, retryDelay: 60, expireInSeconds: 1800, batch: 1, policy: 'short' },
};
export const JOB_NAMES = Object.keys(QUEUES) as JobName[];

export interface EnqueueOptions {
  /** Jobs of one key that still wait are one job (queues of policy `short`). */
  key?: string;
  startAfterSeconds?: number;
}

/** What services see: put a job into the same transaction as the rows it speaks of (the outbox). */
export interface Jobs {
  enqueue<N extends JobName>(em: Em, name: N, data: JobData[N], options?: EnqueueOptions): Promise<void>;
  enqueueMany<N extends JobName>(
    em: Em,
    name: N,
    data: readonly JobData[N][],
    options?: { keyOf?: (data: JobData[N]) => string; startAfterSeconds?: number },
  ): Promise<void>;
}

export interface Queue extends Jobs {
  start(): Promise<void>;
  /** Started, not stopped, and its last look at the database did not fail. */
  isRunning(): boolean;
  /** `handler` gets up to the queue's batch of jobs; a throw retries them all. */
  work<N extends JobName>(name: N, handler: (data: JobData[N][]) => Promise<void>): Promise<void>;
  schedule(name: JobName, cron: string): Promise<void>;
  stats(): Promise<{ queue: JobName; waiting: number; active: number; failed: number }[]>;
  /** Resolves when nothing waits or runs any more (tests and the command line). */
  idle(timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** After an error the queue counts as troubled for so long; it polls every other second. */
const TROUBLE_MS = 10_000;

/** pg-boss on the ORM's own connection, so that jobs commit and roll back together with the rows. */
export function createQueue(
  database: Database,
  log: { warn(details: object, message: string): void; error(details: object, message: string): void },
): Queue {
  const boss = new PgBoss({
    db: { executeSql: database.executeSql as (text: string, values?: unknown[]) => Promise<{ rows: never[] }> },
    schema: 'jobs',
    ...(database.kind === 'embedded' ? { backend: 'pglite' as const } : {}),
    superviseIntervalSeconds: 60,
    maintenanceIntervalSeconds: 600,
  });
  boss.on('error', (error) => {
    failedAt = Date.now();
    log.error({ err: error }, 'job queue');
  });
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'job queue'));
  const workers = new Map<JobName, string[]>();
  let started = false;
  let stopped = false;
  let failedAt = 0;

  const inTransaction = (em: Em) => ({
    executeSql: async (text: string, values?: unknown[]) => {
      const result = await em.getKysely<unknown>().executeQuery<never>(CompiledQuery.raw(text, values ?? []));
      return { rows: [...result.rows] };
    },
  });
  // Wakes the worker soon after the commit instead of at the next poll; too early a wake is harmless.
  const nudge = (name: JobName) => {
    for (const delay of [30, 200]) {
      setTimeout(() => {
        if (!stopped) for (const id of workers.get(name) ?? []) boss.notifyWorker(id);
      }, delay).unref();
    }
  };

  return {
    async start() {
      await boss.start();
      started = true;
      for (const name of JOB_NAMES) {
        const { batch: _batch, ...settings } = QUEUES[name];
        await boss.createQueue(name, { ...settings, retryBackoff: true, deleteAfterSeconds: 7 * 86_400 });
      }
      // One process holds an embedded database: what is still marked as running was cut off with the last one. It goes
      // on at once instead of when its time is over, which is an hour for an import, and counts as no failure.
      if (database.kind === 'embedded')
        await database.executeSql(
          `update jobs.job set state = 'retry', started_on = null, start_after = now() where state = 'active'`,
        );
    },
    isRunning: () => started && !stopped && Date.now() - failedAt > TROUBLE_MS,
    async enqueue(em, name, data, options = {}) {
      await boss.send(name, data, {
        db: inTransaction(em),
        ...(options.key ? { singletonKey: options.key } : {}),
        ...(options.startAfterSeconds ? { startAfter: options.startAfterSeconds } : {}),
      });
      nudge(name);
    },
    async enqueueMany(em, name, data, { keyOf, startAfterSeconds } = {}) {
      for (let i = 0; i < data.length; i += 500) {
        await boss.insert(
          name,
          data.slice(i, i + 500).map((item) => ({
            data: item,
            ...(keyOf ? { singletonKey: keyOf(item) } : {}),
            ...(startAfterSeconds ? { startAfter: startAfterSeconds } : {}),
          })),
          { db: inTransaction(em) },
        );
      }
      nudge(name);
    },
    async work(name, handler) {
      const id = await boss.work<JobData[typeof name]>(
        name,
        { batchSize: QUEUES[name].batch, pollingIntervalSeconds: 2 },
        async (jobs) => {
          try {
            await handler(jobs.map((job) => job.data));
          } catch (error) {
            log.error({ err: error, queue: name }, 'job failed, will be tried again');
            throw error;
          }
        },
      );
      workers.set(name, [...(workers.get(name) ?? []), id]);
    },
    async schedule(name, cron) {
      await boss.schedule(name, cron, {}, { tz: 'Asia/Shanghai' });
    },
    async stats() {
      const rows = (
        await database.executeSql(
          `select name, count(*) filter (where state in ('created','retry'))::int as waiting,
             count(*) filter (where state = 'active')::int as active, count(*) filter (where state = 'failed')::int as failed
           from jobs.job group by name`,
        )
      ).rows as { name: string; waiting: number; active: number; failed: number }[];
      return JOB_NAMES.map((queue) => {
        const row = rows.find((candidate) => candidate.name === queue);
        return { queue, waiting: row?.waiting ?? 0, active: row?.active ?? 0, failed: row?.failed ?? 0 };
      });
    },
    async idle(timeoutMs = 60_000) {
      const end = Date.now() + timeoutMs;
      for (;;) {
        const busy = (
          await database.executeSql(
            `select count(*)::int as n from jobs.job where state in ('created','retry','active')
               and start_after <= now() and name = any($1)`,
            [[...workers.keys()]],
          )
        ).rows as { n: number }[];
        if ((busy[0]?.n ?? 0) === 0) return;
        if (Date.now() > end) throw new Error('jobs are still waiting');
        for (const ids of workers.values()) for (const id of ids) boss.notifyWorker(id);
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    },
    async stop() {
      stopped = true;
      await boss.stop({ graceful: true, timeout: 10_000, close: false });
    },
  };
}
