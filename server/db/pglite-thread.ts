import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type Results } from '@electric-sql/pglite';
import array from 'postgres-array';
import type { PgliteAnswer, PgliteOrder, PgliteTable, PgliteThreadData } from './pglite-messages.ts';
import { guardStack } from './wasm-stack.ts';

const JSON_TYPES: readonly number[] = [114, 3802];
/** date, timestamp, timestamptz, interval and their arrays: MikroORM reads them itself, in UTC. */
const DATE_TYPES: readonly number[] = [1082, 1114, 1184, 1186];
const DATE_LIST_TYPES: readonly number[] = [1182, 1115, 1185, 1187];
/** Facts of an error that callers read. The statement's values stay here: they are private text. */
const FACTS = ['code', 'detail', 'hint', 'severity', 'schema', 'table', 'column', 'constraint', 'position', 'where'];
/** Numbers of WASI for what a disk can refuse. */
const DISK_ERRORS: Readonly<Record<number, string>> = {
  2: 'EACCES',
  19: 'EDQUOT',
  51: 'ENOSPC',
  63: 'EPERM',
  69: 'EROFS',
};

/** An error of the emulated disk is no Error, has no message and would not survive the way between threads. */
function wordsOf(error: unknown): { message: string; code: string | null } {
  const { errno } = error as { errno?: number };
  const code = (errno === undefined ? undefined : DISK_ERRORS[errno]) ?? null;
  return { message: error instanceof Error && error.message ? error.message : (code ?? `errno ${errno}`), code };
}

const port = parentPort;
if (!port) throw new Error('This file is the thread of the embedded database');
const say = (answer: PgliteAnswer): void => port.postMessage(answer);

const { dataDir, tarball } = workerData as PgliteThreadData;
const asText = (value: string): string => value;
const asList = (value: string): unknown => array.parse(value);
const pglite = await PGlite.create({
  dataDir: dataDir ?? 'memory://',
  parsers: {
    ...Object.fromEntries([...JSON_TYPES, ...DATE_TYPES].map((type) => [type, asText])),
    ...Object.fromEntries(DATE_LIST_TYPES.map((type) => [type, asList])),
  },
  ...(tarball ? { loadDataDir: new Blob([tarball]) } : {}),
}).catch((error: unknown) => {
  say({ kind: 'unopened', ...wordsOf(error) });
  process.exit(1);
});
let isBroken = false;
guardStack(pglite, (error) => {
  if (isBroken) return;
  isBroken = true;
  say({ kind: 'broken', message: String(error) });
});

const tableOf = (result: Results<unknown[]>): PgliteTable => ({
  columns: result.fields.map(({ name, dataTypeID }) => ({ name, isJson: JSON_TYPES.includes(dataTypeID) })),
  rows: result.rows,
  affectedRows: result.affectedRows,
});

async function obey(order: PgliteOrder): Promise<void> {
  const { id } = order;
  try {
    if (order.kind === 'query') {
      const result = await pglite.query<unknown[]>(order.text, [...order.values], { rowMode: 'array' });
      // After a trap PGlite answers with empty tables; the session is given up, so no answer is the right one.
      if (!isBroken) say({ kind: 'done', id, tables: [tableOf(result)] });
    } else if (order.kind === 'script') {
      const results = (await pglite.exec(order.text, { rowMode: 'array' })) as unknown as Results<unknown[]>[];
      if (!isBroken) say({ kind: 'done', id, tables: results.map(tableOf) });
    } else if (order.kind === 'dump') {
      say({ kind: 'dumped', id, blob: await pglite.dumpDataDir('gzip') });
    } else {
      await pglite.close();
      say({ kind: 'done', id, tables: [] });
      port?.close();
    }
  } catch (error) {
    if (isBroken) return;
    const known = error as Record<string, unknown>;
    const { message, code } = wordsOf(error);
    say({
      kind: 'failed',
      id,
      message,
      facts: {
        ...(code ? { code } : {}),
        ...Object.fromEntries(FACTS.flatMap((name) => (known[name] == null ? [] : [[name, String(known[name])]]))),
      },
    });
  }
}

port.on('message', (order: PgliteOrder) => void obey(order));
say({ kind: 'ready' });
