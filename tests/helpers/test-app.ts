import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { inject } from 'vitest';
import { buildApp } from '../../server/app.ts';
import type { Config } from '../../server/config.ts';
import { type Container, createContainer } from '../../server/container.ts';
import type { Role } from '../../server/contracts/accounts.contract.ts';
import { startWorkers } from '../../server/jobs/workers.ts';
import type { Clock } from '../../server/kernel/clock.ts';
import { newId } from '../../server/kernel/ids.ts';
import { LOG_SERIALIZERS } from '../../server/kernel/loggable-error.ts';
import { Membership, Organisation } from '../../server/modules/accounts/organisation.entity.ts';
import { Profile } from '../../server/modules/accounts/profile.entity.ts';

/** A clock that tests set. */
export class FixedClock implements Clock {
  #at: Date;
  constructor(at = '2026-11-23T02:00:00Z') {
    this.#at = new Date(at);
  }
  now(): Date {
    return new Date(this.#at);
  }
  advanceDays(days: number): void {
    this.#at = new Date(this.#at.getTime() + days * 86_400_000);
  }
}

export interface TestUser {
  id: string;
  email: string;
  cookie: string;
}

export interface TestApp {
  app: FastifyInstance;
  container: Container;
  clock: FixedClock;
  dir: string;
  /** Lines that the program logged, to prove what never appears there. */
  logged: string[];
  makeOrganisation(fields?: Partial<Organisation>): Promise<string>;
  /** Registers an account, gives roles and an active membership, and signs in. */
  makeUser(roles: Role[], organisationId?: string, admin?: boolean): Promise<TestUser>;
  call(
    user: TestUser | null,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: never; headers: Record<string, unknown> }>;
  /** Waits until every queued job is done. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** The real application on an embedded database in memory, with workers; nothing listens. */
export async function makeTestApp(options: { workers?: boolean; config?: Partial<Config> } = {}): Promise<TestApp> {
  const dir = mkdtempSync(join(tmpdir(), 'fanxing-test-'));
  const logged: string[] = [];
  const stream = { write: (line: string) => void logged.push(line) };
  const log = pino({ level: 'debug', serializers: LOG_SERIALIZERS }, stream);
  const clock = new FixedClock();
  const config: Config = {
    port: 0,
    host: 'localhost',
    publicUrl: 'http://localhost',
    dataDir: dir,
    databaseUrl: null,
    searchEngine: 'embedded',
    embedding: 'local',
    sessionSecret: 'test-secret-test-secret-test-secret-1234',
    logLevel: 'silent',
    trustProxy: false,
    smtp: null,
    backupHours: 0,
    seedDemo: false,
    rateLimitPerMinute: 0,
    ...options.config,
  };
  const container = await createContainer({
    config,
    log,
    clock,
    databaseDir: null,
    loadFrom: new Blob([readFileSync(inject('databaseTemplate'))]),
    searchDir: join(dir, 'search'),
    isTest: true,
  });
  await container.queue.start();
  if (options.workers !== false) await startWorkers(container);
  const app = await buildApp(container);
  // Requests have a logger of their own; what it writes is gathered instead of printed.
  if (config.logLevel !== 'silent') (app.log as unknown as Record<symbol, unknown>)[pino.symbols.streamSym] = stream;
  let counter = 0;

  const call: TestApp['call'] = async (user, method, url, body, headers = {}) => {
    const response = await app.inject({
      method,
      url,
      headers: {
        ...(user ? { cookie: user.cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const text = response.body;
    return {
      status: response.statusCode,
      body: (text && /json/u.test(String(response.headers['content-type'])) ? JSON.parse(text) : text) as never,
      headers: response.headers,
    };
  };

  return {
    app,
    container,
    clock,
    dir,
    logged,
    call,
    async makeOrganisation(fields = {}) {
      const em = container.database.em.fork();
      const now = clock.now();
      counter += 1;
      const org = em.create(Organisation, {
        id: newId(),
        code: `ORG-2026-9${String(counter).padStart(5, '0')}`,
        name: `测试单位${counter}`,
        nameAliases: [],
        uscc: null,
        orgType: 'UNIV',
        parentOrgId: null,
        regionCode: '370212',
        address: null,
        industryCode: null,
        scale: 'S',
        qualifications: [],
        chainCodes: [],
        isChainLeader: false,
        foreignControl: null,
        verification: {
          method: 'DOCUMENT',
          by: '',
          at: now.toISOString(),
          expiresAt: new Date(now.getTime() + 86_400_000 * 400).toISOString(),
        },
        status: 'ACTIVE',
        sourceBatchId: null,
        sourceRow: null,
        createdAt: now,
        updatedAt: now,
        createdBy: null,
        ...fields,
      });
      await em.flush();
      return org.id;
    },
    async makeUser(roles, organisationId, admin = false) {
      counter += 1;
      const email = `user${counter}@test.example`;
      const signUp = await app.inject({
        method: 'POST',
        url: '/api/auth/sign-up/email',
        headers: { 'content-type': 'application/json', origin: 'http://localhost' },
        payload: JSON.stringify({ email, password: 'long-enough-password', name: `用户${counter}` }),
      });
      if (signUp.statusCode !== 200) throw new Error(`sign-up failed: ${signUp.statusCode} ${signUp.body}`);
      const cookies = signUp.headers['set-cookie'];
      const cookie = (Array.isArray(cookies) ? cookies : [cookies ?? '']).map((line) => line.split(';')[0]).join('; ');
      const id = (JSON.parse(signUp.body) as { user: { id: string } }).user.id;
      const em = container.database.em.fork();
      await em.nativeUpdate(Profile, { id }, { roles });
      if (organisationId) {
        em.create(Membership, {
          id: newId(),
          userId: id,
          organisationId,
          unitId: null,
          membershipRole: admin ? 'admin' : 'member',
          state: 'ACTIVE',
          createdAt: clock.now(),
        });
        await em.flush();
      }
      return { id, email, cookie };
    },
    settle: () => container.queue.idle(),
    async close() {
      await app.close();
      await container.queue.stop();
      await container.engine.close();
      await container.database.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
