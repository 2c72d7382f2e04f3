import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmbedding } from '../search/create-embedding.ts';
import { createSearch } from '../search/create-search.ts';
import type { SearchDocument } from '../search/port.ts';
import { type EvalSet, readCorpus, readSet, SETS } from './eval/data.ts';
import {
  answerGrade,
  judgedShare,
  mean,
  ndcg,
  type PairedGain,
  pairedBootstrap,
  recall,
  reciprocalRank,
} from './eval/metrics.ts';
import { candidatesRanker, denseRanker, type Ranked, type Ranker, searchRanker, toDocuments } from './eval/rankers.ts';
import { evalLabels } from './eval-labels.ts';

/**
 * Measures the ranking of the product: `npm run eval -- [--data DIR] [--split dev] [--runs OUT] [--dense WEIGHT,…]`.
 * Prints a table, writes JSON under bench/results and, with --runs, TREC run files.
 */
const USAGE = 'npm run eval -- [--data DIR] [--split dev] [--runs OUT] [--dense 0.1,0.3]';
const TAG = 'fanxing-hui';
const root = join(import.meta.dirname, '..');

interface Row {
  set: string;
  ranker: string;
  queries: number;
  /** Null for a set that comes without answers. */
  ndcg10: number | null;
  mrr10: number | null;
  recall10: number | null;
  judged10: number | null;
  msPerQuery: number;
}

interface Measured {
  row: Row;
  /** nDCG@10 by query, for paired comparison. */
  byQuery: number[];
  rankings: Map<string, Ranked[]>;
}

async function measure(set: EvalSet, name: string, rank: Ranker): Promise<Measured> {
  const rankings = new Map<string, Ranked[]>();
  await rank(set.queries[0]?.text ?? '');
  const began = performance.now();
  for (const query of set.queries) rankings.set(query.id, await rank(query.text));
  const took = performance.now() - began;
  const grade = answerGrade(set.judgements.values());
  const figures = set.queries.map((query) => {
    const ranking = rankings.get(query.id)!.map(({ id }) => id);
    const judgements = set.judgements.get(query.id) ?? new Map<string, number>();
    return {
      ndcg: ndcg(ranking, judgements),
      mrr: reciprocalRank(ranking, judgements, grade),
      recall: recall(ranking, judgements, grade),
      judged: judgedShare(ranking, judgements),
    };
  });
  const known = (value: number): number | null => (set.judgements.size > 0 ? value : null);
  const row: Row = {
    set: set.name,
    ranker: name,
    queries: set.queries.length,
    ndcg10: known(mean(figures.map((figure) => figure.ndcg))),
    mrr10: known(mean(figures.map((figure) => figure.mrr))),
    recall10: known(mean(figures.map((figure) => figure.recall).filter((value) => value !== undefined))),
    judged10: known(mean(figures.map((figure) => figure.judged))),
    msPerQuery: took / Math.max(1, set.queries.length),
  };
  return { row, byQuery: figures.map((figure) => figure.ndcg), rankings };
}

function printRow(row: Row): void {
  const figures = [row.ndcg10, row.mrr10, row.recall10, row.judged10].map((value) => value?.toFixed(4) ?? '–');
  console.log(
    `| ${row.set} | ${row.ranker} | ${row.queries} | ${figures.join(' | ')} | ${row.msPerQuery.toFixed(2)} |`,
  );
}

function writeRun(dir: string, split: string, measured: Measured): void {
  const lines: string[] = [];
  for (const [query, ranking] of measured.rankings) {
    ranking.forEach(({ id, score }, i) => {
      lines.push(`${query} Q0 ${id} ${i + 1} ${score.toFixed(6)} ${TAG}`);
    });
  }
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, `run-${split}-${measured.row.set}.txt`), `${lines.join('\n')}\n`);
}

