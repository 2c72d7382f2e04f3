import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createSearch } from '../../search/create-search.ts';
import { Bitset } from '../../search/engines/embedded/bitset.ts';
import { TagColumn } from '../../search/engines/embedded/columns.ts';
import { encodeUpsert } from '../../search/engines/embedded/document-codec.ts';
import { FrequencyTable } from '../../search/engines/embedded/frequencies.ts';
import { highlight, markable } from '../../search/engines/embedded/highlight.ts';
import { IndexState } from '../../search/engines/embedded/index-state.ts';
import { CODE_BITS, SHARDS } from '../../search/engines/embedded/layout.ts';
import { Postings } from '../../search/engines/embedded/postings.ts';
import { queryTerms } from '../../search/engines/embedded/query-terms.ts';
import { RecordLog } from '../../search/engines/embedded/record-log.ts';
import { SearchRunner } from '../../search/engines/embedded/search-query.ts';
import { bestSlots, firstBy } from '../../search/engines/embedded/select.ts';
import { TermDictionary } from '../../search/engines/embedded/term-dictionary.ts';
import { TextCache } from '../../search/engines/embedded/text-cache.ts';
import { TextMatcher } from '../../search/engines/embedded/text-match.ts';
import { planSearch } from '../../search/ranking/query-plan.ts';
import { rankText } from '../../search/ranking/rank-text.ts';
import { normaliseText } from '../../search/text/normalise.ts';
import { extractTerms, termKind } from '../../search/text/terms.ts';

describe('term dictionary', () => {
  it('gives each term one id and finds it again, also from a snapshot', () => {
    const text = fc.string({
      unit: fc.constantFrom('海', '洋', '𠀀', '𠀁', 'か', 'な', '한', 'a', 'b', '1', '.', ' '),
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        const dictionary = new TermDictionary();
        const ids = new Map<string, number>();
        for (const term of texts.flatMap(extractTerms)) {
          const id = dictionary.add(term);
          expect(ids.get(term) ?? id).toBe(id);
          ids.set(term, id);
        }
        const { keys, longer } = dictionary.image();
        for (const one of [dictionary, TermDictionary.from(keys, longer)]) {
          expect(one.size).toBe(ids.size);
          for (const [term, id] of ids) {
            expect(one.find(term)).toBe(id);
            expect(one.term(id)).toBe(term);
          }
          expect(one.find('无此词')).toBe(-1);
          expect(one.find('无此')).toBe(-1);
          const words = [...ids.keys()].filter((term) => termKind(term) === 'word');
          for (const unit of new Set([...ids.keys()].map((term) => term.charCodeAt(0)))) {
            expect(
              one
                .wordsFrom(unit)
                .map((id) => one.term(id))
                .sort(),
            ).toEqual(words.filter((word) => word.charCodeAt(0) === unit).sort());
          }
        }
        expect(TermDictionary.from(keys, longer).add('新词新词')).toBe(ids.size);
      }),
    );
  });

  it('stays right while its table grows', () => {
    const dictionary = new TermDictionary();
    const terms = Array.from({ length: 20_000 }, (_, i) =>
      String.fromCharCode(0x4e00 + (i % 150), 0x5e00 + Math.floor(i / 150)),
    );
    const ids = terms.map((_, i) => i);
    expect(terms.map((term) => dictionary.add(term))).toEqual(ids);
    expect(terms.map((term) => dictionary.find(term))).toEqual(ids);
  });
});

describe('tag column', () => {
  it('holds what was set last, through any number of changes', () => {
    const column = new TagColumn();
    const model = new Map<number, string[]>();
    const change = fc.tuple(fc.nat(300), fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 200, maxLength: 400 }), (changes) => {
        for (const [slot, values] of changes) {
          column.set(slot, values);
          model.set(slot, [...new Set(values)]);
        }
        for (const one of [column, TagColumn.from(column.image(301))]) {
          for (const [slot, values] of model) expect(one.get(slot)).toEqual(values);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('frequency table', () => {
  it('tells combinations apart while there are codes, and takes the nearest afterwards', () => {
    const table = new FrequencyTable();
    const code = table.code(1, 2, 3);
    expect(table.fields(code)).toEqual({ title: 1, keywords: 2, body: 3 });
    expect(table.code(1, 2, 3)).toBe(code);
    for (let body = 0; body < 5_000; body++) table.code(0, 0, body);
    expect(table.size).toBe(4096);
    const far = table.code(0, 0, 1_000_000);
    expect(table.joined[far]).toBeGreaterThan(4_000);
    const copy = FrequencyTable.from(table.toArray());
    expect(copy.fields(code)).toEqual({ title: 1, keywords: 2, body: 3 });
  });
});

describe('selection', () => {
  it('takes the first by an order, as a sort would', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }), fc.nat(20), (values, k) => {
        const slots = Uint32Array.from(values, (_, i) => i);
        const order = (a: number, b: number) => values[b]! - values[a]! || a - b;
        expect(firstBy(slots, slots.length, k, order)).toEqual([...slots].sort(order).slice(0, k));
        const scores = Float32Array.from(values);
        const best = bestSlots(slots, slots.length, k, scores).map((slot) => values[slot]!);
        expect(best.sort((a, b) => b - a)).toEqual([...values].sort((a, b) => b - a).slice(0, k));
      }),
    );
  });
});

