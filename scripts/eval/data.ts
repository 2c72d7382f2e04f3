import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Judgements } from './metrics.ts';

const Document = z.object({ id: z.string(), title: z.string(), keywords: z.array(z.string()), abstract: z.string() });
const Query = z.object({ id: z.string(), text: z.string(), style: z.array(z.string()).optional() });

export type EvalDocument = z.infer<typeof Document>;
export type EvalQuery = z.infer<typeof Query>;

/** Sets of the evaluation data. Titles and keywords are asked of abstracts alone: the rest holds the query itself. */
export const SETS = ['demand', 'long', 'english', 'title', 'keywords'] as const;
export type SetName = (typeof SETS)[number];

export interface EvalSet {
  name: SetName;
  queries: EvalQuery[];
  judgements: Map<string, Judgements>;
}

function readLines<T>(path: string, schema: z.ZodType<T>): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));
}

export function readCorpus(dir: string): EvalDocument[] {
  return readLines(join(dir, 'corpus.jsonl'), Document);
}

/** A set with its answers; undefined when the folder does not have it. */
export function readSet(dir: string, split: string, name: SetName): EvalSet | undefined {
  const queries = join(dir, `queries-${split}-${name}.jsonl`);
  const answers = join(dir, `qrels-${split}-${name}.tsv`);
  if (!existsSync(queries)) return undefined;
  const judgements = new Map<string, Map<string, number>>();
  // A split may come without answers: then only runs are written.
  const lines = existsSync(answers) ? readFileSync(answers, 'utf8').split('\n') : [];
  for (const line of lines) {
    const [query, , document, grade] = line.trim().split(/\s+/);
    if (!query || !document) continue;
    let own = judgements.get(query);
    if (!own) {
      own = new Map();
      judgements.set(query, own);
    }
    own.set(document, Number(grade));
  }
  return { name, queries: readLines(queries, Query), judgements };
}
