import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from '../../server/contracts/common.contract.ts';
import { PUBLIC_ACTOR } from '../../server/kernel/actor.ts';
import { errorsPlugin } from '../../server/plugins/errors.ts';
import { rateLimitPlugin } from '../../server/plugins/rate-limit.ts';
import { registerRoutes } from '../../server/routes/index.ts';

interface Schema {
  tags?: string[];
  summary?: string;
  body?: z.ZodType;
  params?: z.ZodType;
  querystring?: z.ZodType;
  headers?: z.ZodType;
  response?: Record<string, z.ZodType>;
}
interface Route {
  name: string;
  method: string;
  url: string;
  schema: Schema;
}

/** Node of a JSON schema, as much of it as is looked at here. */
interface Node {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  maxLength?: number;
  maxItems?: number;
  properties?: Record<string, Node>;
  items?: Node;
  prefixItems?: Node[];
  anyOf?: Node[];
  oneOf?: Node[];
  allOf?: Node[];
  additionalProperties?: Node | boolean;
  propertyNames?: Node;
}

const WRITING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Formats whose pattern bounds the length. */
const SHORT_FORMATS = new Set(['uuid', 'date']);
const routes: Route[] = [];
/** Services that were asked for something, though nobody may reach them. */
const asked: string[] = [];
let app: FastifyInstance;

/** Everything in a schema that lets a caller send as much as they like. */
function unbounded(node: Node, path: string): string[] {
  const inside = [
    ...[...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])].flatMap((part) => unbounded(part, path)),
    ...Object.entries(node.properties ?? {}).flatMap(([key, part]) => unbounded(part, `${path}.${key}`)),
    ...(node.items ? unbounded(node.items, `${path}[]`) : []),
    ...(node.prefixItems ?? []).flatMap((part, i) => unbounded(part, `${path}[${i}]`)),
    ...(typeof node.additionalProperties === 'object' ? unbounded(node.additionalProperties, `${path}.*`) : []),
    ...(node.propertyNames ? unbounded({ type: 'string', ...node.propertyNames }, `${path}.<key>`) : []),
  ];
  if (node.const !== undefined || node.enum) return inside;
  if (node.type === 'string') {
    const bounded = node.maxLength !== undefined || SHORT_FORMATS.has(node.format ?? '') || hasEnd(node.pattern);
    return bounded ? inside : [...inside, `${path}: string without a bound`];
  }
  if (node.type === 'array' && node.maxItems === undefined && !node.prefixItems)
    return [...inside, `${path}: array without maxItems`];
  if (node.type === undefined && !node.anyOf && !node.oneOf && !node.allOf)
    return [...inside, `${path}: takes anything`];
  return inside;
}

/** Whether a pattern is anchored at both ends and repeats nothing without a limit. */
function hasEnd(pattern: string | undefined): boolean {
  return pattern !== undefined && /^\^.*\$$/u.test(pattern) && !/[*+]|,\}/u.test(pattern.replace(/\\[*+]/gu, ''));
}

const inputOf = (schema: z.ZodType): Node =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Node;

beforeAll(async () => {
  app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(multipart);
  const service = (name: string): unknown =>
    new Proxy(
      {},
      {
        get: (_, method) => () => {
          asked.push(`${name}.${String(method)}`);
          return {};
        },
      },
    );
  app.decorate('services', new Proxy({}, { get: (_, name) => service(String(name)) }) as never);
  app.decorate('once', ((_request: unknown, _route: string, run: () => Promise<unknown>) => run()) as never);
  app.decorateRequest('actor', { getter: () => PUBLIC_ACTOR } as never);
  await app.register(rateLimitPlugin, { perMinute: 0 });
  await app.register(errorsPlugin);
  app.addHook('onRoute', (route: RouteOptions) => {
    for (const method of [route.method].flat())
      if (method !== 'HEAD' && route.url.startsWith('/api/v1/'))
        routes.push({
          name: `${method} ${route.url}`,
          method,
          url: route.url,
          schema: (route.schema ?? {}) as Schema,
        });
  });
  await registerRoutes(app as never);
  await app.ready();
});
afterAll(() => app.close());

describe('every route of the API', () => {
  it('is seen by these tests', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.filter(({ method }) => WRITING.has(method)).length).toBeGreaterThan(30);
  });

  it('says what it answers, in words and shapes', () => {
    const broken = routes.flatMap(({ name, schema }) => {
      const answers = Object.entries(schema.response ?? {});
      return [
        ...(answers.some(([status, shape]) => /^2\d\d$/u.test(status) && shape instanceof z.ZodType)
          ? []
          : [`${name}: no schema for its success`]),
        ...(['4xx', '5xx'].every((status) => schema.response?.[status] === Problem)
          ? []
          : [`${name}: problems are not declared`]),
        ...(schema.tags?.length ? [] : [`${name}: no tags`]),
        ...(schema.summary ? [] : [`${name}: no summary`]),
      ];
    });
    expect(broken).toEqual([]);
  });

  it('bounds every text and every list that it takes', () => {
    const found = routes.flatMap(({ name, schema }) =>
      (['body', 'params', 'querystring', 'headers'] as const).flatMap((part) =>
        schema[part] ? unbounded(inputOf(schema[part]), `${name} ${part}`) : [],
      ),
    );
    expect(found).toEqual([]);
  });

  it('declares each parameter of its address', () => {
    const broken = routes.flatMap(({ name, url, schema }) =>
      [...url.matchAll(/:(\w+)/gu)]
        .map((match) => match[1]!)
        .filter((key) => !(key in ((schema.params as z.ZodObject | undefined)?.shape ?? {})))
        .map((key) => `${name}: ${key}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('every writing route', () => {
  it('turns the public away before it looks at what was sent', async () => {
    asked.length = 0;
    const answers: string[] = [];
    for (const { method, url, name } of routes.filter((route) => WRITING.has(route.method)))
      for (const payload of ['{}', '{broken']) {
        const response = await app.inject({
          method: method as 'POST',
          url: url.replace(/:\w+/gu, '00000000-0000-7000-8000-000000000000'),
          headers: { 'content-type': 'application/json' },
          payload,
        });
        if (response.statusCode !== 401) answers.push(`${name} ${payload}: ${response.statusCode}`);
      }
    expect(answers).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('the rule for bounds', () => {
  it('finds what has none', () => {
    const open = (schema: z.ZodType) => unbounded(inputOf(schema), 'x');
    expect(open(z.object({ a: z.string() }))).toEqual(['x.a: string without a bound']);
    expect(open(z.array(z.uuid()))).toEqual(['x: array without maxItems']);
    expect(open(z.string().regex(/^a+$/u))).toEqual(['x: string without a bound']);
    expect(open(z.record(z.string(), z.unknown()))).toEqual(['x.*: takes anything', 'x.<key>: string without a bound']);
    expect(open(z.object({ a: z.string().max(3), b: z.enum(['p']), c: z.iso.date(), d: z.number() }))).toEqual([]);
  });
});
