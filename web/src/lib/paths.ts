const query = (values: Record<string, string | undefined>): string => {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value) params.set(key, value);
  const text = params.toString();
  return text ? `?${text}` : '';
};

/** Every address of the pages. Patterns for the route table stand in PATTERNS, links are made here. */
export const paths = {
  home: '/',
  achievements: '/achievements',
  achievement: (id: string) => `/achievements/${id}`,
  demands: '/demands',
  demand: (id: string) => `/demands/${id}`,
  organisations: '/organisations',
  organisation: (id: string) => `/organisations/${id}`,
  team: (id: string) => `/teams/${id}`,
  signIn: (next?: string) => `/sign-in${query({ next })}`,
  register: '/register',
  registerProfile: '/register/profile',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  account: '/account',

  desk: '/desk',
  deskAchievements: '/desk/achievements',
  deskAchievementNew: '/desk/achievements/new',
  deskAchievement: (id: string) => `/desk/achievements/${id}`,
  deskAchievementEdit: (id: string) => `/desk/achievements/${id}/edit`,
  deskAchievementMatches: (id: string) => `/desk/achievements/${id}/matches`,
  deskDemands: '/desk/demands',
  deskDemandNew: '/desk/demands/new',
  deskDemand: (id: string) => `/desk/demands/${id}`,
  deskDemandEdit: (id: string) => `/desk/demands/${id}/edit`,
  deskDemandMatches: (id: string) => `/desk/demands/${id}/matches`,
  deskIntroductions: '/desk/introductions',
  deskIntroduction: (id: string) => `/desk/introductions/${id}`,
  deskTeams: '/desk/teams',
  deskOrganisation: '/desk/organisation',
  deskNotifications: '/desk/notifications',
  /** The institute's first step of the review. */
  deskReview: '/desk/review',

  staff: '/staff',
  staffReview: '/staff/review',
  staffCuration: '/staff/curation',
  staffCurationDemand: (id: string) => `/staff/curation/${id}`,
  staffImports: '/staff/imports',
  staffImport: (id: string) => `/staff/imports/${id}`,
  staffOrganisations: '/staff/organisations',
  staffOrganisation: (id: string) => `/staff/organisations/${id}`,

  adminAccounts: '/admin/accounts',
  adminCodeTables: '/admin/code-tables',
  adminSearch: '/admin/search',
} as const;

/** Only an address of our own pages may be the goal of a redirect. */
export function safeNext(next: string | null | undefined): string | null {
  return next && /^\/(?![/\\])/u.test(next) ? next : null;
}
