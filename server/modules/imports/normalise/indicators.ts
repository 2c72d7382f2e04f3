import type { Indicator } from '../../../contracts/indicator.contract.ts';
import { findIndicators } from '../../../kernel/indicator-text.ts';
import { askReading, emptyReading, isEmptyText, type Reading, reading } from '../../../kernel/reading.ts';

/** Technical indicators of a cell; read from running text, so always shown to a person. */
export function readIndicators(raw: string, isDemand: boolean): Reading<Indicator[]> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const found = findIndicators(raw).filter((match) => match.confidence >= 0.5 && match.name.length >= 1);
  if (found.length === 0) return askReading(raw, 'no_indicator');
  const indicators = found.slice(0, 30).map(
    (match): Indicator => ({
      name: match.name.slice(0, 60),
      comparator: match.comparator,
      value: match.value,
      value2: match.value2,
      textValue: null,
      unit: match.unit.slice(0, 30),
      condition: match.condition.slice(0, 200),
      mandatory: isDemand,
      weight: null,
      currentValue: match.currentValue,
      testMethod: '',
    }),
  );
  return reading(raw, indicators, 0.7, ['indicators_from_text']);
}
