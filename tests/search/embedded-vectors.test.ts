import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import { decodeVector, dotStored, encodeUpsert } from '../../search/engines/embedded/document-codec.ts';
import { VECTOR_KERNEL } from '../../search/engines/embedded/vector-kernel.ts';
import { VectorMatrix } from '../../search/engines/embedded/vectors.ts';
import { unitVector } from './contract-documents.ts';

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('vector kernel', () => {
  it('is what its source compiles to', async () => {
    const path = join(import.meta.dirname, '../../search/engines/embedded/vector-kernel.wat');
    const { parseWat } = await wabt();
    const { buffer } = parseWat(path, readFileSync(path, 'utf8'), { simd: true, bulk_memory: true }).toBinary({});
    expect(VECTOR_KERNEL).toBe(Buffer.from(buffer).toString('base64'));
  });

  it('comes as near as eight bits allow, for dense and sparse vectors, over several blocks', () => {
    for (const [dimension, zeros] of [
      [8, 0],
      [384, 0],
      [1021, 0],
      [2048, 0.9],
    ] as const) {
      const vectorOf = (seed: number) =>
        unitVector(seed, dimension).map((value, d) => (((d * 7919 + seed * 31) % 100) / 100 < zeros ? 0 : value));
      const matrix = new VectorMatrix(dimension);
      const slots = [0, 1, 15, 16, 1023, 1024, 2050];
      for (const slot of slots) matrix.set(slot, vectorOf(slot));
      const query = vectorOf(9999);
      const scores = new Float32Array(3000).fill(7);
      matrix.scan(query, 3000, scores);
      for (const slot of slots) expect(scores[slot]).toBeCloseTo(dot(query, vectorOf(slot)), 2);
      expect(scores[2]).toBe(0);
      expect(scores[2999]).toBe(0);
    }
  });

  it('holds the extremes without overflow', () => {
    const dimension = 2048;
    const matrix = new VectorMatrix(dimension);
    matrix.set(0, new Float32Array(dimension).fill(1));
    matrix.set(1, new Float32Array(dimension).fill(-1));
    const scores = new Float32Array(2);
    matrix.scan(new Float32Array(dimension).fill(1), 2, scores);
    expect(scores[0]).toBeCloseTo(dimension, 0);
    expect(scores[1]).toBeCloseTo(-dimension, 0);
  });

  it('forgets a vector that was taken away and refuses another dimension', () => {
    const matrix = new VectorMatrix(8);
    matrix.set(3, unitVector(1));
    matrix.set(3, undefined);
    const scores = new Float32Array(4).fill(7);
    matrix.scan(unitVector(1), 4, scores);
    expect([...scores]).toEqual([0, 0, 0, 0]);
    expect(() => matrix.set(0, new Float32Array(7))).toThrow(/7 components/);
    expect(() => matrix.scan(new Float32Array(9), 4, scores)).toThrow(/9 components/);
  });
});

describe('stored vectors', () => {
  it('come back exactly, and multiply without being unpacked', () => {
    const component = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.float({ noNaN: true, min: -1, max: 1 }));
    fc.assert(
      fc.property(fc.array(component, { minLength: 1, maxLength: 60 }), (components) => {
        const vector = Float32Array.from(components);
        const { payload, shape } = encodeUpsert({
          id: 'a',
          kind: 'k',
          title: '题',
          keywords: [],
          body: '文',
          tags: {},
          numbers: {},
          vector,
        });
        const bytes = payload.subarray(shape.vectorAt, shape.vectorAt + shape.vectorLength);
        expect(decodeVector(bytes, shape.sparse, vector.length).map((value) => value + 0)).toEqual(
          vector.map((value) => value + 0),
        );
        const query = unitVector(5, vector.length);
        expect(dotStored(bytes, shape.sparse, query)).toBeCloseTo(dot(vector, query), 5);
      }),
    );
  });
});
