import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { createContainer } from './container.ts';
import type { Em } from './db/database.ts';
import { DataFolderInUse, takeLock } from './db/lock.ts';
import { startWorkers } from './jobs/workers.ts';
import { LOG_SERIALIZERS } from './kernel/loggable-error.ts';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `需要 Node.js 24，当前为 ${process.version}；请用 npm start 启动。Node.js 24 is needed; start with npm start.`,
  );
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel, serializers: LOG_SERIALIZERS });
  const release = config.databaseUrl ? () => {} : takeLock(config.dataDir);
  const container = await createContainer({ config, log }).catch((error: unknown) => {
    release();
    throw error;
  });
  let closing: Promise<void> | null = null;
  const { queue, engine, database, indexer } = container;
  process.on('exit', release);
  await queue.start();
  if (config.seedDemo) {
    // Demo data is no part of the program: only this entry names it, and only for an empty database.
    const { loadDemoWhenEmpty } = await import('../scripts/seed/load-demo.ts');
    await loadDemoWhenEmpty(container, (message) => console.log(message));
  }
  const app = await buildApp(container);
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

  const close = (): Promise<void> => {
    closing ??= (async () => {
      await app.close();
      await queue.stop();
      await engine.close();
      await database.close();
      release();
    })();
    return closing;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      setTimeout(() => process.exit(1), 15_000).unref();
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'stop');
          process.exit(1);
        },
      );
    });
  }
}

await main().catch((error: unknown) => {
  if (error instanceof DataFolderInUse) console.error(`\n${error.message}\n`);
  else if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    console.error(
      `\n端口已被占用，请用 PORT 指定另一个端口，例如 PORT=3001 npm start。The port is in use; set PORT.\n`,
    );
  else if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENOSPC')
    console.error('\n磁盘空间不足，无法启动。The disk is full.\n');
  else console.error(error);
  process.exit(1);
});
