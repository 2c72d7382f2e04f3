import { useMe } from '../../../lib/session.ts';

/** Which of the two ways in to offer: visitors see both, a person signed in only what the own role may do. */
export function useOffers(): { mayPose: boolean; mayAdd: boolean } {
  const me = useMe();
  const is = (...roles: string[]): boolean => !me || me.roles.some((role) => roles.includes(role));
  return {
    mayPose: is('enterpriseUser', 'technologyManager', 'operator'),
    mayAdd: is('researcher', 'instituteAdmin', 'operator'),
  };
}