/** Best first, as an engine that holds these documents in both of its indexes. */
async function engineOver(documents: SearchDocument[], model: { id: string; dimension: number }) {
  const engine = createSearch({ engine: 'embedded', embeddingModelId: model.id, dimension: model.dimension });
  for (const index of ['public', 'matching'] as const) {
    await engine.rebuild(
      index,
      (async function* () {
        yield documents;
      })(),
    );
  }
  return engine;
}

async function evalSets(data: string, split: string, runs: string | undefined, denseWeights: number[]) {
  const model = createEmbedding({ kind: 'local' });
  const corpus = readCorpus(data);
  const documents = await toDocuments(corpus, 'all', model);
  const full = await engineOver(documents, model);
  const abstracts = await engineOver(await toDocuments(corpus, 'abstract', model), model);
  const rows: Row[] = [];
  const comparisons: ({ set: string; ranker: string } & PairedGain)[] = [];
  console.log(`${corpus.length} documents, split ${split}, embedding ${model.id}\n`);
  console.log('| set | ranker | queries | nDCG@10 | MRR@10 | Recall@10 | judged@10 | ms/query |');
  console.log('|---|---|---|---|---|---|---|---|');
  try {
    for (const name of SETS) {
      const set = readSet(data, split, name);
      if (!set) continue;
      const isDemand = name === 'demand' || name === 'long';
      const ranker = isDemand ? candidatesRanker(full, model, 0) : searchRanker(name === 'english' ? full : abstracts);
      const product = await measure(set, isDemand ? 'candidates' : 'search', ranker);
      rows.push(product.row);
      printRow(product.row);
      if (runs) writeRun(runs, split, product);
      if (!isDemand || set.judgements.size === 0) continue;
      const others: [string, Ranker][] = [
        ...denseWeights.map((weight): [string, Ranker] => [
          `candidates + dense × ${weight}`,
          candidatesRanker(full, model, weight),
        ]),
        ['dense only', denseRanker(documents, model)],
      ];
      for (const [title, other] of others) {
        const measured = await measure(set, title, other);
        rows.push(measured.row);
        printRow(measured.row);
        const gain = pairedBootstrap(measured.byQuery, product.byQuery);
        comparisons.push({ set: name, ranker: title, ...gain });
      }
    }
  } finally {
    await full.close();
    await abstracts.close();
  }
  if (rows.length === 0) console.log(`No queries of the split "${split}" in ${data}.`);
  if (comparisons.length > 0) {
    console.log('\nPaired bootstrap against `candidates` (nDCG@10):\n');
    console.log('| set | ranker | gain | 95 % interval | above 0 |');
    console.log('|---|---|---|---|---|');
    for (const { set, ranker, gain, low, high, above } of comparisons) {
      console.log(
        `| ${set} | ${ranker} | ${gain.toFixed(4)} | ${low.toFixed(4)} … ${high.toFixed(4)} | ${above.toFixed(3)} |`,
      );
    }
  }
  return { split, documents: corpus.length, embedding: model.id, rows, comparisons };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      split: { type: 'string', default: 'dev' },
      runs: { type: 'string' },
      dense: { type: 'string', default: '0.1,0.3' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const data = resolve(values.data ?? join(root, '../shared/eval'));
  const denseWeights = values.dense
    .split(',')
    .map(Number)
    .filter((weight) => weight > 0);
  const report: Record<string, unknown> = {};
  if (existsSync(join(data, 'corpus.jsonl'))) {
    report.sets = await evalSets(data, values.split, values.runs, denseWeights);
  } else if (values.data !== undefined) {
    console.error(`No corpus.jsonl in ${data}\n${USAGE}`);
    process.exit(1);
  } else console.log('No evaluation sets found; give --data DIR.');
  const labels = await evalLabels(join(root, 'tests/search/quality/labels.json'));
  if (labels) {
    report.labels = labels;
    console.log('\nLabels of the demo data:', labels);
  }
  const results = join(root, 'bench/results');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `eval-${values.split}.json`), `${JSON.stringify(report, null, 2)}\n`);
}

await main();
