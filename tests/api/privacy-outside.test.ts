import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MatchView } from '../../server/contracts/matching.contract.ts';
import { good, settleAll } from '../helpers/cast.ts';
import { demandContent } from '../helpers/contents.ts';
import { HIDDEN_FIRM, HIDDEN_FIRM_NAME, type Planted, plantSecrets, SECRETS, SHARED_WORD } from '../helpers/secrets.ts';
import { makeTestApp, type TestApp } from '../helpers/test-app.ts';

const SIGNS = [...Object.values(SECRETS), SHARED_WORD, '13811110001', '13922220002', 'qzxfirm@', 'qzxteam@'];
const mails: string[] = [];
let server: SMTPServer;
let t: TestApp;
let p: Planted;

/** Base64 and quoted-printable parts of a mail as text beside its source. */
const readable = (raw: string): string =>
  [
    raw,
    ...[...raw.matchAll(/^[A-Za-z0-9+/=\r\n]{40,}$/gmu)].map(([part]) => Buffer.from(part, 'base64').toString()),
    ...[...raw.matchAll(/=\?UTF-8\?B\?([^?]+)\?=/giu)].map(([, part]) => Buffer.from(part!, 'base64').toString()),
    Buffer.from(
      raw
        .replace(/=\r\n/gu, '')
        .replace(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString(),
  ].join('\n');
const signsIn = (text: string): string[] => SIGNS.filter((sign) => text.includes(sign));
const rowsOf = async (sql: string): Promise<string> =>
  JSON.stringify((await t.container.database.executeSql(sql)).rows);

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(readable(Buffer.concat(chunks).toString()));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  t = await makeTestApp({
    config: { logLevel: 'debug', smtp: { url: `smtp://127.0.0.1:${port}`, from: 'platform@fanxing.example' } },
  });
  p = await plantSecrets(t);
}, 240_000);
afterAll(async () => {
  await t.close();
  await new Promise<void>((resolve) => server.close(resolve));
});

describe('the public index', () => {
  it('finds nothing by private words, proposes none and holds none on disk; the one for matching does', async () => {
    const { engine } = t.container;
    for (const sign of [...Object.values(SECRETS), SHARED_WORD, '麤岛', HIDDEN_FIRM_NAME]) {
      const { hits } = await engine.search('public', { text: sign, highlight: true, limit: 50 });
      const named = hits.filter(({ kind, highlights }) =>
        kind === 'organisation' ? false : highlights?.snippet.includes(sign),
      );
      expect([sign, named.map(({ id }) => id)]).toEqual([sign, []]);
      if (sign !== HIDDEN_FIRM_NAME && sign !== '麤岛')
        expect([sign, await engine.suggest('public', { text: sign })]).toEqual([sign, []]);
    }
    expect((await engine.search('matching', { text: SHARED_WORD })).hits.map(({ id }) => id)).toEqual(
      expect.arrayContaining([p.demand.id, p.achievement.id]),
    );
    await engine.flush();
    const files = readdirSync(join(t.dir, 'search'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const holding = (sign: string) =>
      files
        .map((file) => join(file.parentPath, file.name))
        .filter((path) => readFileSync(path).includes(sign))
        .map((path) => path.slice(t.dir.length));
    expect(holding(SHARED_WORD).length).toBeGreaterThan(0);
    expect(SIGNS.flatMap(holding).filter((path) => /public/u.test(path))).toEqual([]);
  });
});

describe('what leaves by mail and notices', () => {
  it('speaks of codes and states alone', async () => {
    const one = good<MatchView>(
      await t.call(p.cast.firmUser, 'POST', `/api/v1/introductions/${p.match.id}/answer`, {
        version: p.match.version,
        answer: 'ACCEPT',
      }),
    );
    good(
      await t.call(p.cast.researcher, 'POST', `/api/v1/introductions/${p.match.id}/answer`, {
        version: one.version,
        answer: 'DECLINE',
        reasonCode: 'R08',
        comment: `私下原因${SECRETS.declineComment}`,
      }),
    );
    await settleAll(t);
    expect(mails.length).toBeGreaterThan(5);
    expect(mails.some((mail) => mail.includes(p.match.code))).toBe(true);
    expect(signsIn(mails.join('\n'))).toEqual([]);
    expect(signsIn(await rowsOf('select kind, params, link from notification'))).toEqual([]);
    // Only the firm's own people are told of a record by its title, which may hold the firm's name.
    const toOthers = await rowsOf(
      `select kind, params, link from notification where user_id not in ('${p.hiddenUser.id}')`,
    );
    expect(HIDDEN_FIRM.exec(toOthers)).toBeNull();
    expect(toOthers).not.toContain(p.hiddenFirm);
  });
});

describe('jobs', () => {
  it('carry ids only, and what is kept of their failures quotes nothing', async () => {
    const jobs = await rowsOf('select name, data, output, singleton_key from jobs.job');
    expect(jobs).toContain(p.demand.id);
    expect(signsIn(jobs)).toEqual([]);
    expect(HIDDEN_FIRM.exec(jobs)).toBeNull();
  });
});

describe('the log', () => {
  it('holds no private text, whatever fails', async () => {
    const content = demandContent({ confidential: `机密${SECRETS.demandConfidential}`, contactMobile: '13811110001' });
    const send = (body: unknown, url = '/api/v1/demands') => t.call(p.cast.firmUser, 'POST', url, body);
    const statuses = [
      // A field too long, a broken body, an unknown record, a search for private words.
      (
        await send({
          organisationId: p.cast.firm,
          content: { ...content, title: SECRETS.demandConfidential.repeat(99) },
        })
      ).status,
      (
        await t.app.inject({
          method: 'POST',
          url: '/api/v1/demands',
          headers: { cookie: p.cast.firmUser.cookie, 'content-type': 'application/json' },
          payload: `{"content":"${SECRETS.demandConfidential}`,
        })
      ).statusCode,
      (await t.call(p.cast.firmUser, 'GET', `/api/v1/demands/${SECRETS.demandConfidential}`)).status,
      (await t.call(null, 'GET', `/api/v1/search?q=${encodeURIComponent(SECRETS.demandConfidential)}&limit=x`)).status,
    ];
    expect(statuses).toEqual([400, 400, 400, 400]);
    // The database itself refuses a row: its own words repeat the whole of it.
    await t.container.database.executeSql(
      `alter table demand add constraint refused check (title <> 'qzx将被拒绝的需求') not valid`,
    );
    const before = t.logged.length;
    const refused = await send({ organisationId: p.cast.firm, content: { ...content, title: 'qzx将被拒绝的需求' } });
    expect(refused.status).toBe(500);
    expect(signsIn(JSON.stringify(refused.body))).toEqual([]);
    const lines = t.logged.slice(before).filter((line) => line.includes('request failed'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/"constraint":"refused"/u);
    expect(lines[0]).toMatch(/"stack":" *at /u);
    await t.container.database.executeSql('alter table demand drop constraint refused');
    const log = t.logged.join('\n');
    expect(log.length).toBeGreaterThan(500);
    expect(signsIn(log)).toEqual([]);
    expect(HIDDEN_FIRM.exec(log)).toBeNull();
    expect(log).not.toContain('qzx将被拒绝的需求');
  });
});
