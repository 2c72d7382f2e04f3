import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SearchDocument } from '../../search/port.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const EVAL = join(ROOT, '..', 'shared', 'eval');
const SEED = join(ROOT, 'scripts', 'seed', 'data');

interface Source {
  title: string;
  keywords: string[];
  body: string;
}

/** A small generator of pseudo-random numbers (mulberry32): the same documents on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** Real sentences: the evaluation corpus when it is there, the demo data otherwise. */
export function readSources(): Source[] {
  const corpus = join(EVAL, 'corpus.jsonl');
  if (existsSync(corpus)) {
    return readFileSync(corpus, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .map((row) => ({ title: text(row.title), keywords: list(row.keywords), body: text(row.abstract) }));
  }
  return readdirSync(SEED)
    .filter((name) => name.startsWith('achievements-'))
    .flatMap((name) => JSON.parse(readFileSync(join(SEED, name), 'utf8')) as Record<string, unknown>[])
    .map((row) => ({
      title: text(row.title),
      keywords: list(row.keywords),
      body: `${text(row.summary)}${text(row.description)}`,
    }));
}

/** Demands as people write them: the judged ones when they are there, the demo ones otherwise. */
export function readDemands(): string[] {
  const judged = join(EVAL, 'queries-dev-demand.jsonl');
  if (existsSync(judged)) {
    return readFileSync(judged, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => text((JSON.parse(line) as Record<string, unknown>).text));
  }
  return readdirSync(SEED)
    .filter((name) => name.startsWith('demands-'))
    .flatMap((name) => JSON.parse(readFileSync(join(SEED, name), 'utf8')) as Record<string, unknown>[])
    .map((row) => `${text(row.title)}。${text(row.problem)}`);
}

const pad = (value: number) => String(value).padStart(2, '0');

/**
 * Listings by recombining: the title of one text, keywords of two, sentences of three or four. Columns as the
 * product has them: skewed like real ones (few chains hold most listings, owners have a long tail).
 */
export function* syntheticDocuments(count: number, seed = 1): Generator<SearchDocument> {
  const sources = readSources();
  const random = randomFrom(seed);
  const sentences = sources.map(({ body }) => body.split(/(?<=[。；.;!?])/u).filter((sentence) => sentence.length > 8));
  const pick = (n: number) => Math.floor(random() * n);
  const skewed = (n: number) => Math.floor(n * random() ** 2.2);
  for (let i = 0; i < count; i++) {
    const main = pick(sources.length);
    const other = pick(sources.length);
    const source = sources[main]!;
    const body: string[] = [];
    for (let s = 0; s < 5; s++) {
      const from = sentences[s < 3 ? main : s === 3 ? other : pick(sources.length)]!;
      if (from.length > 0) body.push(from[pick(from.length)]!);
    }
    yield {
      id: `bench-${i.toString(36).padStart(5, '0')}`,
      kind: random() < 0.7 ? 'achievement' : random() < 0.6 ? 'demand' : 'organisation',
      title: source.title,
      keywords: [...source.keywords.slice(0, 3), ...sources[other]!.keywords.slice(0, 2)],
      body: body.join(''),
      tags: {
        access: [random() < 0.9 ? 'L0' : 'L1'],
        hti: [`2${pad(skewed(40))}`],
        chain: random() < 0.3 ? [`C${pad(skewed(24))}`, `C${pad(skewed(24))}`] : [`C${pad(skewed(24))}`],
        region: [`3702${pad(skewed(12))}`],
        mode: [`M${pick(6)}`, `M${pick(6)}`],
        owner: [`org-${skewed(Math.max(20, Math.floor(count / 40)))}`],
      },
      numbers: {
        trl: 1 + pick(9),
        publishedAt: 1_700_000_000_000 + pick(60_000_000) * 1000,
        ...(random() < 0.6 ? { priceMin: pick(500) * 10_000 } : {}),
      },
    };
  }
}

/** What people type: parts of titles, pairs of keywords, now and then a whole title. */
export function syntheticQueries(count: number, seed = 7): string[] {
  const sources = readSources();
  const random = randomFrom(seed);
  const pick = (n: number) => Math.floor(random() * n);
  return Array.from({ length: count }, () => {
    const { title, keywords } = sources[pick(sources.length)]!;
    const draw = random();
    if (draw < 0.6 && keywords.length > 0) return keywords.slice(0, 1 + pick(2)).join(' ');
    if (draw < 0.9) {
      const start = pick(Math.max(1, title.length - 6));
      return title.slice(start, start + 4 + pick(6));
    }
    return title;
  });
}