describe('highlights', () => {
  it('marks in the original whatever normalising changes around it', () => {
    const unit = fc.constantFrom(
      '防',
      '腐',
      '涂',
      '料',
      '，',
      '℃',
      'μ',
      '㎡',
      'é',
      'e\u0301',
      'Ａ',
      'ﬁ',
      '𠀀',
      '😀',
      ' ',
      'SOFC',
      'ｓｏｆｃ',
    );
    const text = fc.array(unit, { maxLength: 200 }).map((units) => units.join(''));
    const weights = new Map([
      ['防腐', 2],
      ['涂料', 1],
      ['sofc', 3],
    ]);
    fc.assert(
      fc.property(text, text, (title, body) => {
        const marked = highlight(markable(title), markable(body), weights);
        expect(body).toContain(marked.snippet);
        expect(marked.snippet.length).toBeLessThanOrEqual(120);
        const all = (source: string, spans: { start: number; end: number }[]) =>
          spans.map(({ start, end }) => normaliseText(source.slice(start, end)));
        const pairsIn = (normal: string) => normal.match(/防腐|涂料/g)?.length ?? 0;
        for (const piece of all(title, marked.title)) expect(piece).toMatch(/^(?:防腐|涂料|sofc)+$/);
        expect(pairsIn(all(title, marked.title).join(''))).toBe(pairsIn(normaliseText(title)));
        // The passage may begin or end within a term.
        for (const piece of all(marked.snippet, marked.snippetSpans)) {
          expect(piece).toMatch(/^[腐料ofc]{0,3}(?:防腐|涂料|sofc)*[防涂sof]{0,3}$/);
          expect(piece).not.toBe('');
        }
        expect(pairsIn(all(marked.snippet, marked.snippetSpans).join(' '))).toBe(
          pairsIn(normaliseText(marked.snippet)),
        );
        if (body.length <= 120) expect(marked.snippet).toBe(body);
      }),
      { numRuns: 150 },
    );
  });
});

describe('what fits an English text', () => {
  /** Ids of the documents that fit, by a dictionary of the test's own: English word to Chinese ones. */
  const find = (bodies: Record<string, string>, dictionary: Record<string, string[]>) => {
    const state = new IndexState(RecordLog.create(), undefined);
    for (const [id, body] of Object.entries(bodies)) {
      const document = { id, kind: 'achievement', title: '', keywords: [], body, tags: {}, numbers: {} };
      const { payload, shape } = encodeUpsert(document);
      state.put(document, state.log.append([payload])[0]!, shape);
    }
    const plan = planSearch(Object.keys(dictionary).join(' '), () =>
      Object.entries(dictionary).flatMap(([of, words]) =>
        words.map((word) => ({ word, of, weight: 1 / words.length })),
      ),
    );
    const { slots, size } = new TextMatcher(state).run(queryTerms(plan, state));
    return Array.from(slots.subarray(0, size), (slot) => state.ids[slot]!);
  };
  const senses = ['压力强度', '逼迫', '气压', '船体', '鼓舞', '贝壳', '鸡蛋', '弹药', '海军', '深浅'];
  const others = Object.fromEntries(senses.map((body, i) => [`x${i}`, body]));

  it('is what has enough of its pieces, by whichever word for them', () => {
    const dictionary = {
      pressure: ['压力强度', '逼迫', '气压', '耐压'],
      hull: ['船体', '船壳'],
      egg: ['鸡蛋', '卵子', '弹药'],
      shell: ['贝壳', '外壳', '炮弹'],
      sea: ['海军', '海洋', '深浅'],
    };
    const found = find({ ...others, near: '耐压外壳的海洋装备', far: '茶叶干燥' }, dictionary);
    expect(found).toContain('near');
    expect(found).not.toContain('far');
  });

  it('may be found by a word of one character, though longer words for it hold the character too', () => {
    const bodies = { near: '增施氮素', pair: '氮气保护', far: '茶叶干燥' };
    expect(find(bodies, { nitrogen: ['氮', '氮气'] })).toEqual(['near', 'pair']);
    expect(find(bodies, { nitrogen: ['氮气'] })).toEqual(['pair']);
  });

  it('does not count two words for one piece as two pieces', () => {
    const dictionary = {
      one: ['压力强度', '气压'],
      two: ['船体'],
      three: ['鸡蛋'],
      four: ['贝壳'],
      five: ['弹药'],
      six: ['海军'],
      seven: ['深浅'],
      eight: ['鼓舞'],
    };
    const found = find({ ...others, twice: '压力强度与气压', both: '船体贝壳' }, dictionary);
    expect(found).toContain('both');
    expect(found).not.toContain('twice');
  });
});

