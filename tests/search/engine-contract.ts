import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Filter, SearchEngine, SearchQuery } from '../../search/port.ts';
import { contractDocuments, unitVector } from './contract-documents.ts';
import { type EngineUnderTest, holds, ids, runChanging } from './engine-contract-changing.ts';

/** The behaviour that every engine must show, through the port alone. */
export function runEngineContract(name: string, under: EngineUnderTest): void {
  const folders: string[] = [];
  const folder = () => {
    const dir = mkdtempSync(join(tmpdir(), 'engine-'));
    folders.push(dir);
    return dir;
  };
  afterAll(() => {
    for (const dir of folders) rmSync(dir, { recursive: true, force: true });
  });

  describe(`${name}: searching`, () => {
    let engine: SearchEngine;
    const documents = contractDocuments();
    beforeAll(async () => {
      engine = await under.open(folder());
      await engine.upsert('public', documents);
    });
    afterAll(() => engine.close());
    const search = (query: Partial<SearchQuery>) => engine.search('public', { text: '', ...query });

    it('finds by words of the title and puts that document first', async () => {
      const result = await search({ text: '海洋工程钢结构防腐涂料' });
      expect(ids(result)[0]).toBe('a-coating');
      expect(result.total).toBeGreaterThanOrEqual(1);
      expect(result.hits[0]!.score).toBeGreaterThan(0);
    });

    it('finds nothing for words that nobody has', async () => {
      expect(await search({ text: 'zzzqqqxyz' })).toMatchObject({ hits: [], total: 0 });
    });

    it('lists everything for an empty text', async () => {
      const result = await search({ text: '  ', limit: 100 });
      expect(result.total).toBe(documents.length);
      expect(new Set(ids(result)).size).toBe(documents.length);
    });

    it('finds Latin words whatever their case and width', async () => {
      for (const text of ['SOFC', 'sofc', 'ＳＯＦＣ']) expect(ids(await search({ text }))).toEqual(['a-sofc']);
    });

    it('corrects a slip in a Latin word only when the word is unknown', async () => {
      const slip = await search({ text: 'Lyapunof' });
      expect(ids(slip)).toContain('a-control');
      expect(slip.understood.corrected?.toLowerCase()).toContain('lyapunov');
      expect((await search({ text: 'Lyapunov' })).understood.corrected).toBeUndefined();
    });

    it('corrects a slip in an English word whose meaning the documents hold in Chinese', async () => {
      const slip = await search({ text: 'sweet potato seedlng' });
      expect(slip.understood.corrected).toBe('sweet potato seedling');
      expect(ids(slip)).toContain('a-potato');
      expect((await search({ text: 'sweet potato seedling' })).understood.corrected).toBeUndefined();
    });

    it('finds Chinese texts by an English query and says what it added', async () => {
      const result = await search({ text: 'sweet potato seedling' });
      expect(ids(result)).toContain('a-potato');
      expect(result.understood.glosses.length).toBeGreaterThan(0);
    });

    it('finds by a synonym', async () => {
      const result = await search({ text: '地瓜' });
      expect(ids(result)).toContain('a-potato');
      expect(result.understood.synonyms).toContain('甘薯');
    });

    it('tells the parts of a score, which add up to it', async () => {
      const vector = unitVector(3);
      for (const query of [{ text: '防腐涂料' }, { text: '防腐涂料', vector, denseWeight: 0.5 }]) {
        const [hit] = (await search(query)).hits;
        const sum = Object.values(hit!.parts).reduce((total, part) => total + part, 0);
        expect(sum).toBeCloseTo(hit!.score, 3);
        expect(Object.keys(hit!.parts)).toEqual(expect.arrayContaining(['title', 'keywords', 'body']));
      }
    });

    it('keeps what a filter holds for', async () => {
      const filters: Filter[] = [
        { field: 'region', any: ['laoshan'] },
        { field: 'trl', min: 4, max: 7 },
      ];
      const result = await search({ filters, limit: 100 });
      const wanted = documents.filter((document) => filters.every((filter) => holds(document, filter)));
      expect(ids(result).sort()).toEqual(wanted.map(({ id }) => id).sort());
      expect(result.total).toBe(wanted.length);
    });

    it('hides from search, counts, suggestions and candidates what the access filter excludes', async () => {
      const filters: Filter[] = [{ field: 'access', any: ['L0'] }];
      const hidden = '机密膜分离参数';
      expect(ids(await search({ text: hidden }))).toContain('a-hidden');
      const result = await search({ text: hidden, filters, facets: ['owner'], limit: 100 });
      expect(ids(result)).not.toContain('a-hidden');
      expect(result.facets.owner!.map(({ value }) => value)).not.toContain('secret-lab');
      expect(await engine.suggest('public', { text: '机密', filters })).toEqual([]);
      const parts = [{ role: 'problem' as const, text: hidden, weight: 1 }];
      const found = await engine.candidates('public', { parts, filters, k: 50 });
      expect(found.candidates.map(({ id }) => id)).not.toContain('a-hidden');
    });

    it('counts facets without their own filter', async () => {
      const filters: Filter[] = [
        { field: 'region', any: ['laoshan'] },
        { field: 'kind', any: ['achievement'] },
      ];
      const result = await search({ filters, facets: ['region', 'kind', 'nothing'] });
      const count = (field: string, kept: Filter[]) => {
        const counts: Record<string, number> = {};
        for (const document of documents.filter((one) => kept.every((filter) => holds(one, filter)))) {
          for (const value of field === 'kind' ? [document.kind] : (document.tags[field] ?? [])) {
            counts[value] = (counts[value] ?? 0) + 1;
          }
        }
        return counts;
      };
      const told = (field: string) =>
        Object.fromEntries(result.facets[field]!.map(({ value, count: total }) => [value, total]));
      expect(told('region')).toEqual(count('region', [filters[1]!]));
      expect(told('kind')).toEqual(count('kind', [filters[0]!]));
      expect(result.facets.nothing).toEqual([]);
    });

    it('agrees with itself: choosing a value gives the total its count promised', async () => {
      const text = '材料 工艺 系统';
      const { facets } = await search({ text, facets: ['region'] });
      expect(facets.region!.length).toBeGreaterThan(1);
      for (const { value, count } of facets.region!) {
        expect((await search({ text, filters: [{ field: 'region', any: [value] }] })).total).toBe(count);
      }
    });

    it('sorts by a number in both directions, those without it last', async () => {
      for (const order of ['asc', 'desc'] as const) {
        const result = await search({ sort: { field: 'trl', order }, limit: 100 });
        const values = ids(result).map((id) => documents.find((document) => document.id === id)!.numbers.trl);
        const known = values.filter((value) => value !== undefined);
        expect(values.slice(known.length).every((value) => value === undefined)).toBe(true);
        expect(known).toEqual([...known].sort((a, b) => (order === 'asc' ? a - b : b - a)));
      }
    });

    it('cuts pages that neither overlap nor leave gaps', async () => {
      for (const query of [
        { text: '' },
        { text: '材料 工艺' },
        { text: '材料', sort: { field: 'trl', order: 'asc' as const } },
      ]) {
        const whole = ids(await search({ ...query, limit: 100 }));
        const pages: string[] = [];
        for (let offset = 0; offset < whole.length; offset += 3) {
          pages.push(...ids(await search({ ...query, offset, limit: 3 })));
        }
        expect(pages).toEqual(whole);
        expect(ids(await search({ ...query, offset: whole.length + 5, limit: 3 }))).toEqual([]);
      }
    });

    it('marks terms in the original text and picks a passage', async () => {
      const result = await search({ text: '防腐涂料 SOFC', highlight: true, limit: 100 });
      expect(result.hits.length).toBeGreaterThan(0);
      for (const hit of result.hits) {
        const document = documents.find(({ id }) => id === hit.id)!;
        const marked = hit.highlights!;
        expect(document.body).toContain(marked.snippet);
        const check = (text: string, spans: { start: number; end: number }[]) => {
          let last = -1;
          for (const { start, end } of spans) {
            expect(start).toBeGreaterThan(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            expect(text.slice(start, end).normalize('NFKC').toLowerCase()).toMatch(/防|腐|涂|料|漆|锈|蚀|sofc/);
            last = end;
          }
        };
        check(document.title, marked.title);
        check(marked.snippet, marked.snippetSpans);
      }
      const wide = await search({ text: 'SOFC', highlight: true });
      const title = documents.find(({ id }) => id === 'a-sofc')!.title;
      expect(wide.hits[0]!.highlights!.title.map(({ start, end }) => title.slice(start, end))).toEqual(['ＳＯＦＣ']);
    });

    it('refuses what it cannot answer', async () => {
      for (const query of [{ limit: 0 }, { limit: 101 }, { offset: -1 }, { limit: 1.5 }]) {
        await expect(search(query)).rejects.toMatchObject({ code: 'SEARCH_BAD_QUERY' });
      }
      const short = { text: '涂料', vector: new Float32Array(3), denseWeight: 1 };
      await expect(search(short)).rejects.toMatchObject({ code: 'SEARCH_BAD_QUERY' });
    });

    it('suggests phrases that hold what was typed, with counts that a search confirms', async () => {
      const suggestions = await engine.suggest('public', { text: '防腐' });
      expect(suggestions.length).toBeGreaterThan(0);
      for (const { text, count } of suggestions) {
        expect(text).toContain('防腐');
        const holding = documents.filter(({ title, keywords }) => title.includes(text) || keywords.includes(text));
        expect(count).toBe(holding.length);
      }
      const filters: Filter[] = [{ field: 'kind', any: ['demand'] }];
      for (const { text, count } of await engine.suggest('public', { text: '防腐', filters })) {
        const holding = documents.filter(({ title, keywords }) => title.includes(text) || keywords.includes(text));
        expect(count).toBe(holding.filter(({ kind }) => kind === 'demand').length);
      }
      expect((await engine.suggest('public', { text: 'lyap' })).map(({ text }) => text)).toContain('Lyapunov函数');
      expect(await engine.suggest('public', { text: '' })).toEqual([]);
    });

    it('takes candidates for a profile, best first, with coverage and cosine', async () => {
      const parts = [
        { role: 'title' as const, text: '近海平台钢结构防腐', weight: 2 },
        {
          role: 'problem' as const,
          text: '我公司注册资本3000万元。海上平台钢桩腐蚀快，需要耐盐雾的防腐涂料。',
          weight: 1,
        },
        { role: 'free' as const, text: '固体氧化物燃料电池', weight: 0 },
      ];
      const vector = documents.find(({ id }) => id === 'a-coating')!.vector!;
      const result = await engine.candidates('public', { parts, vector, denseWeight: 0.3, k: 10 });
      expect(result.candidates[0]!.id).toBe('a-coating');
      expect(result.candidates[0]!.cosine).toBeCloseTo(1, 5);
      const scores = result.candidates.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      for (const { coverage } of result.candidates) {
        expect(coverage).toBeGreaterThanOrEqual(0);
        expect(coverage).toBeLessThanOrEqual(1);
      }
      expect(result.terms.length).toBeGreaterThan(0);
      expect(result.gap).toBeGreaterThanOrEqual(0);
      const unused = await engine.candidates('public', { parts: [parts[2]!], k: 10 });
      expect(unused).toMatchObject({ candidates: [], noCloseMatch: true });
    });

    it('keeps the two indexes apart', async () => {
      expect((await engine.search('matching', { text: '' })).total).toBe(0);
      await engine.upsert('matching', [{ ...documents[0]!, body: '只在匹配索引中的保密内容紫罗兰' }]);
      expect((await engine.search('public', { text: '紫罗兰' })).total).toBe(0);
      expect((await engine.search('matching', { text: '紫罗兰' })).total).toBe(1);
    });
  });

  runChanging(name, under, folder);
}
