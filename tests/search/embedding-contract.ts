import { describe, expect, test } from 'vitest';
import type { EmbeddingModel } from '../../search/embedding-port.ts';

const TEXTS = [
  '红薯高淀粉新品种选育',
  '脱毒甘薯的产量与淀粉含量',
  '地铁隧道火灾应急预案',
  'Robust control of UAVs',
  '',
];

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, component, i) => sum + component * b[i]!, 0);

/** What every embedding model promises; run it over each one. */
export function describeEmbeddingModel(name: string, create: () => EmbeddingModel | Promise<EmbeddingModel>): void {
  describe(`embedding model: ${name}`, () => {
    test('has an id, a dimension and a batch limit', async () => {
      const model = await create();
      expect(model.id).toMatch(/^\S+$/);
      expect(model.dimension).toBeGreaterThan(0);
      expect(model.maxBatch).toBeGreaterThan(0);
    });

    test.each(['query', 'document'] as const)('gives one finite unit vector a text, in order (%s)', async (kind) => {
      const model = await create();
      const vectors = await model.embed(TEXTS, kind);
      expect(vectors).toHaveLength(TEXTS.length);
      for (const vector of vectors) {
        expect(vector).toBeInstanceOf(Float32Array);
        expect(vector).toHaveLength(model.dimension);
        expect(Math.sqrt(dot(vector, vector))).toBeCloseTo(1, 4);
      }
      const [last] = await model.embed([TEXTS[2]!], kind);
      expect(dot(last!, vectors[2]!)).toBeCloseTo(1, 4);
    });

    test('says the same twice and does not share vectors between callers', async () => {
      const model = await create();
      const [first] = await model.embed([TEXTS[0]!], 'document');
      first!.fill(0);
      const [second] = await model.embed([TEXTS[0]!], 'document');
      expect(dot(second!, second!)).toBeCloseTo(1, 4);
    });

    test('puts related texts nearer than unrelated ones', async () => {
      const model = await create();
      const [query] = await model.embed(['淀粉含量高的红薯品种'], 'query');
      const [near, , far] = await model.embed(TEXTS.slice(0, 3), 'document');
      expect(dot(query!, near!)).toBeGreaterThan(dot(query!, far!));
    });

    test('no texts give no vectors', async () => {
      const model = await create();
      expect(await model.embed([], 'query')).toEqual([]);
    });
  });
}
