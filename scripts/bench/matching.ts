import { Demand } from '../../server/modules/demands/demand.entity.ts';
import { Match, MatchList } from '../../server/modules/matching/match.entity.ts';
import { loadDemoWhenEmpty } from '../seed/load-demo.ts';
import { openInstance } from './instance.ts';
import { type Figure, percentile } from './report.ts';

const AGAIN = 30;

/** Match lists of the demo demands, from profile to stored list; the size is theirs, whatever was asked for. */
export async function benchMatching(): Promise<Figure[]> {
  const instance = await openInstance();
  try {
    const { container } = instance;
    await loadDemoWhenEmpty(container, () => undefined);
    const em = container.database.em.fork();
    const ids = (await em.find(Demand, {}, { fields: ['id'], orderBy: { id: 'asc' } })).map(({ id }) => id);
    // Loading the demo has matched and curated already: from here every list is new.
    await em.nativeDelete(Match, {});
    await em.nativeDelete(MatchList, {});
    const figures: Figure[] = [];
    const note = (name: string, value: number, unit: string) =>
      figures.push({ part: 'match', name, size: ids.length, value, unit });
    const recompute = async (id: string) => {
      const began = performance.now();
      await container.matching.recompute('demand', id);
      return performance.now() - began;
    };
    const fresh: number[] = [];
    for (const id of ids) fresh.push(await recompute(id));
    note('full match of the demo demands', fresh.reduce((sum, ms) => sum + ms, 0) / 1000, 's');
    note('a new list: p50', percentile(fresh, 0.5), 'ms');
    note('a new list: p95', percentile(fresh, 0.95), 'ms');
    const again: number[] = [];
    for (const id of ids.slice(0, AGAIN)) again.push(await recompute(id));
    note('one recompute: p50', percentile(again, 0.5), 'ms');
    note('one recompute: p95', percentile(again, 0.95), 'ms');
    note('pairs stored', await em.count(Match, {}), '');
    note('memory of the process', process.memoryUsage().rss / 2 ** 20, 'MB');
    return figures;
  } finally {
    await instance.close();
  }
}
