import { describe, expect, it } from 'vitest';
import { AppError } from '../../../server/kernel/errors.ts';
import { checkDemandContent } from '../../../server/modules/demands/demands.content.ts';

const NOW = new Date('2026-11-23T02:00:00Z');
const wrong = (content: Parameters<typeof checkDemandContent>[0]): unknown => {
  try {
    checkDemandContent(content, NOW);
    return [];
  } catch (error) {
    return error instanceof AppError ? error.fields : error;
  }
};

describe('contents of a demand', () => {
  it('names every contact that cannot be one', () => {
    expect(wrong({ contactMobile: '123x', contactEmail: '123x' })).toEqual([
      { path: 'content.contactMobile', code: 'mobile' },
      { path: 'content.contactEmail', code: 'email' },
    ]);
    expect(wrong({ contactMobile: '13800000001', contactEmail: 'li@example.cn' })).toEqual([]);
    expect(wrong({ contactMobile: '', contactEmail: '' })).toEqual([]);
  });
});
