import type { z } from 'zod';
import type { Container } from '../server/container.ts';
import type {
  ImportBatchView,
  ImportBulkDecision,
  ImportMappingInput,
  ImportMappingView,
  ImportTarget,
} from '../server/contracts/imports.contract.ts';
import type { Actor } from '../server/kernel/actor.ts';

export interface OrganisationName {
  id: string;
  code: string;
  name: string;
}

/** What the import tool needs, from the data folder itself or from a running server. */
export interface ImportApi {
  upload(input: {
    bytes: Uint8Array;
    fileName: string;
    target: ImportTarget;
    sender: string;
    defaultOrganisationId: string | null;
  }): Promise<ImportBatchView>;
  mapping(id: string): Promise<z.infer<typeof ImportMappingView>>;
  map(id: string, input: z.infer<typeof ImportMappingInput>): Promise<ImportBatchView>;
  get(id: string): Promise<ImportBatchView>;
  bulk(id: string, input: z.infer<typeof ImportBulkDecision>): Promise<ImportBatchView>;
  commit(id: string, input: { version: number }): Promise<ImportBatchView>;
  /** Organisations whose name holds the text, or whose code it is. */
  organisationsLike(text: string): Promise<OrganisationName[]>;
}

export function localImports({ services }: Container, actor: Actor): ImportApi {
  const { imports, organisations } = services;
  return {
    upload: (input) => imports.upload(actor, input),
    mapping: (id) => imports.mapping(actor, id),
    map: (id, input) => imports.map(actor, id, input),
    get: (id) => imports.get(actor, id),
    bulk: (id, input) => imports.bulk(actor, id, input),
    commit: (id, input) => imports.commit(actor, id, input),
    organisationsLike: async (text) => (await organisations.list(actor, { q: text, limit: 20 })).items,
  };
}

/** Signs in with FANXING_EMAIL and FANXING_PASSWORD and speaks to the server that holds the data folder. */
export async function remoteImports(): Promise<ImportApi> {
  const { FANXING_EMAIL: email, FANXING_PASSWORD: password, FANXING_URL: base = 'http://localhost:3000' } = process.env;
  if (!email || !password)
    throw new Error(
      '服务正在运行：请设 FANXING_EMAIL 与 FANXING_PASSWORD，由服务代为导入。The server is running; set FANXING_EMAIL and FANXING_PASSWORD.',
    );
  const reach = (url: string, init: RequestInit): Promise<Response> =>
    fetch(url, init).catch((error: Error) => {
      throw new Error(
        `连不上 ${base}（${(error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message}），请用 FANXING_URL 指定服务的地址。The server cannot be reached; set FANXING_URL.`,
      );
    });
  const signIn = await reach(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ email, password }),
  });
  if (!signIn.ok)
    throw new Error(
      `登录失败（${signIn.status}），请核对 FANXING_EMAIL 与 FANXING_PASSWORD。Sign-in failed; check both variables.`,
    );
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const form = body instanceof FormData;
    const response = await reach(`${base}/api/v1${path}`, {
      method,
      headers: { cookie, ...(body !== undefined && !form ? { 'content-type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const answer = (await response.json()) as T & { detail?: string; errors?: { path: string; message: string }[] };
    if (!response.ok)
      throw new Error(
        [answer.detail, ...(answer.errors ?? []).map((error) => `${error.path}：${error.message}`)].join('\n'),
      );
    return answer;
  }
  return {
    upload: ({ bytes, fileName, target, sender, defaultOrganisationId }) => {
      const form = new FormData();
      form.set('target', target);
      form.set('sender', sender);
      if (defaultOrganisationId) form.set('defaultOrganisationId', defaultOrganisationId);
      form.set('file', new Blob([Buffer.from(bytes)]), fileName);
      return call('POST', '/imports', form);
    },
    mapping: (id) => call('GET', `/imports/${id}/mapping`),
    map: (id, input) => call('PUT', `/imports/${id}/mapping`, input),
    get: (id) => call('GET', `/imports/${id}`),
    bulk: (id, input) => call('POST', `/imports/${id}/bulk`, input),
    commit: (id, input) => call('POST', `/imports/${id}/commit`, input),
    organisationsLike: async (text) =>
      (await call<{ items: OrganisationName[] }>('GET', `/organisations?limit=20&q=${encodeURIComponent(text)}`)).items,
  };
}
