import { SearchError } from '../../errors.ts';
import { Bitset } from './bitset.ts';
import { Columns, NumberColumn, TagColumn, type TagImage } from './columns.ts';
import { FrequencyTable } from './frequencies.ts';
import type { IndexState } from './index-state.ts';
import { LAYOUT_VERSION, SHARDS, TEXT_PIPELINE_VERSION } from './layout.ts';
import { Postings, type ShardImage } from './postings.ts';
import { arraySection, type SectionSource, SnapshotReader } from './snapshot.ts';
import { TermDictionary } from './term-dictionary.ts';

/** What a snapshot says of itself; all of it must fit before a section is read. */
export interface SnapshotMeta {
  layout: number;
  textPipeline: string;
  embeddingModel: string | null;
  dimension: number;
  /** Journal file this snapshot belongs to, and how far it was read. */
  journal: string;
  journalEnd: number;
  writtenAt: string;
  lastChangeAt: string | null;
  gapThreshold: number;
  gapDocuments: number;
  slots: number;
  documents: number;
  totalLength: number;
  vectorBlocks: number;
  tags: string[];
  numbers: string[];
}

export type SnapshotOwn = Pick<
  SnapshotMeta,
  'embeddingModel' | 'dimension' | 'journal' | 'lastChangeAt' | 'gapThreshold' | 'gapDocuments'
>;

function textSection(name: string, values: readonly string[]): SectionSource {
  return arraySection(name, Buffer.from(JSON.stringify(values)));
}

function tagSections(name: string, image: TagImage): SectionSource[] {
  return [
    textSection(`${name}.values`, image.values),
    arraySection(`${name}.heads`, image.heads),
    arraySection(`${name}.pool`, image.pool),
  ];
}

/**
 * Copies what may change and refers to what may not, in one go, so that the snapshot shows one moment although it is
 * written while the index works on. Vectors are copied block by block at the time of writing: a slot that changes
 * meanwhile belongs to a record of the journal after this moment, which is read again after loading.
 */
export function captureState(state: IndexState, own: SnapshotOwn): { meta: SnapshotMeta; sections: SectionSource[] } {
  const { slots, vectors } = state;
  const { shards, frequencies } = state.postings.image();
  const dictionary = state.dictionary.image();
  const blocks = vectors?.blocks ?? 0;
  const tags = [...state.columns.tags.keys()];
  const numbers = [...state.columns.numbers.keys()];
  const sections: SectionSource[] = [
    arraySection('termKeys', dictionary.keys),
    textSection('longerTerms', dictionary.longer),
    arraySection('frequencies', state.frequencies.toArray()),
    arraySection('documentFrequencies', frequencies),
    ...shards.flatMap((shard, i) => [
      arraySection(`shard.${i}.offsets`, shard.offsets),
      arraySection(`shard.${i}.posts`, shard.posts),
      arraySection(`shard.${i}.heads`, shard.heads),
      arraySection(`shard.${i}.nodes`, shard.nodes),
    ]),
    textSection('ids', state.ids.slice(0, slots)),
    textSection('titles', state.titles.slice(0, slots)),
    arraySection('alive', state.alive.words.slice()),
    arraySection('lengths', state.lengths.slice(0, slots)),
    arraySection('offsets', state.offsets.slice(0, slots)),
    arraySection('textLengths', state.textLengths.slice(0, slots)),
    arraySection('vectorPlaces', state.vectorPlaces.slice(0, slots)),
    arraySection('vectorLengths', state.vectorLengths.slice(0, slots)),
    arraySection('sparse', state.sparse.slice(0, slots)),
    arraySection('free', Uint32Array.from(state.free)),
    arraySection('dead', Uint32Array.from(state.deadSlots())),
    arraySection('keywordCounts', state.keywordCounts.slice()),
    ...tagSections('keywords', state.keywords.image(slots)),
    ...tags.flatMap((field) => tagSections(`tag.${field}`, state.columns.tags.get(field)!.image(slots))),
    ...numbers.map((field) =>
      arraySection(`number.${field}`, state.columns.numbers.get(field)!.values.slice(0, slots)),
    ),
  ];
  if (vectors) {
    sections.push(arraySection('scales', vectors.scales.slice(0, slots)), {
      name: 'vectors',
      length: blocks * vectors.blockBytes,
      *chunks() {
        for (let block = 0; block < blocks; block++) {
          const copy = new Uint8Array(vectors.blockBytes);
          vectors.copyBlock(block, copy);
          yield copy;
        }
      },
    });
  }
  return {
    meta: {
      ...own,
      layout: LAYOUT_VERSION,
      textPipeline: TEXT_PIPELINE_VERSION,
      journalEnd: state.log.end,
      writtenAt: new Date().toISOString(),
      slots,
      documents: state.documents,
      totalLength: state.totalLength,
      vectorBlocks: blocks,
      tags,
      numbers,
    },
    sections,
  };
}