describe('texts of hits', () => {
  const document = (id: string, body: string) => ({
    id,
    kind: 'achievement',
    title: id,
    keywords: [],
    body,
    tags: {},
    numbers: {},
  });
  const setUp = () => {
    const state = new IndexState(RecordLog.create(), undefined);
    return {
      state,
      put(id: string, body: string) {
        const { payload, shape } = encodeUpsert(document(id, body));
        state.put(document(id, body), state.log.append([payload])[0]!, shape);
        return state.slotOf(id);
      },
    };
  };

  it('are read once while they stay, and anew when the slot or the journal is another', () => {
    const { state, put } = setUp();
    const texts = new TextCache(state);
    const first = put('a', '防腐涂料');
    const read = vi.spyOn(state.log, 'read');
    expect(texts.of(first)?.body.original).toBe('防腐涂料');
    expect(texts.of(first)?.body.original).toBe('防腐涂料');
    expect(read).toHaveBeenCalledTimes(1);
    state.drop('a');
    while (state.mergeStep(true));
    expect(put('b', '海水淡化')).toBe(first);
    expect(texts.of(first)?.body.original).toBe('海水淡化');
    // A journal that was written anew may hold another record at the same place.
    const log = RecordLog.create();
    const { payload } = encodeUpsert(document('b', '膜分离法'));
    log.append([payload]);
    state.log = log;
    state.offsets[first] = 16;
    expect(texts.of(first)?.body.original).toBe('膜分离法');
  });

  it('are given up oldest first when there are too many', () => {
    const { put, state } = setUp();
    const slots = ['a', 'b', 'c'].map((id) => put(id, '防腐涂料'));
    const texts = new TextCache(state, 12);
    for (const slot of slots) texts.of(slot);
    expect(texts.size).toBe(2);
    const read = vi.spyOn(state.log, 'read');
    texts.of(slots[1]!);
    texts.of(slots[2]!);
    expect(read).not.toHaveBeenCalled();
    texts.of(slots[0]!);
    texts.of(slots[2]!);
    expect(read).toHaveBeenCalledTimes(1);
    texts.of(slots[1]!);
    expect(read).toHaveBeenCalledTimes(2);
  });
});

describe('long lists', () => {
  it('finds each posting and no other, however slots are spread', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(5_000), { minLength: 1, maxLength: 400 }),
        fc.array(fc.nat(5_000)),
        (slots, others) => {
          const postings = new Postings();
          const alive = new Bitset(5_001);
          slots.forEach((slot, i) => {
            alive.add(slot);
            postings.add(70, slot, slot % 4096);
            if (i === slots.length >> 1) for (let shard = 0; shard < SHARDS; shard++) postings.mergeShard(shard, alive);
          });
          const held = new Set(slots);
          for (const slot of [...slots, ...others]) {
            expect(postings.find(70, slot)).toBe(held.has(slot) ? ((slot << CODE_BITS) | (slot % 4096)) >>> 0 : -1);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives the scores of the plain way also where it jumps through lists', () => {
    const state = new IndexState(RecordLog.create(), 0);
    for (let i = 0; i < 3_000; i++) {
      const document = {
        id: `d${String(i).padStart(4, '0')}`,
        kind: 'achievement',
        title: i % 7 === 0 ? '海水' : '水海',
        keywords: [],
        body: `${'防'.repeat(i % 4)} 料腐 ${i % 97 === 0 ? '防腐涂料' : '涂 料'} ${'水'.repeat(i % 5)}`,
        tags: {},
        numbers: {},
      };
      const { payload, shape } = encodeUpsert(document);
      state.put(document, state.log.append([payload])[0]!, shape);
      if (i === 2_500) while (state.mergeStep(true));
    }
    const { hits, total } = new SearchRunner(state).run({ text: '防腐涂料', limit: 100 });
    expect(total).toBe(31);
    const plain = rankText(planSearch('防腐涂料'), state, { depth: 3_000 });
    const scores = new Map(Array.from(plain.slots, (slot, i) => [state.ids[slot]!, plain.scores[i]!]));
    for (const { id, score } of hits) expect(score).toBeCloseTo(scores.get(id)!, 3);
  });
});

describe('createSearch', () => {
  it('stops at an unknown engine or a dimension that is none', () => {
    expect(() => createSearch({ engine: 'elastic', embeddingModelId: null, dimension: 0 })).toThrow(/elastic/);
    expect(() => createSearch({ engine: 'embedded', embeddingModelId: null, dimension: -1 })).toThrow(/-1/);
  });
});
