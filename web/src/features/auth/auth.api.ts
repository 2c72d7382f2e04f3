import type { QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import type { Me, RegisterProfile } from '../../../../server/contracts/accounts.contract.ts';
import type { OrganisationView } from '../../../../server/contracts/organisations.contract.ts';
import { api, authApi } from '../../lib/api-client.ts';
import { ApiError } from '../../lib/api-error.ts';
import { meQuery } from '../../lib/session.ts';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;

export const signIn = (input: { email: string; password: string; rememberMe: boolean }) =>
  authApi.post('/sign-in/email', input);
export const signUp = (input: { name: string; email: string; password: string }) =>
  authApi.post('/sign-up/email', input);
export const requestReset = (email: string) =>
  authApi.post('/request-password-reset', { email, redirectTo: '/reset-password' });
export const resetPassword = (input: { token: string; newPassword: string }) => authApi.post('/reset-password', input);
export const changePassword = (input: { currentPassword: string; newPassword: string }) =>
  authApi.post('/change-password', { ...input, revokeOtherSessions: true });
export const revokeOtherSessions = () => authApi.post('/revoke-other-sessions');

export async function completeProfile(queryClient: QueryClient, input: RegisterProfile): Promise<Me> {
  const me = await api.post<Me>('/me/profile', input);
  queryClient.setQueryData(meQuery.queryKey, me);
  return me;
}

export const organisationNamesQuery = (q: string) => ({
  queryKey: ['organisations', 'names', q],
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await api.get<{ items: OrganisationView[] }>('/organisations', { query: { q, limit: 8 }, signal })).items.map(
      (item) => item.name,
    ),
  enabled: q.length >= 2,
  staleTime: 60_000,
  retry: false,
});

/** The address has an account already: the field is named, not the form. */
export const isTaken = (error: unknown): boolean =>
  error instanceof ApiError && error.code.startsWith('USER_ALREADY_EXISTS');

/** Our words for the codes of the sign-in service; anything else keeps the general words. */
export function authWords(error: unknown): string | null {
  if (!(error instanceof ApiError)) return null;
  const key = `auth:error.${error.status === 429 ? 'TOO_MANY_REQUESTS' : error.code}`;
  return i18next.exists(key) ? i18next.t(key) : null;
}
