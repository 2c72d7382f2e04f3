import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery, Kysely } from 'kysely';
import { expect, inject, it } from 'vitest';
import { openSerialPglite } from '../../server/db/serial-pglite.ts';

const sql = CompiledQuery.raw;
/** More recursion than PostgreSQL allows, and than the stack of the thread has room for. */
const DEEP = `select ${'1+'.repeat(200_000)}1`;
/** Beyond the stack of the thread recursion is a trap of WebAssembly, as any defect inside PostgreSQL would be. */
const NO_LIMIT = "set max_stack_depth = '1GB'";

const template = () => new Blob([readFileSync(inject('databaseTemplate'))]);

it('hands over what PostgreSQL says of a statement that it refuses', async () => {
  const database = await openSerialPglite(null, template());
  await database.executeSql('create table thing (id int constraint only_once primary key)');
  await database.executeSql('insert into thing values ($1)', [1]);
  const error = await database.executeSql('insert into thing values ($1)', [1]).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    code: '23505',
    constraint: 'only_once',
    table: 'thing',
    detail: 'Key (id)=(1) already exists.',
    message: 'duplicate key value violates unique constraint "only_once"',
  });
  await database.close();
});

it('carries every kind of value there and back', async () => {
  const database = await openSerialPglite(null, template());
  const { rows } = await database.executeSql(
    `select $1::jsonb as doc, $2::bytea as bytes, $3::timestamptz as at, $4::text[] as list, $5::int8 as big,
       null::jsonb as none, 'null'::jsonb as json_null, $6::bool as yes, '{"a":1}'::json as plain`,
    [
      JSON.stringify({ 名: ['一', 1] }),
      Buffer.from([0, 255]),
      '2026-11-23T02:00:00Z',
      ['a', 'b'],
      9007199254740993n,
      true,
    ],
  );
  expect(rows).toEqual([
    {
      doc: { 名: ['一', 1] },
      bytes: new Uint8Array([0, 255]),
      at: expect.stringMatching(/^2026-11-23/u),
      list: ['a', 'b'],
      big: 9007199254740993n,
      none: null,
      json_null: null,
      yes: true,
      plain: { a: 1 },
    },
  ]);
  await database.close();
});

it('refuses a statement that is too deep, and only that one', async () => {
  const database = await openSerialPglite(null, template());
  await expect(database.executeSql(DEEP)).rejects.toMatchObject({ code: '54001' });
  expect((await database.executeSql('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await database.close();
});

it('opens the data anew when PostgreSQL breaks, and fails the open transaction', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'fanxing-session-'));
  const database = await openSerialPglite(join(dir, 'database'), template());
  const kysely = new Kysely<unknown>({ dialect: database.dialect });
  await database.executeSql('create table thing (id int primary key)');
  await database.executeSql('insert into thing values (1)');

  const after: unknown[] = [];
  const lost = kysely.transaction().execute(async (tx) => {
    await tx.executeQuery(sql('insert into thing values (2)'));
    await tx.executeQuery(sql(NO_LIMIT));
    await tx.executeQuery(sql(DEEP)).catch((error: unknown) => after.push(error));
    await tx.executeQuery(sql('insert into thing values (3)'));
  });
  const inLine = database.executeSql('insert into thing values ($1)', [4]);
  await expect(lost).rejects.toMatchObject({ code: '57P02' });
  expect(after).toMatchObject([{ code: '57P02' }]);
  await inLine;
  expect((await database.executeSql('select id from thing order by id')).rows).toEqual([{ id: 1 }, { id: 4 }]);
  await kysely.destroy();
  rmSync(dir, { recursive: true, force: true });
});

it('says so for good when a database in memory is gone', async () => {
  const database = await openSerialPglite(null, template());
  await database.executeSql(NO_LIMIT);
  await expect(database.executeSql(DEEP)).rejects.toMatchObject({ code: '57P02' });
  await expect(database.executeSql('select 1')).rejects.toMatchObject({ code: '57P02' });
  await database.close();
});
