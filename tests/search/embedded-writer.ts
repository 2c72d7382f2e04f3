import { EmbeddedEngine } from '../../search/engines/embedded/engine.ts';

/** Writes documents one after another and tells the parent each that was acknowledged, until it is killed. */
const [dir = '', round = ''] = process.argv.slice(2);
const engine = new EmbeddedEngine({ dir, embeddingModelId: null, dimension: 0 });
for (let i = 0; i < 100_000; i++) {
  const id = `doc-${round}-${i}`;
  await engine.upsert('public', [
    {
      id,
      kind: 'achievement',
      title: `断电之前第${i}号`,
      keywords: ['断电'],
      body: '正文',
      tags: {},
      numbers: { n: i },
    },
  ]);
  process.send?.(id);
  if (i % 25 === 24) await engine.flush();
}
