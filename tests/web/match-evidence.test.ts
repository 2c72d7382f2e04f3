import { describe, expect, it } from 'vitest';
import { mergedPassages } from '../../web/src/components/matching/match-evidence.tsx';

const passage = (field: string, text: string, level = 'L1') =>
  ({ side: 'demand', field, text, spans: [], level }) as unknown as Parameters<typeof mergedPassages>[0][number];

describe('passages of the evidence', () => {
  it('shows the same words once under the names of their fields, and never joins what is private to what is not', () => {
    const merged = mergedPassages([
      passage('problem', '密封圈开裂'),
      passage('title', '低温密封'),
      passage('summary', '密封圈开裂', 'L0'),
      passage('confidential', '密封圈开裂', 'L3'),
    ]);
    expect(merged.map(({ fields, text, level }) => [fields, text, level])).toEqual([
      [['problem', 'summary'], '密封圈开裂', 'L1'],
      [['title'], '低温密封', 'L1'],
      [['confidential'], '密封圈开裂', 'L3'],
    ]);
  });
});
