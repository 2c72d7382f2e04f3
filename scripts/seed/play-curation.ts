import type { Container } from '../../server/container.ts';
import type { DemoData } from './demo-data.ts';
import type { DemoIds } from './demo-progress.ts';

/**
 * A few decisions through the services themselves, so that a newcomer meets each state of the work: confirmed,
 * rejected with a reason, pinned with a note, sent, and accepted by both sides.
 */
export async function playDemoCuration(container: Container, data: DemoData, ids: DemoIds): Promise<void> {
  const { services } = container;
  const operator = await services.accounts.actorById(ids.users.get('operator@demo.fanxing.example')!);
  const researcher = await services.accounts.actorById(ids.users.get('researcher@demo.fanxing.example')!);
  const enterprise = await services.accounts.actorById(ids.users.get('enterprise@demo.fanxing.example')!);
  const answered = data.demands
    .filter((demand) => demand.status === 'PUBLISHED' && demand.expected?.some((pair) => pair.level === 4))
    // The demo firm's own demands first, so that its desk shows introductions.
    .sort((a, b) => Number(b.firm === 'f-im-01') - Number(a.firm === 'f-im-01'))
    .slice(0, 8);
  for (const [i, demand] of answered.entries()) {
    const demandId = ids.demands.get(demand.key)!;
    const list = await services.curation.list(operator, demandId);
    // Played before the load was cut off.
    if (list.items.some((match) => match.status !== 'SUGGESTED')) continue;
    const wanted = new Set(
      demand.expected!.filter((pair) => pair.level === 4).map((pair) => ids.achievements.get(pair.achievement)),
    );
    const best = list.items.find((match) => wanted.has(match.achievement.id) && match.status === 'SUGGESTED');
    if (!best) continue;
    const confirmed = await services.curation.decide(operator, best.id, {
      action: 'CONFIRM',
      comment: '',
      version: best.version,
    });
    const poor = list.items.findLast(
      (match) => match.relevance <= 2 && match.id !== best.id && match.status === 'SUGGESTED',
    );
    if (poor)
      await services.curation.decide(operator, poor.id, {
        action: 'REJECT',
        reasonCode: 'R01',
        comment: '',
        version: poor.version,
      });
    if (i >= 5) continue;
    await services.curation.send(operator, demandId, {
      matchIds: [confirmed.id],
      dueInDays: 14,
      unreachedAccepted: true,
      message: '两家都在崂山，建议先约一次线上沟通，带上检测条件。',
    });
    if (i > 2) continue;
    for (const party of [enterprise, researcher]) {
      const mine = await services.introductions.list(party, { state: 'open', limit: 50 });
      const match = mine.items.find((item) => item.id === confirmed.id);
      if (match && i === 0)
        await services.introductions.answer(party, match.id, { answer: 'ACCEPT', comment: '', version: match.version });
    }
  }
}
