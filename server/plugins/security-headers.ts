import fp from 'fastify-plugin';
import helmet from 'helmet';

/** Headers that keep browsers from running, framing or sniffing what is not ours; made once, the same for all. */
export const securityHeadersPlugin = fp(
  async (app) => {
    const protect = helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          // antd and the API viewer place style elements at run time.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          frameAncestors: ["'none'"],
          upgradeInsecureRequests: null,
        },
      },
      hsts: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
    });
    app.addHook('onRequest', (request, reply, done) =>
      protect(request.raw, reply.raw, (error?: unknown) => done(error as Error | undefined)),
    );
  },
  { name: 'security-headers' },
);
