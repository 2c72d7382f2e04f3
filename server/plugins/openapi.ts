import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import type { RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requireUser } from './auth.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Shape of a multipart form. */
    form?: z.ZodType;
  }
}

interface Answer {
  description: string;
  content?: Record<string, { schema: unknown }>;
}
interface Document {
  components?: { schemas?: Record<string, unknown> };
  paths?: Record<string, Record<string, { responses?: Record<string, Answer> }>>;
}
const PROBLEMS: Readonly<Record<string, string>> = {
  '4XX': '请求有误或不被允许（RFC 9457），errors 逐项指出字段 / the request is refused, field by field',
  '5XX': '服务端错误（RFC 9457） / an error of the server',
};

/** A form with a file is read as a stream, not by the validator: its shape stands in the route's configuration. */
const formOf = (route: RouteOptions): z.ZodType | undefined => route.config?.form;

const needsUser = (route: RouteOptions): boolean => [route.onRequest ?? []].flat().includes(requireUser as never);

/** Problems have a media type of their own and one shape, which is written down once. */
function describeProblems(document: Document): void {
  for (const operation of Object.values(document.paths ?? {}).flatMap((methods) => Object.values(methods)))
    for (const [status, answer] of Object.entries(operation.responses ?? {})) {
      const words = PROBLEMS[status.toUpperCase()];
      if (!words) {
        if (answer.description === 'Default Response') answer.description = '成功 / done';
        continue;
      }
      const schema = answer.content?.['application/json']?.schema;
      if (schema)
        document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: schema } };
      answer.description = words;
      answer.content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
    }
}

/** OpenAPI 3.1 at /docs/openapi.json, readable at /docs. The viewer's script is served from here, not from outside. */
export const openapiPlugin = fp<{ version: string }>(
  async (app, { version }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: '繁星汇 Fanxing Hui API',
          version,
          description: '科技成果转化供需对接平台接口。错误按 RFC 9457 返回 application/problem+json。',
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'fanxing.session_token' } } },
        security: [{ session: [] }],
      },
      transform: (route) => {
        const made = jsonSchemaTransform(route);
        const form = formOf(route.route);
        if (form) Object.assign(made.schema, { body: z.toJSONSchema(form, { io: 'input' }) });
        // What the public may call says so; all else needs the cookie of a session.
        if (!needsUser(route.route)) Object.assign(made.schema, { security: [] });
        return made;
      },
      transformObject: (made) => {
        const document = 'openapiObject' in made ? made.openapiObject : {};
        describeProblems(document as Document);
        return document as never;
      },
    });
    await app.register(scalar, {
      routePrefix: '/docs',
      configuration: {
        title: '繁星汇 API',
        telemetry: false,
        withDefaultFonts: false,
        hideClientButton: true,
      } as never,
    });
  },
  { name: 'openapi' },
);
