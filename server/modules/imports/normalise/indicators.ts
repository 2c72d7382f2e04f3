import type { Indicator } from '../../../contracts/indicator.contract.ts';
import { findIndicators } from '../../../kernel/indicator-text.ts';
import { askReading, emptyReading, isEmptyText, type Reading, reading } from '../../../kernel/reading.ts';

const oneLine = (text: string): string => text.replace(/\s*[\n\r]+\s*/gu, ' ').trim();

/** Technical indicators of a cell; read from running text, so always shown to a person. */
export function readIndicators(raw: string, isDemand: boolean): Reading<Indicator[]> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const found = findIndicators(raw).filter((match) => match.confidence >= 0.5 && oneLine(match.name) !== '');
  if (found.length === 0) return askReading(raw, 'no_indicator');
  const indicators = found.slice(0, 30).map(
    (match): Indicator => ({
      name: oneLine(match.name).slice(0, 60),
      comparator: match.comparator,
      value: match.value,
      value2: match.value2,
      textValue: null,
      unit: oneLine(match.unit).slice(0, 30),
      condition: oneLine(match.condition).slice(0, 200),
      mandatory: isDemand,
      weight: null,
      currentValue: match.currentValue,
      testMethod: '',
    }),
  );
  return reading(raw, indicators, 0.7, ['indicators_from_text']);
}
