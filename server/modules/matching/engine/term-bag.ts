import type { CandidateResult } from '../../../../search/port.ts';
import { normaliseText } from '../../../../search/text/normalise.ts';
import { extractTerms, termKind } from '../../../../search/text/terms.ts';
import { remember } from '../../../kernel/remember.ts';

const CACHED_TEXTS = 2000;

/** Inverse document frequencies, from the corpus where it is known. */
export interface TermStats {
  idf(term: string): number;
  /** From this idf on a term says enough to be shown as evidence. */
  floor: number;
}

/** Pairs that stand in almost every text of this domain; used when the corpus has said nothing about a term. */
const COMMON =
  '技术 研究 系统 方法 应用 开发 产品 企业 公司 问题 解决 需要 实现 提高 目前 进行 采用 具有 通过 要求 工艺 生产 设备 项目 主要 性能 质量 效果 能够 可以 以及 现有 国内 国际 行业 领域 发展 降低 成本 使用 影响 基于 关键 一种 及其 设计 制备 过程 条件 相关 提升 改进 优化 希望 达到 满足 保证 存在 利用 结合 形成 建立 推广 示范 工程 装置 平台 模型 分析 控制 检测 智能 新型 高效 我们 我司 合作 攻关 难题 不足 较大 较高 方案 指标 数据 管理 服务';
const COMMON_TERMS: ReadonlySet<string> = new Set(COMMON.split(' '));
/** Share of the strongest idf of a run below which a term is too usual to be shown. */
const EVIDENCE_SHARE = 0.55;
const GUESS = { common: 1.5, han: 1.5, pair: 5, word: 5.5 };

/** Statistics without a corpus: enough to tell 技术 from 光学膜, no more. */
export const guessedStats: TermStats = {
  floor: 3,
  idf(term) {
    if (COMMON_TERMS.has(term)) return GUESS.common;
    return GUESS[termKind(term)];
  },
};

/** Statistics of one candidate run; terms the engine did not report are guessed, never above the strongest reported. */
export function statsOfRun(terms: CandidateResult['terms']): TermStats {
  const known = new Map(terms.map(({ term, idf }) => [normaliseText(term), idf]));
  const ceiling = Math.max(GUESS.common, ...known.values());
  // A handful of records cannot tell rare words from usual ones: the guess does, until the corpus has grown.
  if (ceiling < guessedStats.floor) return guessedStats;
  return {
    floor: Math.max(2, EVIDENCE_SHARE * ceiling),
    idf: (term) => known.get(term) ?? Math.min(ceiling, guessedStats.idf(term)),
  };
}

export const isCommon = (term: string): boolean => COMMON_TERMS.has(term);

/** Pairs of Han characters and Latin words; single characters say too little to be counted as shared. */
export const informativeTerms: (text: string) => ReadonlySet<string> = remember(CACHED_TEXTS, (text) => {
  const terms = new Set<string>();
  for (const term of extractTerms(text)) {
    const kind = termKind(term);
    if (kind === 'pair' || (kind === 'word' && !/^[\d.]+$/u.test(term) && term.length > 1)) terms.add(term);
  }
  return terms;
});

/** Union of the terms of several texts; terms never reach across two texts. */
export function termsOfAll(texts: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const text of texts) for (const term of informativeTerms(text)) all.add(term);
  return all;
}

/** Informative weight: importance falls away below an idf of 1, so that filler words weigh nothing. */
export const termWeight = (stats: TermStats, term: string): number => Math.max(0, stats.idf(term) - 1);

interface Weighed {
  terms: readonly string[];
  weights: Float64Array;
  total: number;
}

/** Weights of a set under one statistics: a demand's sets meet every candidate of a run. */
const weighed = new WeakMap<TermStats, WeakMap<ReadonlySet<string>, Weighed>>();

function weigh(wanted: ReadonlySet<string>, stats: TermStats): Weighed {
  const known = weighed.get(stats) ?? new WeakMap<ReadonlySet<string>, Weighed>();
  weighed.set(stats, known);
  const present = known.get(wanted);
  if (present) return present;
  const terms = [...wanted];
  const weights = Float64Array.from(terms, (term) => termWeight(stats, term));
  const made = { terms, weights, total: weights.reduce((sum, weight) => sum + weight, 0) };
  known.set(wanted, made);
  return made;
}

/** Weighted share of `wanted` that `held` contains, 0–1; null when nothing informative is wanted. */
export function coveredShare(wanted: ReadonlySet<string>, held: ReadonlySet<string>, stats: TermStats): number | null {
  const { terms, weights, total } = weigh(wanted, stats);
  if (total <= 0) return null;
  let covered = 0;
  for (let i = 0; i < terms.length; i += 1) if (held.has(terms[i]!)) covered += weights[i]!;
  return covered / total;
}
