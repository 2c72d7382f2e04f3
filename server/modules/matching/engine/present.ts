import type { MatchEvidence } from '../../../contracts/matching.contract.ts';
import type { VisibleEvidence } from './evidence.ts';
import { type Language, partLabel, renderReason } from './reasons.ts';

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
      required,
      offered:
        offered && converted && converted !== offered
          ? language === 'zh'
            ? `${offered}（${converted}）`
            : `${offered} (${converted})`
          : offered,
      status,
      reason: renderReason(reason, language),
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
