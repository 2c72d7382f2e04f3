import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/db/database.ts';
import { DatabaseUnopened } from '../../server/db/pglite-session.ts';
import { startFailure, tryAddress } from '../../server/start-failure.ts';

const root = resolve(import.meta.dirname, '../..');
let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'fanxing-start-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const caught = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail');
};

function started(environment: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: { ...process.env, SEED_DEMO: 'never', LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  return new Promise((done) => child.on('exit', (code) => done({ code, said })));
}

describe('a start that cannot be', () => {
  it('says which setting is not right', () => {
    expect(startFailure(caught(() => readConfig({ PORT: 'abc', DATA_DIR: dir })))).toMatch(/配置有误[\s\S]*PORT/u);
    expect(startFailure(caught(() => readConfig({ SMTP_URL: 'smtp://x', DATA_DIR: dir })))).toMatch(/MAIL_FROM/u);
  });

  it('says that the data folder cannot be written', () => {
    const file = join(dir, 'a-file');
    writeFileSync(file, '');
    const said = startFailure(caught(() => readConfig({ DATA_DIR: join(file, 'data') })));
    expect(said).toMatch(/数据目录无法写入（ENOTDIR/u);
    expect(said).toMatch(/DATA_DIR/u);
    for (const code of ['EACCES', 'EROFS'])
      expect(startFailure(new DatabaseUnopened(code, code))).toMatch(/数据目录无法写入/u);
  });

  it('says that the disk is full, whoever meets it first', () => {
    for (const error of [
      new DatabaseUnopened('ENOSPC', 'ENOSPC'),
      Object.assign(new Error('write'), { code: 'ENOSPC' }),
      new Error('ENOSPC: no space left on device, write'),
      new Error('snapshot', { cause: Object.assign(new Error('write'), { code: 'ENOSPC' }) }),
    ])
      expect(startFailure(error)).toMatch(/磁盘已满/u);
  });

  it('names the port in use before it makes any database', async () => {
    const other = await new Promise<Server>((done) => {
      const server = createServer().listen(0, '127.0.0.1', () => done(server));
    });
    const { port } = other.address() as { port: number };
    const data = join(dir, 'busy');
    const { code, said } = await started({ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: data });
    other.close();
    expect(code).toBe(1);
    expect(said).toContain(`端口 ${port} 已被占用`);
    expect(said).not.toMatch(/ at .*\.ts:/u);
    expect(readdirSync(data)).toEqual(['session-secret']);
  });

  it('tells a host that is no address of this machine', async () => {
    const error = await tryAddress({ port: 0, host: '203.0.113.9' }).catch((reason: unknown) => reason);
    expect(startFailure(error)).toMatch(/HOST 不是本机的地址（203\.0\.113\.9）/u);
  });

  it('sends a damaged database to the backup, and does not touch it', async () => {
    const data = join(dir, 'damaged');
    mkdirSync(join(data, 'database', 'global'), { recursive: true });
    writeFileSync(join(data, 'database', 'PG_VERSION'), '17\n');
    writeFileSync(join(data, 'database', 'global', 'pg_control'), 'not a control file');
    const { code, said } = await started({ PORT: '0', DATA_DIR: data });
    expect(code).toBe(1);
    expect(said).toMatch(/npm run backup -- --restore/u);
    expect(readFileSync(join(data, 'database', 'global', 'pg_control'), 'utf8')).toBe('not a control file');
    expect(existsSync(join(data, 'lock'))).toBe(false);
  });

  it('has no words for what only the stack explains', () => {
    expect(startFailure(new TypeError('x is not a function'))).toBeNull();
  });
});

describe('what an earlier start left behind', () => {
  it('makes a database anew whose making was cut off', async () => {
    const data = join(dir, 'cut-off');
    mkdirSync(join(data, 'database', 'base'), { recursive: true });
    writeFileSync(join(data, 'database', 'base', 'half'), '');
    writeFileSync(join(data, 'database-unfinished'), '');
    const database = await openDatabase({ databaseUrl: null, dataDir: data });
    const { rows } = await database.executeSql('select count(*)::int as n from schema_migration');
    await database.close();
    expect(rows).toEqual([{ n: expect.any(Number) }]);
    expect(existsSync(join(data, 'database-unfinished'))).toBe(false);
    expect(existsSync(join(data, 'database', 'base', 'half'))).toBe(false);
  });

  it('makes a secret anew that a full disk cut short', () => {
    const data = join(dir, 'secret');
    mkdirSync(data);
    writeFileSync(join(data, 'session-secret'), '');
    const { sessionSecret } = readConfig({ DATA_DIR: data });
    expect(sessionSecret).toMatch(/^[0-9a-f]{64}$/u);
    expect(readConfig({ DATA_DIR: data }).sessionSecret).toBe(sessionSecret);
  });
});

describe('npm that is stopped by a signal to itself alone', () => {
  it('takes the program along', async () => {
    const script = join(dir, 'waits.mjs');
    writeFileSync(
      script,
      `process.on('SIGTERM', () => { console.log('stopped'); process.exit(0); });
       console.log('pid', process.pid);
       setInterval(() => {}, 1000);`,
    );
    // As npm runs a script: through a shell of its own.
    const run = `import { runProject } from "${new URL('../../scripts/child.mjs', import.meta.url)}"; runProject(["${script}"]);`;
    const shell = spawn('sh', ['-c', `"${process.execPath}" --input-type=module --eval '${run}'; exit 0`], {
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    shell.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    while (!/pid \d+/u.test(said)) await new Promise((done) => setTimeout(done, 50));
    shell.kill('SIGTERM');
    await new Promise((done) => shell.stdout.on('end', done));
    expect(said).toContain('stopped');
  });
});
