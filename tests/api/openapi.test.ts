import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImportUploadFields } from '../../server/contracts/imports.contract.ts';
import { makeTestApp, type TestApp } from '../helpers/test-app.ts';

interface Operation {
  tags?: string[];
  summary?: string;
  security?: object[];
  requestBody?: { content: Record<string, { schema: object }> };
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  responses: Record<string, { description?: string; content?: Record<string, { schema?: { $ref?: string } }> }>;
}
interface Description {
  openapi: string;
  info: { title: string; version: string };
  components: { schemas: Record<string, { required?: string[] }>; securitySchemes: object };
  paths: Record<string, Record<string, Operation>>;
}

let t: TestApp;
let api: Description;
let operations: { name: string; path: string; operation: Operation }[];
beforeAll(async () => {
  t = await makeTestApp({ workers: false });
  api = (await t.app.inject({ method: 'GET', url: '/docs/openapi.json' })).json();
  operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
  );
}, 120_000);
afterAll(() => t.close());

/** Every `$ref` of a document. */
function refs(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(refs);
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : refs(value),
  );
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 and names nothing that is not there', () => {
    expect(api.openapi).toMatch(/^3\.1\.\d$/u);
    expect(api.info.title).not.toBe('');
    expect(operations.length).toBeGreaterThan(60);
    const lost = refs(api).filter((ref) => {
      const found = ref
        .replace(/^#\//u, '')
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], api);
      return found === undefined;
    });
    expect(lost).toEqual([]);
  });

  it('gives each operation tags, words, an answer with a shape, and problems as problem+json', () => {
    const broken = operations.flatMap(({ name, path, operation: { tags, summary, responses } }) => {
      const done = Object.entries(responses).filter(([status]) => /^2/u.test(status));
      const problems = path.startsWith('/api/') ? ['4XX', '5XX'] : [];
      return [
        ...(tags?.length && summary ? [] : [`${name}: no tags or words`]),
        ...(done.some(([, answer]) => answer.content) ? [] : [`${name}: no shape`]),
        ...(Object.values(responses).every(({ description }) => description) ? [] : [`${name}: no description`]),
        ...problems
          .filter(
            (status) =>
              responses[status]?.content?.['application/problem+json']?.schema?.$ref !== '#/components/schemas/Problem',
          )
          .map((status) => `${name}: ${status}`),
      ];
    });
    expect(broken).toEqual([]);
    expect(api.components.schemas.Problem?.required).toEqual(
      expect.arrayContaining(['type', 'title', 'status', 'code', 'detail', 'requestId']),
    );
  });

  it('shows the upload of a list as a form with its file last, as the route takes it', () => {
    const { operation } = operations.find(({ name }) => name === 'post /api/v1/imports')!;
    expect(Object.keys(operation.requestBody!.content)).toEqual(['multipart/form-data']);
    const form = operation.requestBody!.content['multipart/form-data']!.schema as {
      required: string[];
      properties: Record<string, { enum?: string[]; format?: string; maxLength?: number; description?: string }>;
    };
    expect(Object.keys(form.properties)).toEqual([...Object.keys(ImportUploadFields.shape), 'file']);
    expect(form.properties.file).toMatchObject({ type: 'string', format: 'binary' });
    expect(form.properties.target?.enum).toEqual(ImportUploadFields.shape.target.options);
    expect(form.properties.sender?.maxLength).toBe(80);
    expect(Object.values(form.properties).every(({ description }) => description)).toBe(true);
    expect([...form.required].sort()).toEqual(['file', 'sender', 'target']);
  });

  it('describes what each writing call with a body takes', () => {
    const forms = operations.filter(({ operation }) => operation.requestBody);
    expect(forms.length).toBeGreaterThan(25);
    for (const { name, operation } of forms)
      expect([name, Object.values(operation.requestBody!.content).every(({ schema }) => schema)]).toEqual([name, true]);
  });

  it('declares every parameter of every address', () => {
    const broken = operations.flatMap(({ name, path, operation }) =>
      [...path.matchAll(/\{(\w+)\}/gu)]
        .filter(
          ([, key]) =>
            !operation.parameters?.some((found) => found.in === 'path' && found.name === key && found.required),
        )
        .map(([, key]) => `${name}: ${key}`),
    );
    expect(broken).toEqual([]);
  });

  it('says truly which calls are open to the public', async () => {
    const said = new Map(operations.map(({ name, operation }) => [name, operation.security?.length === 0]));
    for (const { name, path } of operations.filter((each) => each.name.startsWith('get '))) {
      const url = path.replace(/\{\w+\}/gu, '0193a000-0000-7000-8000-000000000000');
      const { statusCode } = await t.app.inject({ method: 'GET', url: url.endsWith('suggest') ? `${url}?q=a` : url });
      expect([name, said.get(name)]).toEqual([name, statusCode !== 401]);
    }
    expect([...said].filter(([, isOpen]) => isOpen).map(([name]) => name)).toEqual(
      expect.arrayContaining(['get /api/v1/search', 'get /api/v1/public/overview', 'get /healthz']),
    );
    expect(said.get('post /api/v1/achievements')).toBe(false);
  });
});
