import { crc32, deflateRawSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../server/contracts/common.contract.ts';
import type { ImportBatchView, ImportRowView } from '../../server/contracts/imports.contract.ts';
import { newId } from '../../server/kernel/ids.ts';
import { readUpload } from '../../server/routes/read-upload.ts';
import { good, settleAll } from '../helpers/cast.ts';
import { makeTestApp, type TestApp, type TestUser } from '../helpers/test-app.ts';
import { uploadList } from '../helpers/upload.ts';
import { makeWorkbook } from '../helpers/workbook.ts';

const LIST = '需求名称,企业名称\n密封件漏油,青岛示例密封有限公司\n';
let t: TestApp;
let operator: TestUser;
let researcher: TestUser;

beforeAll(async () => {
  t = await makeTestApp();
  operator = await t.makeUser(['operator']);
  researcher = await t.makeUser(['researcher'], await t.makeOrganisation());
});
afterAll(() => t.close());

const batches = async () =>
  ((await t.container.database.executeSql('select count(*)::int as n from import_batch')).rows[0] as { n: number }).n;
const refused = async (file: Parameters<typeof uploadList>[2], status: number, path: string, user = operator) => {
  const before = await batches();
  const answer = await uploadList(t, user, file);
  const problem = answer.body as Problem;
  expect([answer.status, problem.errors?.[0]?.path, problem.status]).toEqual([status, path, status]);
  expect(problem.errors?.[0]?.message).toMatch(/\p{Script=Han}/u);
  expect(await batches()).toBe(before);
  return problem;
};
async function parsed(file: Parameters<typeof uploadList>[2]) {
  const batch = good<ImportBatchView>(await uploadList(t, operator, file));
  const { columns } = good<{ columns: { index: number; field: string | null }[] }>(
    await t.call(operator, 'GET', `/api/v1/imports/${batch.id}/mapping`),
  );
  good(
    await t.call(operator, 'PUT', `/api/v1/imports/${batch.id}/mapping`, {
      version: batch.version,
      columns: columns.map(({ index, field }) => ({ index, field })),
      remember: false,
    }),
  );
  await settleAll(t);
  const done = good<ImportBatchView>(await t.call(operator, 'GET', `/api/v1/imports/${batch.id}`));
  const rows = good<{ items: ImportRowView[] }>(await t.call(operator, 'GET', `/api/v1/imports/${batch.id}/rows`));
  return { batch: done, rows: rows.items };
}

/** An archive of one entry, with the size that its header claims. */
function zipOf(name: string, content: Buffer, claimed = content.length): Buffer {
  const data = deflateRawSync(content);
  const crc = crc32(content);
  const path = Buffer.from(name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc, 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(claimed, 18);
  common.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, path, data]);
  const central = Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, Buffer.alloc(14), path]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

