import type { MatchEvidence } from '../../../contracts/matching.contract.ts';
import { quantityWords } from '../../../contracts/unit-words.ts';
import type { VisibleEvidence } from './evidence.ts';
import { type Language, partLabel, renderReason } from './reasons.ts';
import type { Reason } from './types.ts';

function offeredWords(offered: string, converted: string | null, language: Language): string {
  const words = quantityWords(offered, language);
  if (!converted || converted === offered) return words;
  const same = quantityWords(converted, language);
  return language === 'zh' ? `${words}（${same}）` : `${words} (${same})`;
}

const QUANTITIES: ReadonlySet<string> = new Set(['required', 'offered']);
/** The quantities among the params of a reason, with units as readers know them. */
const inWords = (reason: Reason, language: Language): Reason => ({
  ...reason,
  params: Object.fromEntries(
    Object.entries(reason.params).map(([name, value]) => [
      name,
      typeof value === 'string' && QUANTITIES.has(name) ? quantityWords(value, language) : value,
    ]),
  ),
});

/** Redacted evidence in words, in the shape of the contract. Takes only what `redactFor` gave. */
export function presentEvidence(visible: VisibleEvidence, language: Language): MatchEvidence {
  const { terms, passages, hiddenCount, rows, parts, factors, stop } = visible;
  return {
    terms,
    passages: passages.map(({ side, field, level, text, spans }) => ({
      side,
      field,
      level,
      text,
      spans: spans.map(({ start, end, term }) => ({ start, end, term })),
    })),
    hiddenCount,
    indicators: rows.map(({ name, mandatory, required, offered, converted, status, reason }) => ({
      name,
      mandatory,
      required: quantityWords(required, language),
      offered: offered && offeredWords(offered, converted, language),
      status,
      reason: renderReason(inWords(reason, language), language),
    })),
    parts: parts.map(({ name, value, weight, contribution }) => ({
      name,
      label: partLabel(name, language),
      value,
      weight,
      contribution,
    })),
    factors: factors.map(({ name, weight, score, reason }) => ({
      name,
      label: partLabel(name, language),
      weight,
      score,
      reason: renderReason(reason, language),
    })),
    stop: stop ? renderReason(stop, language) : null,
  };
}
