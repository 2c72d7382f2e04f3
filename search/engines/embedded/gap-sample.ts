import { gapOf, gapThreshold } from '../../ranking/gap.ts';
import { planCandidates } from '../../ranking/query-plan.ts';
import { rankText } from '../../ranking/rank-text.ts';
import type { IndexState } from './index-state.ts';

/** Documents asked as queries; enough for a tenth quantile that moves by about a percent. */
const SAMPLE = 64;

/**
 * The gap below which there is no close match, from the corpus itself: documents spread evenly over the index are
 * asked as profiles, leaving themselves out. Gives the event loop a turn after each.
 */
export async function sampleGapThreshold(state: IndexState, turn: () => Promise<void>): Promise<number> {
  const live: number[] = [];
  state.alive.forEach((slot) => {
    live.push(slot);
  });
  live.sort((a, b) => (state.ids[a]! < state.ids[b]! ? -1 : 1));
  const gaps: number[] = [];
  const step = Math.max(1, live.length / SAMPLE);
  for (let i = 0; i < live.length && gaps.length < SAMPLE; i += step) {
    const self = live[Math.floor(i)]!;
    const text = state.text(self);
    if (!text) continue;
    const plan = planCandidates([
      { role: 'title', text: text.title, weight: 1 },
      { role: 'problem', text: text.body, weight: 1 },
    ]);
    const accept = (slot: number) => slot !== self && state.alive.has(slot);
    const ranked = rankText(plan, state, { depth: 10, accept });
    gaps.push(gapOf(ranked.scores, ranked.ideal));
    await turn();
  }
  return gapThreshold(gaps);
}
