/** Contacts are masked by default and opened one by one, which is written down (handbook section 7). */
export const maskMobile = (mobile: string): string => mobile.replace(/^(.{3}).+(.{4})$/u, '$1****$2');
export const maskEmail = (email: string): string => email.replace(/^(.).*@/u, '$1***@');
