import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const SECRET_CHARS = 32;

/** The only reader of process.env. No secret has a default: the session secret is made once and kept beside the data. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('localhost'),
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//u)
    .optional(),
  SEARCH_ENGINE: z.enum(['embedded']).default('embedded'),
  EMBEDDING: z.enum(['local']).default('local'),
  SESSION_SECRET: z.string().min(SECRET_CHARS).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  TRUST_PROXY: z.enum(['true', 'false']).default('false'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//u)
    .optional(),
  MAIL_FROM: z.string().max(200).optional(),
  BACKUP_HOURS: z.coerce.number().min(0).max(720).default(24),
  SEED_DEMO: z.enum(['auto', 'never']).default('auto'),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(0).default(600),
});

export interface Config {
  port: number;
  host: string;
  publicUrl: string | null;
  dataDir: string;
  databaseUrl: string | null;
  searchEngine: 'embedded';
  embedding: 'local';
  sessionSecret: string;
  logLevel: string;
  trustProxy: boolean;
  smtp: { url: string; from: string } | null;
  backupHours: number;
  seedDemo: boolean;
  rateLimitPerMinute: number;
}

/** Settings that cannot be used; the message says which and is meant for the person who starts the program. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/** @throws ConfigError that names each variable that is not right. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const parsed = Environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`配置有误 / configuration errors:\n${lines.join('\n')}`);
  }
  const e = parsed.data;
  if (e.SMTP_URL && !e.MAIL_FROM)
    throw new ConfigError('设了 SMTP_URL 就必须同时设 MAIL_FROM。MAIL_FROM must be set together with SMTP_URL.');
  const dataDir = resolve(e.DATA_DIR);
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl: e.PUBLIC_URL ?? null,
    dataDir,
    databaseUrl: e.DATABASE_URL ?? null,
    searchEngine: e.SEARCH_ENGINE,
    embedding: e.EMBEDDING,
    sessionSecret: e.SESSION_SECRET ?? keptSecret(dataDir),
    logLevel: e.LOG_LEVEL,
    trustProxy: e.TRUST_PROXY === 'true',
    smtp: e.SMTP_URL && e.MAIL_FROM ? { url: e.SMTP_URL, from: e.MAIL_FROM } : null,
    backupHours: e.BACKUP_HOURS,
    seedDemo: e.SEED_DEMO === 'auto',
    rateLimitPerMinute: e.RATE_LIMIT_PER_MINUTE,
  };
}

/** A disk that was full while the secret was written leaves a short one, which counts as none. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'session-secret');
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (kept.length >= SECRET_CHARS) return kept;
  mkdirSync(dataDir, { recursive: true });
  const secret = randomBytes(32).toString('hex');
  writeFileSync(`${file}.part`, `${secret}\n`, { mode: 0o600 });
  renameSync(`${file}.part`, file);
  return secret;
}
