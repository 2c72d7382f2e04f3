import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openSerialPglite, type SerialPglite } from '../../server/db/serial-pglite.ts';

/** PGlite 0.5 alone answers every statement with 54001 after some 2,980 of them. */
const FAILURES = 3300;

let database: SerialPglite;
beforeAll(async () => {
  database = await openSerialPglite(null, new Blob([readFileSync(inject('databaseTemplate'))]));
  await database.executeSql('create table thing (id int primary key, name text not null)');
  await database.executeSql('insert into thing values ($1, $2)', [1, 'one']);
});
afterAll(() => database.close());

it('keeps answering after thousands of failed statements', async () => {
  const codes = new Map<unknown, number>();
  for (let i = 0; i < FAILURES; i++) {
    const statement = i % 10 === 0 ? database.executeSql('insert into thing values ($1, $2)', [1, 'again']) : null;
    const error = await (statement ?? database.executeSql('selec 1')).then(
      () => null,
      (cause: { code?: unknown }) => cause,
    );
    codes.set(error?.code, (codes.get(error?.code) ?? 0) + 1);
  }
  expect(Object.fromEntries(codes)).toEqual({ '23505': FAILURES / 10, '42601': FAILURES * 0.9 });
  expect((await database.executeSql('select name from thing')).rows).toEqual([{ name: 'one' }]);
});
