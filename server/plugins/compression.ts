import compress from '@fastify/compress';
import fp from 'fastify-plugin';

/** Answers and pages above 2 KB travel compressed when the browser takes it. */
export const compressionPlugin = fp(
  async (app) => {
    await app.register(compress, { threshold: 2048, encodings: ['br', 'gzip'] });
  },
  { name: 'compression' },
);
