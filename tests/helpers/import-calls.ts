import type { ImportBatchView, ImportTarget } from '../../server/contracts/imports.contract.ts';
import type { TestApp, TestUser } from './test-app.ts';

export interface UploadFields {
  target: ImportTarget;
  sender: string;
  defaultOrganisationId?: string;
}

/** Sends a list as the page does. */
export async function uploadList(t: TestApp, user: TestUser, bytes: Buffer, fileName: string, fields: UploadFields) {
  const boundary = '----fanxingtest';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const response = await t.app.inject({
    method: 'POST',
    url: '/api/v1/imports',
    headers: { cookie: user.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(parts.join('') + head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
  return { status: response.statusCode, body: JSON.parse(response.body) as ImportBatchView & { detail: string } };
}

/** Takes the proposed mapping of a sheet and waits until its rows are there. */
export async function parseList(
  t: TestApp,
  user: TestUser,
  batch: ImportBatchView,
  sheetName?: string,
): Promise<ImportBatchView> {
  const url = `/api/v1/imports/${batch.id}`;
  const query = sheetName ? `?sheetName=${encodeURIComponent(sheetName)}` : '';
  const { columns } = (await t.call(user, 'GET', `${url}/mapping${query}`)).body as {
    columns: { index: number; field: string | null }[];
  };
  const mapped = await t.call(user, 'PUT', `${url}/mapping`, {
    columns: columns.map(({ index, field }) => ({ index, field })),
    version: batch.version,
    remember: false,
    ...(sheetName ? { sheetName } : {}),
  });
  if (mapped.status !== 200) throw new Error(`mapping failed: ${JSON.stringify(mapped.body)}`);
  await t.settle();
  return (await t.call(user, 'GET', url)).body as ImportBatchView;
}