describe('a file that cannot be read', () => {
  it('is refused with what is wrong, and leaves nothing', async () => {
    const workbook = await makeWorkbook((sheet) => {
      sheet.addRow(['需求名称', '企业名称']);
      sheet.addRow(['密封件漏油', '青岛示例密封有限公司']);
    });
    const name = '清单.xlsx';
    const cases: [string, Buffer, string][] = [
      ['empty', Buffer.alloc(0), name],
      ['empty', Buffer.alloc(0), '清单.csv'],
      ['a header alone', Buffer.from('需求名称,企业名称\n'), '清单.csv'],
      ['cut short', workbook.subarray(0, workbook.length / 2), name],
      ['broken inside', Buffer.from(workbook.map((byte, i) => (i > 60 && i < 900 ? byte ^ 0x5a : byte))), name],
      ['no workbook', zipOf('readme.txt', Buffer.from('hello')), name],
      ['a picture that says it is a workbook', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), name],
      ['a page that says it is a workbook', Buffer.from('<html><table><tr><td>需求</td></tr></table></html>'), name],
      ['a document', Buffer.from('%PDF-1.7\n1 0 obj\n'), '清单.csv'],
      ['bytes without a meaning', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)), '清单.csv'],
      ['a program', Buffer.from('7f454c4602010100000000000000000003003e00', 'hex'), '清单.csv'],
    ];
    const codes: Record<string, string> = {};
    for (const [what, bytes, fileName] of cases)
      codes[what] = (await refused({ bytes, name: fileName }, 422, 'file')).errors![0]!.code;
    expect(codes).toMatchObject({
      empty: 'file_empty',
      'a header alone': 'only_header',
      'a document': 'format_pdf',
    });
  });

  it('that unpacks without end is refused, whatever size it claims', async () => {
    const zeros = Buffer.alloc(60_000_000);
    for (const claimed of [zeros.length, 1000])
      await refused({ bytes: zipOf('xl/workbook.xml', zeros, claimed), name: '清单.xlsx' }, 422, 'file');
  });

  it('of more than the limit gets 413', async () => {
    const before = await batches();
    const answer = await uploadList(t, operator, { bytes: Buffer.alloc(25 * 1024 * 1024 + 1, 97) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE', errors: [{ path: 'file' }] } });
    expect((answer.body as { detail: string }).detail).toContain('25 MB');
    expect(await batches()).toBe(before);
  });

  it('of more than the limit gets 413 also when the parser hands over the first part of it as the whole', async () => {
    const request = {
      isMultipart: () => true,
      headers: {},
      file: async () => ({
        filename: '清单.csv',
        fields: { target: { value: 'demand' }, sender: { value: '示例商会' } },
        file: { truncated: true },
        toBuffer: async () => Buffer.from(LIST),
      }),
    };
    await expect(readUpload(request as never)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });
});

describe('a form around the file', () => {
  it('names the field that is wrong', async () => {
    const bytes = Buffer.from(LIST);
    await refused({ bytes, fields: { target: 'people' } }, 400, 'target');
    await refused({ bytes, fields: { sender: '' } }, 400, 'sender');
    await refused({ bytes, fields: { sender: '长'.repeat(81) } }, 400, 'sender');
    await refused({ bytes, fields: { defaultOrganisationId: '1' } }, 400, 'defaultOrganisationId');
    await refused({ bytes, fields: { defaultOrganisationId: newId() } }, 400, 'defaultOrganisationId');
  });

  it('is refused to those who may not import, and in another kind of body', async () => {
    const bytes = Buffer.from(LIST);
    expect((await uploadList(t, researcher, { bytes })).status).toBe(403);
    expect((await uploadList(t, null, { bytes })).status).toBe(401);
    const post = async (type: string, payload: string) => {
      const response = await t.app.inject({
        method: 'POST',
        url: '/api/v1/imports',
        headers: { cookie: operator.cookie, 'content-type': type },
        payload,
      });
      return [response.statusCode, (JSON.parse(response.body) as Problem).status];
    };
    expect(await post('application/json', '{"file":"x"}')).toEqual([415, 415]);
    expect(await post('multipart/form-data; boundary=x', '--x--\r\n')).toEqual([400, 400]);
    for (const [type, payload] of [
      ['multipart/form-data', 'x'],
      ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data'],
    ] as const)
      expect([type, await post(type, payload)]).toEqual([type, [400, 400]]);
  });
});

describe('names and cells', () => {
  it('a file’s name is a name: no folder, no control character, no line without end', async () => {
    const tries: [string, RegExp][] = [
      ['../../etc/清单.csv', /^清单\.csv$/u],
      ['C:\\\\Users\\\\某\\\\清单.csv', /^清单\.csv$/u],
      ['清\u0000单\u0007.csv', /^清单\.csv$/u],
      ['清单<script>.csv', /^清单<script>\.csv$/u],
      ['清单\u202exslx.csv', /^清单xslx\.csv$/u],
      [`${'长'.repeat(400)}.csv`, /^长{100,196}\.csv$/u],
    ];
    for (const [name, expected] of tries) {
      const batch = good<ImportBatchView>(await uploadList(t, operator, { bytes: Buffer.from(LIST), name }));
      expect(batch.fileName).toMatch(expected);
    }
  });

  it('a list in GB18030 is read; under the name of a workbook it is refused', async () => {
    const bytes = iconv.encode(LIST, 'gb18030');
    const { batch, rows } = await parsed({ bytes, name: '清单.csv' });
    expect(batch).toMatchObject({ state: 'PARSED', counts: { rows: 1 } });
    expect(rows[0]!.values).toMatchObject({ title: '密封件漏油' });
    await refused({ bytes, name: '清单.xlsx' }, 422, 'file');
  });

  it('formulas are text or their last result; nothing is evaluated', async () => {
    const bytes = await makeWorkbook((sheet) => {
      sheet.addRow(['需求名称', '企业名称', '需求内容']);
      sheet.addRow(["=cmd|' /C calc'!A0", '青岛示例密封有限公司', '@SUM(1+1)*cmd']);
      sheet.addRow([{ formula: 'HYPERLINK("http://x.example","漏油")', result: '漏油问题' }, '青岛示例有限公司', '+1']);
    });
    const { rows } = await parsed({ bytes, name: '清单.xlsx' });
    expect(rows.map(({ values }) => values.title)).toEqual(["=cmd|' /C calc'!A0", '漏油问题']);
    expect(rows.map(({ values }) => values.problem ?? values.summary)).toEqual(['@SUM(1+1)*cmd', '+1']);
  });

  it('that no database holds do not break the batch', async () => {
    const marked = Buffer.from(`\ufeff需求名称,企业\u0000名称\n密封\u0000件漏油\u0008,青岛示例密封有限公司\n`);
    const answer = await uploadList(t, operator, { bytes: marked });
    expect(answer.status).toBeLessThan(500);
    const workbook = await makeWorkbook((sheet) => {
      sheet.addRow(['需求名称', '企业名称']);
      sheet.addRow(['密封\u0001件_x0000_漏\ud800油', '青岛示例密封有限公司']);
    });
    const { batch, rows } = await parsed({ bytes: workbook, name: '清单.xlsx' });
    expect(batch.state).toBe('PARSED');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows[0]!.values)).not.toMatch(/\\u0000|\\ud800/u);
  });
});
