import type { Container } from '../container.ts';
import { writeBackup } from '../db/backup.ts';
import { SYSTEM_ACTOR } from '../kernel/actor.ts';
import { forgetKeys } from '../kernel/idempotency.ts';

/** Binds each queue to the service that does the work. */
export async function startWorkers(container: Container): Promise<void> {
  const { queue, indexer, services, matching, calendar, log, config, database } = container;

  await queue.work('index-record', async (jobs) => {
    for (const kind of ['achievement', 'demand', 'organisation'] as const) {
      const ids = jobs.filter((job) => job.kind === kind).map((job) => job.id);
      if (ids.length) await indexer.indexRecords(kind, ids);
    }
  });
  await queue.work('match-recompute', async (jobs) => {
    for (const job of jobs) await matching.recompute(job.kind, job.id);
  });
  await queue.work('import-parse', async (jobs) => {
    for (const job of jobs) await services.imports.runParse(job.batchId);
  });
  await queue.work('import-commit', async (jobs) => {
    for (const job of jobs)
      await services.imports.runCommit(job.batchId, await services.accounts.actorById(job.actorId));
  });
  await queue.work('import-rollback', async (jobs) => {
    for (const job of jobs)
      await services.imports.runRollback(job.batchId, await services.accounts.actorById(job.actorId));
  });
  await queue.work('notify-mail', async (jobs) => {
    for (const job of jobs) await services.notifications.deliver(job.notificationId);
  });
  await queue.work('housekeeping', async () => {
    const expired = await services.demands.expireOverdue(SYSTEM_ACTOR);
    const lapsed = await services.introductions.lapseOverdue(SYSTEM_ACTOR);
    const released = await calendar.achievements.releaseOverdue(SYSTEM_ACTOR);
    const reminded =
      (await services.introductions.remindDue()) +
      (await calendar.achievements.remindStale()) +
      (await calendar.demands.remindStale());
    const forgotten = await forgetKeys(database.em as never);
    log.info({ expired: expired.length, lapsed, released, reminded, forgotten }, 'housekeeping');
  });
  // Every hour: many machines are off at night, and each part does nothing twice.
  await queue.schedule('housekeeping', '20 * * * *');
  if (database.kind === 'embedded' && config.backupHours > 0) {
    await queue.work('backup', async () => {
      const file = await writeBackup(database, config.dataDir, new Date());
      if (file) log.info({ file }, 'backup written');
    });
    await queue.schedule(
      'backup',
      config.backupHours >= 24 ? '40 1 * * *' : `40 */${Math.max(1, Math.floor(config.backupHours))} * * *`,
    );
  }
}
