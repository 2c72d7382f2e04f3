import type { EmbeddingModel } from '../../search/embedding-port.ts';
import type { SearchDocument, SearchEngine } from '../../search/port.ts';
import { profileFromFreeText, textForEmbedding } from '../../server/modules/matching/engine/profile.ts';
import type { EvalDocument } from './data.ts';

export interface Ranked {
  id: string;
  score: number;
}

export type Ranker = (text: string) => Promise<Ranked[]>;

/** Documents of a list in a run file; the figures look at the first ten. */
const DEPTH = 100;

export async function embedAll(model: EmbeddingModel, texts: readonly string[]): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let i = 0; i < texts.length; i += model.maxBatch) {
    vectors.push(...(await model.embed(texts.slice(i, i + model.maxBatch), 'document')));
  }
  return vectors;
}

/** Evaluation documents as the product would index them. */
export async function toDocuments(
  corpus: readonly EvalDocument[],
  fields: 'all' | 'abstract',
  model: EmbeddingModel,
): Promise<SearchDocument[]> {
  const documents = corpus.map((document) => ({
    id: document.id,
    kind: 'achievement',
    title: fields === 'all' ? document.title : '',
    keywords: fields === 'all' ? document.keywords : [],
    body: document.abstract,
    tags: {},
    numbers: {},
  }));
  const texts = documents.map((document) => [document.title, document.keywords.join('；'), document.body].join('\n'));
  const vectors = await embedAll(model, texts);
  return documents.map((document, i) => ({ ...document, vector: vectors[i]! }));
}

/** People's search box. */
export function searchRanker(engine: SearchEngine): Ranker {
  return async (text) => {
    const { hits } = await engine.search('public', { text, limit: DEPTH });
    return hits.map(({ id, score }) => ({ id, score }));
  };
}

/** Matching: the profile that the product makes of a free text, then candidates. */
export function candidatesRanker(engine: SearchEngine, model: EmbeddingModel, denseWeight: number): Ranker {
  return async (text) => {
    const parts = profileFromFreeText(text);
    const [vector] = denseWeight === 0 ? [] : await model.embed([textForEmbedding(parts)], 'query');
    const { candidates } = await engine.candidates('matching', {
      parts,
      k: DEPTH,
      denseWeight,
      ...(vector ? { vector } : {}),
    });
    return candidates.map(({ id, score }) => ({ id, score }));
  };
}

/** The vectors alone, compared exactly. */
export function denseRanker(documents: readonly SearchDocument[], model: EmbeddingModel): Ranker {
  return async (text) => {
    const [query] = await model.embed([textForEmbedding(profileFromFreeText(text))], 'query');
    return documents
      .map(({ id, vector }) => ({ id, score: vector!.reduce((sum, part, i) => sum + part * query![i]!, 0) }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, DEPTH);
  };
}
