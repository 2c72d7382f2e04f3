import { describe, expect, it } from 'vitest';
import { ROLES } from '../../../server/contracts/accounts.contract.ts';
import { PUBLIC_ACTOR } from '../../../server/kernel/actor.ts';
import {
  contactAccess,
  contactGround,
  maskEmail,
  maskMobile,
  withMaskedContact,
  withoutMasks,
} from '../../../server/kernel/contact.ts';

describe('masks', () => {
  it('keep head and tail of a number and the house of an address', () => {
    expect(maskMobile('13800000000')).toBe('138****0000');
    expect(maskMobile('0532-85801234')).toBe('053****1234');
    expect(maskEmail('someone@firm.example')).toBe('s***@firm.example');
  });
  it('give nothing away of what is short or of another form', () => {
    expect(maskMobile('8580123')).toBe('8****');
    expect(maskMobile('')).toBe('');
    expect(maskEmail('微信号abc')).toBe('微***');
    expect(maskEmail('')).toBe('');
  });
  it('cover a record and come back as no change', () => {
    const kept = { contactName: '联系人', contactMobile: '13800000000', contactEmail: 'a@b.example', other: 1 };
    const masked = withMaskedContact(kept);
    expect(masked).toEqual({ ...kept, contactMobile: '138****0000', contactEmail: 'a***@b.example' });
    expect(withoutMasks(masked, kept)).toEqual({ contactName: '联系人', other: 1 });
    const changed = { contactMobile: '13900000000', contactEmail: null };
    expect(withoutMasks(changed, kept)).toEqual(changed);
    expect(withoutMasks({ contactMobile: '138****0001' }, kept)).toEqual({ contactMobile: '138****0001' });
    expect(withMaskedContact({})).toEqual({});
  });
});

describe('who may open a contact', () => {
  const actor = (...roles: (typeof ROLES)[number][]) => ({ ...PUBLIC_ACTOR, userId: 'me', roles });
  it('the operator all, the manager in charge, the administrator with a reason, nobody else', () => {
    const grounds = (isInCharge: boolean) =>
      ROLES.flatMap((role) => {
        const ground = contactGround(actor(role), isInCharge);
        return ground ? [[role, ground]] : [];
      });
    const always = [
      ['operator', 'OPERATOR'],
      ['platformAdmin', 'REASON'],
    ];
    expect(grounds(false)).toEqual(always);
    expect(grounds(true).sort()).toEqual([...always, ['technologyManager', 'ASSIGNED']].sort());
    expect(contactGround(PUBLIC_ACTOR, true)).toBeNull();
    expect(contactGround(actor('platformAdmin', 'technologyManager'), false)).toBe('REASON');
  });
  it('is asked for only where there is one', () => {
    expect(contactAccess('OPERATOR', true)).toBe('LOGGED');
    expect(contactAccess('REASON', true)).toBe('REASON');
    expect(contactAccess('OPERATOR', false)).toBe('NONE');
    expect(contactAccess(null, true)).toBe('NONE');
  });
});
