import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import fp from 'fastify-plugin';

/** Serves the built pages; unknown GET addresses outside /api get the page shell, which shows its own 404. */
export const webAssetsPlugin = fp<{ root: string }>(
  async (app, { root }) => {
    if (!existsSync(join(root, 'index.html'))) return;
    await app.register(fastifyStatic, {
      root,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: (response, path) => {
        response.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
    app.decorateReply('sendPage', function sendPage(this: FastifyReply) {
      return this.status(200).header('cache-control', 'no-cache').sendFile('index.html');
    });
    app.get('/', { schema: { hide: true } }, (_request, reply) =>
      (reply as FastifyReply & { sendPage(): FastifyReply }).sendPage(),
    );
  },
  { name: 'web-assets' },
);
