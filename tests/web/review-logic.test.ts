import { describe, expect, it } from 'vitest';
import {
  type BatchItem,
  batchSteps,
  bodyOf,
  errorsOf,
  newForm,
  type QueueRow,
  reviewEvents,
  runBatch,
  stageOf,
} from '../../web/src/features/review/review-logic.ts';

const row = (id: string, status: string, revisionStatus: string | null = null): QueueRow => ({
  id,
  code: id,
  title: id,
  status,
  revisionStatus,
  version: 3,
});
const form = newForm('岑某', '2026-11-23');
const cleared = { result: 'CLEARED' as const, person: '岑某', date: '2026-11-23', document: '审查表' };

describe('what a step asks for', () => {
  it('lets the institute approve only with ownership and both checks', () => {
    expect(Object.keys(errorsOf('achievements', 'instituteApprove', form))).toEqual([
      'checked',
      'secrecyCheck.result',
      'exportCheck.result',
    ]);
    const full = {
      ...form,
      checked: ['ownership'],
      secrecyCheck: cleared,
      exportCheck: { ...cleared, result: 'RESTRICTED' as const },
    };
    expect(errorsOf('achievements', 'instituteApprove', full)).toEqual({});
    expect(bodyOf('instituteApprove', full, 4)).toMatchObject({
      version: 4,
      ownershipConfirmed: true,
      secrecyCheck: cleared,
    });
    const secret = { ...full, secrecyCheck: { ...cleared, result: 'RESTRICTED' as const } };
    expect(errorsOf('achievements', 'instituteApprove', secret)).toEqual({ 'secrecyCheck.result': 'cleared' });
    expect(errorsOf('achievements', 'instituteApprove', { ...full, exportCheck: { ...cleared, person: ' ' } })).toEqual(
      { 'exportCheck.person': 'required' },
    );
  });

  it('asks for every point before publishing', () => {
    expect(errorsOf('demands', 'publish', { ...form, checked: ['texts'] })).toEqual({ checked: 'points' });
    expect(errorsOf('demands', 'publish', { ...form, checked: ['anonymity', 'texts', 'levels'] })).toEqual({});
  });

  it('asks for a reason when something goes back or is not published', () => {
    expect(errorsOf('achievements', 'return', form)).toEqual({ comment: 'required' });
    expect(errorsOf('demands', 'reject', { ...form, comment: '采购信息' })).toEqual({ reasonCode: 'required' });
    expect(bodyOf('reject', { ...form, comment: ' 采购信息 ', reasonCode: 'R13' }, 1)).toEqual({
      version: 1,
      event: 'reject',
      comment: '采购信息',
      reasonCode: 'R13',
    });
  });

  it('sends the consent of the firm only when it was given', () => {
    expect(errorsOf('demands', 'refined', form)).toEqual({ checked: 'points' });
    expect(bodyOf('refined', { ...form, checked: ['consent'] }, 1)).toMatchObject({
      firmConsent: true,
      interviewOn: '2026-11-23',
    });
  });

  it('keeps to the steps of the review, forward first', () => {
    expect(reviewEvents(['return', 'archive', 'publish', 'suspend'])).toEqual(['publish', 'return']);
  });
});

describe('several at once', () => {
  it('knows the stage of a new version beside a published record', () => {
    expect(stageOf('achievements', row('a', 'PUBLISHED', 'INSTITUTE_OK'))).toBe('INSTITUTE_OK');
    expect(stageOf('demands', row('a', 'PUBLISHED', 'SUBMITTED'))).toBe('TRIAGE');
    expect(stageOf('demands', row('a', 'TRIAGE'))).toBe('TRIAGE');
  });

  it('offers each step with the rows that it fits', () => {
    const rows = [row('a', 'SUBMITTED'), row('b', 'INSTITUTE_OK'), row('c', 'PUBLISHED', 'INSTITUTE_OK')];
    expect(batchSteps('achievements', rows).map(({ event, rows: fit }) => [event, fit.map(({ id }) => id)])).toEqual([
      ['instituteApprove', ['a']],
      ['return', ['a', 'b', 'c']],
      ['publish', ['b', 'c']],
    ]);
  });

  it('goes on after a refusal and tells the result of each', async () => {
    const seen: string[][] = [];
    const act = async ({ id }: QueueRow): Promise<void> => {
      if (id === 'b') throw new Error('own item');
    };
    const result = await runBatch(
      [row('a', 'X'), row('b', 'X'), row('c', 'X')],
      act,
      (error) => (error as Error).message,
      (items: readonly BatchItem[]) => seen.push(items.map((item) => item.state)),
    );
    expect(result.map(({ state, message }) => [state, message])).toEqual([
      ['done', ''],
      ['failed', 'own item'],
      ['done', ''],
    ]);
    expect(seen[0]).toEqual(['waiting', 'waiting', 'waiting']);
    expect(seen).toContainEqual(['done', 'running', 'waiting']);
  });

  it('stops between two records when asked to', async () => {
    let count = 0;
    const result = await runBatch(
      [row('a', 'X'), row('b', 'X')],
      async () => {
        count += 1;
      },
      String,
      () => undefined,
      () => count > 0,
    );
    expect(result.map(({ state }) => state)).toEqual(['done', 'stopped']);
  });
});
