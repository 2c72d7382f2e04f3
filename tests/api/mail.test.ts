import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMailer } from '../../server/adapters/smtp-mailer.ts';
import type { AccountView } from '../../server/contracts/accounts.contract.ts';
import { AppError } from '../../server/kernel/errors.ts';
import { makeTestApp, type TestApp } from '../helpers/test-app.ts';

interface Received {
  from: string;
  to: string[];
  subject: string;
  text: string;
}

const FROM_HERE = { origin: 'http://localhost' };
const received: Received[] = [];
let server: SMTPServer;
let t: TestApp;

/** Header words and text of a message as our transport writes it. */
function read(raw: string): { subject: string; text: string } {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const unfolded = head.replace(/\r\n[ \t]+/gu, ' ');
  const words = (text: string) =>
    text
      .replace(/\?=\s+=\?/gu, '?==?')
      .replace(/=\?UTF-8\?B\?([^?]*)\?=/giu, (_, data: string) => Buffer.from(data, 'base64').toString())
      .replace(/=\?UTF-8\?Q\?([^?]*)\?=/giu, (_, data: string) =>
        Buffer.from(
          data
            .replace(/_/gu, ' ')
            .replace(/=([0-9A-F]{2})/giu, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ).toString(),
      );
  const body = rest.join('\r\n\r\n');
  const encoding = /^Content-Transfer-Encoding:\s*(\S+)/imu.exec(unfolded)?.[1]?.toLowerCase();
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString()
      : encoding === 'quoted-printable'
        ? Buffer.from(
            body
              .replace(/=\r\n/gu, '')
              .replace(/=([0-9A-F]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ).toString()
        : body;
  return { subject: words(/^Subject:\s*(.*)$/imu.exec(unfolded)?.[1] ?? ''), text };
}

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = session.envelope.mailFrom;
        received.push({
          from: from ? from.address : '',
          to: session.envelope.rcptTo.map((to) => to.address),
          ...read(Buffer.concat(chunks).toString()),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  t = await makeTestApp({ config: { smtp: { url: `smtp://127.0.0.1:${port}`, from: 'platform@fanxing.example' } } });
});
afterAll(async () => {
  await t.close();
  await new Promise<void>((resolve) => server.close(resolve));
});

describe('mail over SMTP', () => {
  it('brings the link to set a new password, which works once', async () => {
    const person = await t.makeUser(['researcher']);
    const admin = await t.makeUser(['platformAdmin']);
    const asked = await t.call(
      null,
      'POST',
      '/api/auth/request-password-reset',
      { email: person.email, redirectTo: '/reset-password' },
      FROM_HERE,
    );
    expect(asked.status).toBe(200);
    await expect.poll(() => received.filter((mail) => mail.to.includes(person.email))).toHaveLength(1);
    const mail = received.find((candidate) => candidate.to.includes(person.email))!;
    expect(mail).toMatchObject({ from: 'platform@fanxing.example', subject: '繁星汇：重设密码' });

    // With a mail server nobody has to hand anything over.
    const account: { items: AccountView[] } = (
      await t.call(admin, 'GET', `/api/v1/accounts?q=${encodeURIComponent(person.email)}`)
    ).body;
    expect(account.items[0]!.resetRequestedAt).toBeNull();

    const link = new URL(/http\S+/u.exec(mail.text)![0]);
    const opened = await t.app.inject({ method: 'GET', url: `${link.pathname}${link.search}` });
    const token = new URL(String(opened.headers.location), 'http://localhost').searchParams.get('token');
    expect(
      (await t.call(null, 'POST', '/api/auth/reset-password', { newPassword: 'a-new-long-password', token }, FROM_HERE))
        .status,
    ).toBe(200);
    expect(
      (
        await t.call(
          null,
          'POST',
          '/api/auth/reset-password',
          { newPassword: 'yet-another-password', token },
          FROM_HERE,
        )
      ).status,
    ).toBe(400);
    expect(
      (
        await t.call(
          null,
          'POST',
          '/api/auth/sign-in/email',
          { email: person.email, password: 'a-new-long-password' },
          FROM_HERE,
        )
      ).status,
    ).toBe(200);
  });

  it('writes to nobody who has no account', async () => {
    await t.call(
      null,
      'POST',
      '/api/auth/request-password-reset',
      { email: 'nobody@test.example', redirectTo: '/reset-password' },
      FROM_HERE,
    );
    expect(received.filter((mail) => mail.to.includes('nobody@test.example'))).toEqual([]);
  });

  it('brings an administrator the link without a mail server being asked to', async () => {
    const person = await t.makeUser(['researcher']);
    const admin = await t.makeUser(['platformAdmin']);
    const issued = await t.call(admin, 'POST', `/api/v1/accounts/${person.id}/reset-link`);
    expect(issued.status).toBe(200);
    expect((issued.body as { url: string }).url).toContain('/api/auth/reset-password/');
  });

  it('follows a notice once, however often its job is delivered', async () => {
    const person = await t.makeUser(['researcher']);
    const em = t.container.database.em.fork();
    await em.transactional((tx) =>
      t.container.services.notifications.notify(
        tx as never,
        [person.id],
        'introduced',
        { code: 'MAT-2026-000007', dueOn: '2026-12-07' },
        '/introductions/x',
      ),
    );
    await t.settle();
    const mails = () => received.filter((mail) => mail.to.includes(person.email));
    expect(mails()).toHaveLength(1);
    expect(mails()[0]!.text).toContain('MAT-2026-000007');
    expect(mails()[0]!.text).toContain('2026-12-07');
    expect(mails()[0]!.text).toContain('http://localhost/introductions/x');

    const actor = await t.container.services.accounts.actorById(person.id);
    const [notice] = (await t.container.services.notifications.list(actor, { limit: 5 })).items;
    await t.container.services.notifications.deliver(notice!.id);
    expect(mails()).toHaveLength(1);
  });

  it('says in words why the other side declined', async () => {
    const person = await t.makeUser(['researcher']);
    const em = t.container.database.em.fork();
    await em.transactional((tx) =>
      t.container.services.notifications.notify(
        tx as never,
        [person.id],
        'declined',
        { code: 'MAT-2026-000008', reason: 'R04' },
        '/introductions/x',
      ),
    );
    await t.settle();
    const mail = received.find((candidate) => candidate.to.includes(person.email))!;
    expect(mail.text).toContain('成熟度不足');
    expect(mail.text).not.toMatch(/R04|[{}]/u);
  });

  it('says clearly that no server is configured', async () => {
    const mailer = createMailer(null);
    expect(mailer.isConfigured).toBe(false);
    await expect(mailer.send({ to: 'a@test.example', subject: 's', text: 't' })).rejects.toMatchObject(
      new AppError('MAIL_NOT_CONFIGURED'),
    );
  });
});
