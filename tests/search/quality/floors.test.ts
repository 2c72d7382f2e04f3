import { join } from 'node:path';
import { expect, it } from 'vitest';
import { evalLabels } from '../../../scripts/eval-labels.ts';

// Floors a little below the figures of docs/matching.md: a change that costs more than that is to be explained.
it('the ranking of the demo data stays as good as two readers found it', async () => {
  const report = (await evalLabels(join(import.meta.dirname, 'labels.json')))!;
  expect(report.pairs).toBeGreaterThan(450);
  expect(report.annotatorKappa).toBeGreaterThan(0.85);
  expect(report.meanAbsoluteError).toBeLessThan(0.38);
  expect(report.meanAbsoluteError).toBeLessThan(report.baselineError / 2);
  expect(report.precisionAt5 / report.bestPrecisionAt5).toBeGreaterThan(0.95);
  expect(report.ndcgAt10).toBeGreaterThan(0.92);
  expect(report.noAnswerAuc).toBeGreaterThan(0.95);
}, 180_000);
