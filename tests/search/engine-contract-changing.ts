import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Filter, SearchDocument, SearchEngine } from '../../search/port.ts';
import { contractDocuments } from './contract-documents.ts';

export interface EngineUnderTest {
  /** A new engine over a folder; engines without files ignore it. Vectors have 8 components. */
  open(dir: string): Promise<SearchEngine>;
  /** Engines that keep files: stops one as a crash would, without saving anything. */
  abandon?(engine: SearchEngine): Promise<void>;
}

export const holds = (document: SearchDocument, filter: Filter): boolean => {
  if ('min' in filter || 'max' in filter || 'orMissing' in filter) {
    const value = document.numbers[filter.field];
    if (value === undefined) return filter.orMissing === true;
    return value >= (filter.min ?? Number.NEGATIVE_INFINITY) && value <= (filter.max ?? Number.POSITIVE_INFINITY);
  }
  const values =
    filter.field === 'id'
      ? [document.id]
      : filter.field === 'kind'
        ? [document.kind]
        : (document.tags[filter.field] ?? []);
  const { any, none } = filter as { any?: readonly string[]; none?: readonly string[] };
  return (!any || values.some((value) => any.includes(value))) && !values.some((value) => none?.includes(value));
};

export const ids = (result: { hits: { id: string }[] }) => result.hits.map(({ id }) => id);

