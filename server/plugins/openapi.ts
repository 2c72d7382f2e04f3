import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import fp from 'fastify-plugin';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

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
      transform: jsonSchemaTransform,
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
