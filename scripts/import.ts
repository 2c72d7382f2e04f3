import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { DataFolderInUse } from '../server/db/lock.ts';
import { startWorkers } from '../server/jobs/workers.ts';
import { Profile } from '../server/modules/accounts/profile.entity.ts';
import { type ImportApi, localImports, remoteImports } from './import-api.ts';
import { openLocal, runTool } from './open-local.ts';

const USAGE = `用法 Usage: npm run import -- 文件.xlsx|.csv --target demand|achievement --sender 来源 [选项]
  --as 邮箱           以哪个联盟秘书处账号导入（默认：第一个）
  --organisation 名称  清单没有单位列时，全部记录归属的单位
  --confirm-hints     认可所有“请核对”项（否则留给页面逐行核对）
  --dry-run           只解析，不提交
服务正在运行时经由接口导入：设 FANXING_URL（默认 http://localhost:3000）、FANXING_EMAIL、FANXING_PASSWORD。`;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

runTool(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      target: { type: 'string' },
      sender: { type: 'string' },
      as: { type: 'string' },
      organisation: { type: 'string' },
      'confirm-hints': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const file = positionals[0];
  const { target, sender } = values;
  if (!file || !sender || (target !== 'demand' && target !== 'achievement')) throw new Error(USAGE);
  const bytes = read(file);
  const { api, close } = await open(values.as);
  try {
    const organisationId = values.organisation ? await organisationNamed(api, values.organisation) : null;
    let batch = await api.upload({
      bytes,
      fileName: basename(file),
      target,
      sender,
      defaultOrganisationId: organisationId,
    });
    console.log(
      `${batch.code}  ${batch.fileName}  ${batch.counts.rows} 行${batch.sameFileAs ? `（与 ${batch.sameFileAs.code} 是同一文件）` : ''}`,
    );
    const { columns } = await api.mapping(batch.id);
    for (const column of columns)
      console.log(
        `  ${column.path} → ${column.field ?? '（不导入）'}  ${Math.round(column.confidence * 100)}%  ${column.why}`,
      );
    if (!organisationId && !columns.some((column) => column.field === 'organisationName'))
      throw new Error(
        '清单没有单位列，请用 --organisation 指定全部记录归属的单位。The list names no organisation; add --organisation NAME.',
      );
    batch = await api.map(batch.id, {
      columns: columns.map(({ index, field }) => ({ index, field })),
      remember: true,
      version: batch.version,
    });
    batch = await follow(api, batch.id, ['MAPPED', 'PARSING']);
    if (batch.state === 'FAILED') throw new Error(batch.error?.message ?? '解析失败');
    if (values['confirm-hints'])
      batch = await api.bulk(batch.id, { version: batch.version, action: 'CONFIRM_ALL_HINTS' });
    if (!values['dry-run']) {
      await api.commit(batch.id, { version: batch.version });
      batch = await follow(api, batch.id, ['COMMITTING']);
    }
    const { counts } = batch;
    console.log(
      `入库 ${counts.committed}，可入库 ${counts.ready}，待核对 ${counts.toConfirm}，失败 ${counts.failed}，未变化 ${counts.unchanged}，疑似重复 ${counts.duplicates}`,
    );
    if (counts.toConfirm || counts.failed) console.log('待核对与失败的行请在页面“批量导入”中处理。');
  } finally {
    await close();
  }
});

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`读不到文件 ${file}（${(error as NodeJS.ErrnoException).code}）。The file cannot be read.`);
  }
}

/** An organisation by its whole name or code: rows that go to the wrong one are hard to take back. */
async function organisationNamed(api: ImportApi, name: string): Promise<string> {
  const found = await api.organisationsLike(name);
  const same = found.find((organisation) => organisation.name === name || organisation.code === name);
  if (same) return same.id;
  const near = found.map((organisation) => `  ${organisation.code}  ${organisation.name}`);
  throw new Error(
    near.length
      ? `没有名称正好是“${name}”的单位，请写全称或编号：\n${near.join('\n')}\nWrite the full name or the code of one of these.`
      : `没有找到单位“${name}”，请先在页面“单位管理”中建立。No such organisation; create it in the page first.`,
  );
}

async function follow(api: ImportApi, id: string, busy: readonly string[]) {
  let shown = '';
  for (;;) {
    const batch = await api.get(id);
    const line = batch.progress ? `${batch.progress.phase} ${batch.progress.done}/${batch.progress.total}` : '';
    if (line && line !== shown) console.log(`  ${line}`);
    shown = line;
    if (!busy.includes(batch.state)) return batch;
    await wait(300);
  }
}

/** The data folder itself when nobody holds it, else the server that does. */
async function open(email: string | undefined): Promise<{ api: ImportApi; close: () => Promise<void> }> {
  try {
    const { container, close } = await openLocal();
    await startWorkers(container);
    const em = container.database.em.fork();
    const profile = email
      ? await em.findOne(Profile, { email })
      : (await em.find(Profile, {}, { orderBy: { createdAt: 'asc' } })).find((row) => row.roles.includes('operator'));
    if (!profile) throw new Error('没有联盟秘书处账号，请用 --as 指定。No operator account; name one with --as.');
    const actor = await container.services.accounts.actorById(profile.id);
    return { api: localImports(container, actor), close };
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error;
    return { api: await remoteImports(), close: async () => {} };
  }
}
