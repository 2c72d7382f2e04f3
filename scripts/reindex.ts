import { openLocal, runTool } from './open-local.ts';

// Rebuilds both indexes beside the present ones and swaps. With a running server, use its page 检索引擎 instead.
runTool(async () => {
  const { container, close } = await openLocal();
  let shown = 0;
  await container.indexer.rebuild((state) => {
    if (state.done - shown >= 500 || state.done === state.total) {
      shown = state.done;
      console.log(`${state.done} / ${state.total}`);
    }
  });
  for (const index of ['public', 'matching'] as const) {
    const stats = await container.engine.stats(index);
    console.log(`${index}: ${stats.documents} documents, ${stats.terms} terms, ${(stats.bytes / 1e6).toFixed(1)} MB`);
  }
  await close();
}, '服务运行时请在页面“检索引擎”中重建。With a running server, rebuild in its page “Search engine”.');
