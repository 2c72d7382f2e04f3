import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { createContainer } from './container.ts';
import type { Em } from './db/database.ts';
import { type FolderLock, takeLock } from './db/lock.ts';
import { startWorkers } from './jobs/workers.ts';
import { LOG_SERIALIZERS } from './kernel/loggable-error.ts';
import { startFailure, tryAddress } from './start-failure.ts';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `需要 Node.js 24，当前为 ${process.version}；请用 npm start 启动。Node.js 24 is needed; start with npm start.`,
  );
  process.exit(1);
}

/** Work that takes longer than this to stop is cut off, which is as safe as a kill. */
const STOP_LIMIT_MS = 15_000;

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel, serializers: LOG_SERIALIZERS });
  const lock: FolderLock | null = config.databaseUrl
    ? null
    : takeLock(config.dataDir, {
        onWait: (pid) => console.log(`正在等待上一个进程（PID ${pid}）停止 … Waiting for the process before …`),
      });
  process.on('exit', () => lock?.release());
  let close: (() => Promise<void>) | null = null;
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      console.log('\n  正在停止 … Stopping …');
      lock?.announceStop();
      setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
      // Before it listens nobody was told of anything: the next start goes on from what is stored.
      (close?.() ?? Promise.resolve()).then(
        () => {
          console.log('  已停止。Stopped.\n');
          process.exit(0);
        },
        (error: unknown) => {
          log.error({ err: error }, 'stop');
          process.exit(1);
        },
      );
    });
  await tryAddress(config);

  const container = await createContainer({ config, log });
  const { queue, engine, database, indexer } = container;
  await queue.start();
  if (config.seedDemo) {
    // Demo data is no part of the program: only this entry names it, and only for an empty database.
    const { loadDemoWhenEmpty } = await import('../scripts/seed/load-demo.ts');
    await loadDemoWhenEmpty(container, (message) => console.log(message));
  }
  const app = await buildApp(container);
  close = async () => {
    await app.close();
    await queue.stop();
    await engine.close();
    await database.close();
  };
  await startWorkers(container);
  void indexer.reconcile().then(
    async (result) => {
      if (result.rebuilt || result.mended) log.info(result, 'search index brought in step');
      const outdated = await container.matching.refreshOutdated(database.em.fork() as Em);
      if (outdated) log.info({ outdated }, 'match lists of an older model run anew');
    },
    (error: unknown) => log.error({ err: error }, 'search index could not be brought in step'),
  );
  await app.listen({ port: config.port, host: config.host });

  const shown =
    config.publicUrl ?? `http://localhost:${(app.addresses()[0] as AddressInfo | undefined)?.port ?? config.port}`;
  console.log(`\n  繁星汇已启动：${shown}`);
  console.log(`  接口文档：${shown}/docs    数据目录：${config.dataDir}`);
  if (config.seedDemo) {
    const { demoAccountsNote } = await import('../scripts/seed/load-demo.ts');
    const note = await demoAccountsNote(container);
    if (note) console.log(note);
  }
  console.log('  按 Ctrl-C 停止。\n');
}

await main().catch((error: unknown) => {
  const said = startFailure(error);
  if (said) console.error(`\n${said}\n`);
  else console.error(error);
  process.exit(1);
});
