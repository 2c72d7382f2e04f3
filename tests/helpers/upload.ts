import type { TestApp, TestUser } from './test-app.ts';

/** Uploads a list like a browser does: fields first, then the file under the name that the sender gave it. */
export async function uploadList(
  t: TestApp,
  user: TestUser | null,
  file: { bytes: Buffer; name?: string; type?: string; fields?: Record<string, string> },
): Promise<{ status: number; body: never }> {
  const boundary = '----fanxingtest';
  const fields = { target: 'demand', sender: '示例商会', ...file.fields };
  const head = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const response = await t.app.inject({
    method: 'POST',
    url: '/api/v1/imports',
    headers: {
      ...(user ? { cookie: user.cookie } : {}),
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([
      Buffer.from(
        `${head.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name ?? '清单.csv'}"\r\nContent-Type: ${file.type ?? 'application/octet-stream'}\r\n\r\n`,
      ),
      file.bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  });
  return { status: response.statusCode, body: JSON.parse(response.body) as never };
}
