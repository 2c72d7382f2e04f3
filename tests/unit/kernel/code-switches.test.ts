import { describe, expect, it } from 'vitest';
import { assertCodesOn, offErrors, offKey } from '../../../server/kernel/code-switches.ts';
import { AppError } from '../../../server/kernel/errors.ts';

const off = new Set([
  offKey('LAOSHAN_CHAIN', 'VR'),
  offKey('COOP_MODE', 'SELF'),
  offKey('TRL', '9'),
  offKey('INDUSTRY_SECTION', 'C'),
  offKey('HTI', '10'),
  offKey('IP_TYPE', 'TM'),
]);
const paths = (next: object, kept: object | null = null) => offErrors(next, kept, off).map((error) => error.path);

describe('codes that are switched off', () => {
  it('are named by field and place, in lists, numbers and rights', () => {
    expect(paths({ chainCodes: ['MB', 'VR'], cooperationModes: ['SELF'], targetTrl: 9, title: 'VR' })).toEqual([
      'chainCodes.1',
      'cooperationModes.0',
      'targetTrl',
    ]);
    expect(paths({ ip: [{ ipType: 'INV' }, { ipType: 'TM' }] })).toEqual(['ip.1.ipType']);
    expect(paths({ chainCodes: ['MB'], targetTrl: 8, hti: '', industryCodes: [], demandKind: null })).toEqual([]);
  });
  it('take what stands below them along', () => {
    expect(paths({ industryCodes: ['C39', 'A'], hti: '101' })).toEqual(['industryCodes.0', 'hti']);
    expect(paths({ industryCode: 'C' })).toEqual(['industryCode']);
  });
  it('stay where they stood before, and cannot be put into another field', () => {
    expect(paths({ targetTrl: 9, chainCodes: ['VR', 'MB'] }, { targetTrl: 9, chainCodes: ['VR'] })).toEqual([]);
    expect(paths({ targetTrl: 9, acceptMinTrl: 9 }, { targetTrl: 9 })).toEqual(['acceptMinTrl']);
    expect(paths({ ip: [{ ipType: 'TM' }] }, { ip: [{ ipType: 'TM' }] })).toEqual([]);
  });
  it('are refused with the path of the form', () => {
    expect(() => assertCodesOn({ targetTrl: 9 }, null, new Set())).not.toThrow();
    try {
      assertCodesOn({ targetTrl: 9 }, null, off, 'content.');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).fields).toEqual([{ path: 'content.targetTrl', code: 'code_off' }]);
    }
  });
});