function readTexts(reader: SnapshotReader, name: string): string[] {
  return JSON.parse(Buffer.from(reader.bytes(name).buffer).toString('utf8')) as string[];
}

function readTag(reader: SnapshotReader, name: string): TagColumn {
  return TagColumn.from({
    values: readTexts(reader, `${name}.values`),
    heads: reader.u32(`${name}.heads`),
    pool: reader.u32(`${name}.pool`),
  });
}

/**
 * Fills an empty state from a snapshot.
 * @throws SearchError when the snapshot is broken or was made by another layout, pipeline or embedding model
 */
export function loadState(
  path: string,
  state: IndexState,
  own: { embeddingModel: string | null; dimension: number; journal: string },
): SnapshotMeta {
  const reader = SnapshotReader.open(path);
  try {
    const meta = reader.meta as SnapshotMeta;
    const fits =
      meta.layout === LAYOUT_VERSION &&
      meta.textPipeline === TEXT_PIPELINE_VERSION &&
      meta.embeddingModel === own.embeddingModel &&
      meta.dimension === own.dimension &&
      meta.journal === own.journal;
    if (!fits) throw new SearchError('SEARCH_STORAGE', 'The snapshot of the search index is of another version');
    const shards: ShardImage[] = [];
    for (let i = 0; i < SHARDS; i++) {
      shards.push({
        offsets: reader.u32(`shard.${i}.offsets`),
        posts: reader.u32(`shard.${i}.posts`),
        heads: reader.i32(`shard.${i}.heads`),
        nodes: reader.u32(`shard.${i}.nodes`),
      });
    }
    state.dictionary = TermDictionary.from(reader.u32('termKeys'), readTexts(reader, 'longerTerms'));
    state.frequencies = FrequencyTable.from(reader.u32('frequencies'));
    state.postings = Postings.from(shards, reader.u32('documentFrequencies'));
    state.columns = new Columns();
    for (const field of meta.tags) state.columns.tags.set(field, readTag(reader, `tag.${field}`));
    for (const field of meta.numbers) {
      state.columns.numbers.set(field, NumberColumn.from(reader.f64(`number.${field}`)));
    }
    state.keywords = readTag(reader, 'keywords');
    state.keywordCounts = reader.u32('keywordCounts');
    state.ids = readTexts(reader, 'ids');
    state.titles = readTexts(reader, 'titles');
    state.alive = new Bitset(0);
    state.alive.words = reader.u32('alive');
    state.lengths = reader.f32('lengths');
    state.offsets = reader.f64('offsets');
    state.textLengths = reader.u32('textLengths');
    state.vectorPlaces = reader.u32('vectorPlaces');
    state.vectorLengths = reader.u32('vectorLengths');
    state.sparse = reader.bytes('sparse');
    state.free = [...reader.u32('free')];
    state.dead = [...reader.u32('dead')];
    state.slots = meta.slots;
    state.documents = meta.documents;
    state.totalLength = meta.totalLength;
    state.slotById.clear();
    state.alive.forEach((slot) => {
      state.slotById.set(state.ids[slot]!, slot);
    });
    if (state.vectors && reader.names().includes('vectors')) {
      reader.readInto('vectors', state.vectors.restore(reader.f32('scales'), meta.vectorBlocks));
    }
    state.restored();
    return meta;
  } finally {
    reader.close();
  }
}
