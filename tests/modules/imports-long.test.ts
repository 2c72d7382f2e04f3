import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportBatchView } from '../../server/contracts/imports.contract.ts';
import type { Actor } from '../../server/kernel/actor.ts';
import { Transition } from '../../server/kernel/audit.entity.ts';
import { Achievement } from '../../server/modules/achievements/achievement.entity.ts';
import { ImportRow } from '../../server/modules/imports/import.entity.ts';
import { makeTestApp, type TestApp } from '../helpers/test-app.ts';

/** More than two chunks of a transaction, and not a whole number of them. */
const ROWS = 130;
/** In the middle of the second chunk. */
const BAD_ROW = 75;

let t: TestApp;
let actor: Actor;
beforeAll(async () => {
  t = await makeTestApp();
  actor = await t.container.services.accounts.actorById((await t.makeUser(['operator'])).id);
});
afterAll(() => t.close());

const THINGS =
  '蒸发器结垢,海藻多糖,光学压敏胶,船用焊缝,冷链箱体,电池隔膜,声学浮标,牡蛎育苗,轮胎硫化,废水膜组件,风机叶片,手术导板,石墨电极'.split(
    ',',
  );
const WAYS = '在线检测,低温制备,图像识别,腐蚀防护,节能改造,自动分拣,寿命预测,回收利用,仿真设计,快速成型'.split(',');
/** Titles that are no duplicates of one another. */
const titleOf = (i: number) => `${THINGS[i % THINGS.length]}的${WAYS[Math.floor(i / THINGS.length)]}方法`;

const list = (summary: (i: number) => string): Buffer =>
  Buffer.from(
    [
      '成果名称,完成单位,成果简介,成熟度',
      ...Array.from({ length: ROWS }, (_, i) => `${titleOf(i)},示例大学${i % 7},${summary(i)},小试`),
    ].join('\n'),
  );

async function parse(bytes: Buffer): Promise<ImportBatchView> {
  const { imports } = t.container.services;
  const up = await imports.upload(actor, {
    bytes,
    fileName: '长清单.csv',
    target: 'achievement',
    sender: '示例单位',
    defaultOrganisationId: null,
  });
  const { columns } = await imports.mapping(actor, up.id);
  await imports.map(actor, up.id, {
    columns: columns.map(({ index, field }) => ({ index, field })),
    remember: true,
    version: up.version,
  });
  await t.settle();
  return imports.get(actor, up.id);
}

async function commit(batch: ImportBatchView): Promise<ImportBatchView> {
  await t.container.services.imports.commit(actor, batch.id, { version: batch.version });
  await t.settle();
  return t.container.services.imports.get(actor, batch.id);
}

async function rollBack(batch: ImportBatchView): Promise<ImportBatchView> {
  await t.container.services.imports.rollback(actor, batch.id, { version: batch.version, reason: '对方发错了清单' });
  await t.settle();
  return t.container.services.imports.get(actor, batch.id);
}

const em = () => t.container.database.em.fork();
const records = () => em().find(Achievement, {}, { orderBy: { sourceRow: 'asc' } });

describe('a list longer than one transaction', () => {
  let first: ImportBatchView;
  let second: ImportBatchView;

  it('takes one word for all rows, chunk by chunk', async () => {
    first = await parse(list((i) => `用于零下四十度的第${i}种密封结构，已在冷库连续运行。`));
    expect(first.counts).toMatchObject({ rows: ROWS, toConfirm: ROWS, failed: 0 });
    first = await t.container.services.imports.bulk(actor, first.id, {
      version: first.version,
      action: 'CONFIRM_ALL_HINTS',
    });
    expect(first.counts).toMatchObject({ rows: ROWS, ready: ROWS, toConfirm: 0 });
    const rows = await em().find(ImportRow, { batchId: first.id });
    expect(rows.every((row) => row.version === 2 && row.cells.length === 4)).toBe(true);
  });

  it('writes every row but the one that is wrong, with its trail', async () => {
    // Something that only the writing finds: the row was right when it was checked.
    const bad = await em().findOneOrFail(ImportRow, { batchId: first.id, rowNumber: BAD_ROW });
    await em().nativeUpdate(ImportRow, { id: bad.id }, { values: { ...bad.values, completionDate: '2999-01' } });
    first = await commit(first);
    expect(first.counts).toMatchObject({ committed: ROWS - 1, failed: 1, ready: 0 });

    const stored = await records();
    expect(stored.map((record) => record.sourceRow)).toEqual(
      Array.from({ length: ROWS }, (_, i) => i + 2).filter((row) => row !== BAD_ROW),
    );
    const rows = await em().find(
      ImportRow,
      { batchId: first.id, state: 'COMMITTED' },
      { orderBy: { rowNumber: 'asc' } },
    );
    expect(rows.map((row) => row.recordId)).toEqual(stored.map((record) => record.id));
    expect(new Set(stored.map((record) => record.code)).size).toBe(ROWS - 1);
    expect(stored.every((record) => record.version === 1 && record.content.title === record.title)).toBe(true);
    const trail = await em().find(Transition, { entity: 'achievement', event: 'import' });
    expect(new Set(trail.map((step) => step.entityId))).toEqual(new Set(stored.map((record) => record.id)));
  });

  it('merges a newer list into the records and takes it back', async () => {
    const before = new Map((await records()).map((record) => [record.id, record.content]));
    second = await parse(list((i) => `改进后的第${i}种密封结构，寿命延长一倍，已在冷链车上使用。`));
    for (const action of ['CONFIRM_ALL_HINTS', 'ACCEPT_MERGES'] as const)
      second = await t.container.services.imports.bulk(actor, second.id, { version: second.version, action });
    second = await commit(second);
    expect(second.counts).toMatchObject({ committed: ROWS, updated: ROWS - 1 });
    expect((await records()).filter((record) => record.content.description?.startsWith('改进后')).length).toBe(ROWS);

    second = await rollBack(second);
    expect(second).toMatchObject({ state: 'ROLLED_BACK', counts: { committed: 0, skipped: ROWS } });
    expect(new Map((await records()).map((record) => [record.id, record.content]))).toEqual(before);
  });

  it('leaves nothing of a list that is taken back but the trail', async () => {
    expect((await rollBack(await t.container.services.imports.get(actor, first.id))).state).toBe('ROLLED_BACK');
    expect(await records()).toEqual([]);
    const trail = await em().find(Transition, { entity: 'achievement', event: 'rollback', toState: 'REMOVED' });
    // The rows of the first list and the one new row of the second.
    expect(trail.length).toBe(ROWS);
    expect(await em().count(ImportRow, { recordId: { $ne: null } })).toBe(0);
  });
});
