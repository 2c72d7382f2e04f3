import { SearchError } from '../../errors.ts';
import type { Candidate, CandidateQuery, CandidateResult } from '../../port.ts';
import { FUSION_DEPTH, fuse } from '../../ranking/fusion.ts';
import { glossaryOf, planCandidates } from '../../ranking/query-plan.ts';
import { rankText } from '../../ranking/rank-text.ts';
import { topK } from '../../ranking/top-k.ts';
import { checkFilters, inMask, maskOf } from './facets.ts';
import type { IndexState } from './index-state.ts';
import { scoreParts } from './score-parts.ts';

/** Best of the approximate vector scan whose exact product is computed. */
const RESCORED = 50;
/** Terms told as evidence. */
const EVIDENCE_TERMS = 40;

/** Matching's view of one index: a profile against all documents, best first, with everything that made the score. */
export class CandidateRunner {
  readonly #state: IndexState;
  #dense: Float32Array = new Float32Array(0);
  /** See `ranking/gap.ts`; recomputed from the corpus, kept in the snapshot. */
  gapThreshold = 0;

  constructor(state: IndexState) {
    this.#state = state;
  }

  run(query: CandidateQuery): CandidateResult {
    const began = performance.now();
    const state = this.#state;
    if (!Number.isInteger(query.k) || query.k < 1 || query.k > FUSION_DEPTH) {
      throw new SearchError('SEARCH_BAD_QUERY', `k must be a whole number from 1 to ${FUSION_DEPTH}`);
    }
    const mask = maskOf(state, checkFilters(query.filters));
    const accept = (slot: number) => inMask(mask, slot);
    const { ids } = state;
    const byId = (a: number, b: number) => (ids[a]! < ids[b]! ? -1 : 1);
    const text = rankText(planCandidates(query.parts, glossaryOf(state)), state, {
      depth: FUSION_DEPTH,
      accept,
      tieBreak: byId,
    });
    const weight = query.denseWeight ?? 0;
    const dense = query.vector && weight !== 0 && state.vectors ? this.#nearest(query.vector, accept, byId) : undefined;
    const textById = new Map(Array.from(text.slots, (slot, i) => [ids[slot]!, text.scores[i]!]));
    const fused = dense
      ? fuse([
          { ids: Array.from(text.slots, (slot) => ids[slot]!), scores: text.scores, weight: 1 },
          { ids: dense.slots.map((slot) => ids[slot]!), scores: dense.scores, weight },
        ])
      : Array.from(text.slots, (slot, i) => ({ id: ids[slot]!, score: text.scores[i]!, parts: [text.scores[i]!] }));
    const best = fused.slice(0, query.k);
    const slots = best.map(({ id }) => state.slotOf(id));
    const told = scoreParts(
      state,
      slots,
      text.terms.map(({ term, source, weight: own }) => ({ id: state.dictionary.find(term), source, weight: own })),
    );
    const kinds = state.columns.tags.get('kind');
    const candidates = best.map(({ id, score, parts }, i): Candidate => {
      const slot = slots[i]!;
      const { text: ownText, ...fields } = told[i]!;
      const textScore = textById.get(id) ?? ownText;
      const candidate: Candidate = {
        id,
        kind: kinds?.get(slot)[0] ?? '',
        score,
        parts: { text: textScore, ...(dense ? { textZ: parts[0]!, dense: parts[1]! } : {}), ...fields },
        coverage: text.ideal > 0 ? Math.min(1, textScore / text.ideal) : 0,
      };
      const cosine = query.vector && state.vectors ? state.exactDot(slot, query.vector) : undefined;
      if (cosine !== undefined) candidate.cosine = cosine;
      return candidate;
    });
    return {
      candidates,
      gap: text.gap,
      gapThreshold: this.gapThreshold,
      noCloseMatch: candidates.length === 0 || text.gap < this.gapThreshold,
      terms: text.terms.slice(0, EVIDENCE_TERMS).map(({ term, idf, weight: own }) => ({ term, idf, weight: own })),
      tookMs: performance.now() - began,
    };
  }

  #nearest(
    vector: Float32Array,
    accept: (slot: number) => boolean,
    tieBreak: (a: number, b: number) => number,
  ): { slots: number[]; scores: number[] } {
    const state = this.#state;
    if (this.#dense.length < state.slots) this.#dense = new Float32Array(Math.ceil(state.slots * 1.25));
    state.vectors!.scan(vector, state.slots, this.#dense);
    const found = topK(this.#dense.subarray(0, state.slots), FUSION_DEPTH, accept, tieBreak);
    const listed = Array.from(found.slots, (slot, i) => ({
      slot,
      score: (i < RESCORED ? state.exactDot(slot, vector) : undefined) ?? found.scores[i]!,
    }));
    listed.sort((a, b) => b.score - a.score || tieBreak(a.slot, b.slot));
    return { slots: listed.map(({ slot }) => slot), scores: listed.map(({ score }) => score) };
  }
}
