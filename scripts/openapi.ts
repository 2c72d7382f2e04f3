import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { buildApp } from '../server/app.ts';
import { readConfig } from '../server/config.ts';
import { createContainer } from '../server/container.ts';
import { runTool } from './open-local.ts';

// npm run openapi [-- FILE]: writes the API description; the same document is served at /docs/openapi.json.
runTool(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'fanxing-openapi-'));
  const config = readConfig({ DATA_DIR: dir, LOG_LEVEL: 'silent', SEED_DEMO: 'never' });
  const container = await createContainer({ config, log: pino({ level: 'silent' }), databaseDir: null });
  const app = await buildApp(container);
  const text = JSON.stringify(app.swagger(), null, 2);
  const file = process.argv[2];
  if (file) writeFileSync(file, `${text}\n`);
  else console.log(text);
  await app.close();
  await container.engine.close();
  await container.database.close();
  rmSync(dir, { recursive: true, force: true });
});
