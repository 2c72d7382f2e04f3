import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

interface Import {
  from: string;
  to: string;
}

function filesBelow(dir: string): string[] {
  return readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'dist' || entry.name === 'node_modules' ? [] : filesBelow(path);
    return /\.tsx?$/u.test(entry.name) ? [path] : [];
  });
}

/** Every static and dynamic import of a file: inside paths relative to the root, packages as they are. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/gu)].map(([, target]) => ({
    from: file,
    to: target!.startsWith('.') ? relative(root, resolve(root, dirname(file), target!)) : target!,
  }));
}

const files = ['server', 'search', 'web/src', 'scripts', 'migrations'].flatMap(filesBelow);
const all = files.flatMap(importsOf);
const inside = (path: string, ...rooms: string[]) => rooms.some((room) => path === room || path.startsWith(`${room}/`));
const isPackage = (path: string) =>
  !inside(path, 'server', 'search', 'web', 'scripts', 'migrations', 'tests') && !path.startsWith('..');
const said = (broken: Import[]) => broken.map(({ from, to }) => `${from} → ${to}`);
const moduleOf = (path: string): string | null => /^server\/modules\/([^/]+)\//u.exec(path)?.[1] ?? null;

describe('walls', () => {
  it('sees the program', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(all.length).toBeGreaterThan(500);
  });

  it('web imports only the contracts of the server, and its own folders', () => {
    expect(
      said(
        all.filter(({ from, to }) => inside(from, 'web') && !isPackage(to) && !inside(to, 'web', 'server/contracts')),
      ),
    ).toEqual([]);
  });

  it('features of the pages never import one another', () => {
    const feature = (path: string) => /^web\/src\/features\/([^/]+)\//u.exec(path)?.[1] ?? null;
    expect(
      said(
        all.filter(
          ({ from, to }) => feature(from) && feature(to) && feature(from) !== feature(to) && !/\/shared\//u.test(to),
        ),
      ),
    ).toEqual([]);
    expect(
      said(
        all.filter(
          ({ from, to }) =>
            inside(from, 'web/src/lib', 'web/src/components') && inside(to, 'web/src/features', 'web/src/app'),
        ),
      ),
    ).toEqual([]);
  });

  it('contracts import only zod and one another', () => {
    expect(
      said(
        all.filter(
          ({ from, to }) => inside(from, 'server/contracts') && to !== 'zod' && !inside(to, 'server/contracts'),
        ),
      ),
    ).toEqual([]);
  });

  it('search imports npm packages only', () => {
    expect(
      said(all.filter(({ from, to }) => inside(from, 'search') && !isPackage(to) && !inside(to, 'search'))),
    ).toEqual([]);
  });

  it('routes never see the database, entities, repositories or adapters', () => {
    const rooms = ['server/contracts', 'server/kernel', 'server/plugins', 'server/routes', 'server/flows'];
    expect(
      said(
        all.filter(
          ({ from, to }) =>
            inside(from, 'server/routes') &&
            !isPackage(to) &&
            !inside(to, ...rooms) &&
            !/^server\/modules\/[^/]+\/index\.ts$/u.test(to),
        ),
      ),
    ).toEqual([]);
    expect(
      said(all.filter(({ from, to }) => inside(from, 'server/routes') && /mikro-orm|kysely|pg-boss/u.test(to))),
    ).toEqual([]);
  });

  it('a module sees another only through its front door', () => {
    expect(
      said(
        all.filter(
          ({ from, to }) =>
            moduleOf(from) &&
            moduleOf(to) &&
            moduleOf(from) !== moduleOf(to) &&
            !/^server\/modules\/[^/]+\/index\.ts$/u.test(to),
        ),
      ),
    ).toEqual([]);
  });

  it('modules know the ports of search, never an engine; the pure matching engine may use the pure text functions', () => {
    const allowed = /^search\/(port|embedding-port|errors|text\/.*|ranking\/.*)\.ts$/u;
    expect(
      said(
        all.filter(
          ({ from, to }) =>
            inside(from, 'server/modules', 'server/indexer', 'server/jobs', 'server/routes') &&
            inside(to, 'search') &&
            !allowed.test(to),
        ),
      ),
    ).toEqual([]);
    expect(
      said(
        all.filter(
          ({ from, to }) =>
            moduleOf(from) &&
            !inside(from, 'server/modules/matching/engine') &&
            !inside(from, 'server/modules/demands') &&
            /^search\/(text|ranking)\//u.test(to),
        ),
      ),
    ).toEqual([]);
  });

  it('the matching engine is pure: no ORM, no HTTP, no database', () => {
    expect(
      said(
        all.filter(
          ({ from, to }) =>
            inside(from, 'server/modules/matching/engine') &&
            (/mikro-orm|kysely|fastify|node:fs|node:net|node:http/u.test(to) ||
              inside(to, 'server/db', 'server/jobs', 'server/plugins', 'server/routes')),
        ),
      ),
    ).toEqual([]);
  });

  it('only the container, scripts and tests name an adapter', () => {
    expect(
      said(
        all.filter(
          ({ from, to }) =>
            inside(to, 'server/adapters', 'search/engines', 'search/embedding') &&
            !inside(from, 'server/adapters', 'search', 'scripts') &&
            from !== 'server/container.ts',
        ),
      ),
    ).toEqual([]);
    expect(
      said(
        all.filter(
          ({ to, from }) =>
            to === 'server/container.ts' &&
            !['server/main.ts', 'server/app.ts', 'server/jobs/workers.ts'].includes(from) &&
            !inside(from, 'scripts'),
        ),
      ),
    ).toEqual([]);
  });

  it('only the configuration reads the environment', () => {
    const readers = files.filter(
      (file) =>
        inside(file, 'server', 'search') &&
        file !== 'server/config.ts' &&
        /process\.env/u.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(readers).toEqual([]);
  });
});