/** The part of the contract about changes and what is left of them after a crash. */
export function runChanging(name: string, under: EngineUnderTest, folder: () => string): void {
  describe(`${name}: changing`, () => {
    let engine: SearchEngine;
    afterEach(() => engine.close());
    const title = (id: string, text: string): SearchDocument => ({
      id,
      kind: 'achievement',
      title: text,
      keywords: [],
      body: '',
      tags: { access: ['L0'] },
      numbers: {},
    });

    it('replaces by id, removes, and forgets the old text', async () => {
      engine = await under.open(folder());
      await engine.upsert('public', [title('x', '海带多糖提取'), title('y', '钢板缺陷检测')]);
      await engine.upsert('public', [title('x', '牡蛎壳粉改性')]);
      expect(ids(await engine.search('public', { text: '海带多糖' }))).toEqual([]);
      expect(ids(await engine.search('public', { text: '牡蛎壳粉' }))).toEqual(['x']);
      await engine.remove('public', ['x', 'unknown']);
      expect(ids(await engine.search('public', { text: '牡蛎壳粉' }))).toEqual([]);
      expect(await engine.listIds('public')).toEqual(['y']);
      expect(await engine.stats('public')).toMatchObject({ documents: 1 });
    });

    it('rebuilds beside the present index and keeps what changes meanwhile', async () => {
      engine = await under.open(folder());
      await engine.upsert('public', [title('old', '旧文档'), title('gone', '被删文档'), title('edit', '修改之前')]);
      const progress: number[] = [];
      const stream = async function* () {
        yield [title('gone', '被删文档'), title('new', '新来文档')];
        // The stream reads rows that were true when it began.
        await engine.remove('public', ['gone']);
        await engine.upsert('public', [title('edit', '修改之后'), title('late', '迟到文档')]);
        expect(ids(await engine.search('public', { text: '旧文档' }))).toContain('old');
        yield [title('edit', '修改之前')];
        await engine.remove('public', ['late2']);
        yield [title('late2', '已经不在')];
      };
      await engine.rebuild('public', stream(), (done) => progress.push(done));
      expect((await engine.listIds('public')).sort()).toEqual(['edit', 'late', 'new']);
      expect(ids(await engine.search('public', { text: '修改之后' }))).toEqual(['edit']);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      expect(progress.at(-1)).toBe(4);
    });

    it('keeps the old index when a rebuild fails', async () => {
      engine = await under.open(folder());
      await engine.upsert('public', [title('old', '旧文档')]);
      const stream = async function* (): AsyncGenerator<SearchDocument[]> {
        yield [title('new', '新来文档')];
        throw new Error('the database went away');
      };
      await expect(engine.rebuild('public', stream())).rejects.toThrow('the database went away');
      expect(await engine.listIds('public')).toEqual(['old']);
      await engine.rebuild('public', (async function* () {})());
      expect(await engine.listIds('public')).toEqual([]);
    });

    it('filters, counts and lists as a plain list would, after any sequence of changes', async () => {
      engine = await under.open(folder());
      const document = fc.record({
        id: fc.constantFrom(...'abcdefghijkl'),
        kind: fc.constantFrom('achievement', 'demand'),
        title: fc.constantFrom('海洋防腐', '膜分离', '电机控制', 'SOFC 电解质', '甘薯种苗'),
        keywords: fc.subarray(['防腐', '膜', '电机']),
        body: fc.constantFrom('', '某种工艺', '某种材料的制备'),
        tags: fc.record({ region: fc.subarray(['r1', 'r2', 'r3']) }),
        numbers: fc.oneof(fc.constant({}), fc.record({ trl: fc.integer({ min: 1, max: 9 }) })),
      });
      const step = fc.oneof(
        { weight: 3, arbitrary: fc.array(document, { minLength: 1, maxLength: 4 }) },
        { weight: 1, arbitrary: fc.constantFrom(...'abcdefghijkl') },
      );
      const filter: fc.Arbitrary<Filter> = fc.oneof(
        fc.record({ field: fc.constant('region'), any: fc.subarray(['r1', 'r2', 'r9'], { minLength: 1 }) }),
        fc.record({ field: fc.constant('kind'), none: fc.constant(['demand']) }),
        fc.record({ field: fc.constant('trl'), min: fc.integer({ min: 1, max: 9 }), orMissing: fc.boolean() }),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { maxLength: 8 }),
          fc.array(filter, { maxLength: 3 }),
          async (steps, filters) => {
            await engine.remove('public', [...'abcdefghijkl']);
            const model = new Map<string, SearchDocument>();
            for (const one of steps) {
              if (typeof one === 'string') {
                model.delete(one);
                await engine.remove('public', [one]);
              } else {
                for (const each of one) model.set(each.id, each as SearchDocument);
                await engine.upsert('public', one as SearchDocument[]);
              }
            }
            const wanted = [...model.values()].filter((each) => filters.every((one) => holds(each, one)));
            const result = await engine.search('public', { text: '', filters, limit: 100 });
            expect(ids(result).sort()).toEqual(wanted.map(({ id }) => id).sort());
            expect((await engine.listIds('public')).sort()).toEqual([...model.keys()].sort());
            const found = await engine.search('public', { text: '膜分离', filters, limit: 100 });
            expect(ids(found)).toEqual(
              expect.arrayContaining(wanted.filter((each) => each.title === '膜分离').map(({ id }) => id)),
            );
            for (const id of ids(found)) expect(wanted.map((each) => each.id)).toContain(id);
          },
        ),
        { numRuns: 40 },
      );
    });
  });

  describe.runIf(under.abandon)(`${name}: keeping`, () => {
    it('has every acknowledged change after a crash, and after a clean close', async () => {
      const dir = folder();
      const documents = contractDocuments();
      let engine = await under.open(dir);
      await engine.upsert('public', documents);
      await engine.flush();
      await engine.remove('public', ['a-coating']);
      await engine.upsert('public', [{ ...documents[1]!, title: '崩溃之前写入的标题' }]);
      await under.abandon!(engine);
      for (const round of ['after the crash', 'after the close']) {
        engine = await under.open(dir);
        expect((await engine.listIds('public')).sort(), round).toEqual(
          documents
            .map(({ id }) => id)
            .filter((id) => id !== 'a-coating')
            .sort(),
        );
        expect(ids(await engine.search('public', { text: '崩溃之前写入的标题' }))[0], round).toBe(documents[1]!.id);
        expect(ids(await engine.search('public', { text: '海洋工程钢结构防腐涂料' })), round).not.toContain(
          'a-coating',
        );
        await engine.close();
      }
    });

    it('refuses calls after it was closed', async () => {
      const engine = await under.open(folder());
      await engine.close();
      await expect(engine.search('public', { text: '' })).rejects.toMatchObject({ code: 'SEARCH_CLOSED' });
    });
  });
}
