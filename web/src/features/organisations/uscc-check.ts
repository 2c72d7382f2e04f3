/** GB 32100-2015 for the field while it is typed; the server decides. 31 symbols, the value of a symbol is its index. */
const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** What people type for a symbol that looks alike; only ever offered, never applied. */
const ALIKE: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5' };
const WEIGHTS = Array.from({ length: 17 }, (_, place) => 3 ** place % 31);

export type UsccFault = 'length' | 'symbol' | 'check';
export interface UsccCheck {
  normal: string;
  fault: UsccFault | null;
  /** A code that passes once look-alike letters are replaced. */
  suggestion: string | null;
}

const normalOf = (typed: string): string => typed.normalize('NFKC').replace(/\s+/gu, '').toUpperCase();

function faultOf(code: string): UsccFault | null {
  if (code.length !== 18) return 'length';
  if ([...code].some((char, place) => (place >= 2 && place <= 7 ? !/\d/u.test(char) : !SYMBOLS.includes(char))))
    return 'symbol';
  const sum = WEIGHTS.reduce((total, weight, place) => total + SYMBOLS.indexOf(code.charAt(place)) * weight, 0);
  return SYMBOLS[(31 - (sum % 31)) % 31] === code[17] ? null : 'check';
}

/** Checks a unified social credit code as typed; an empty one has no fault. */
export function checkUscc(typed: string): UsccCheck {
  const normal = normalOf(typed);
  const fault = normal === '' ? null : faultOf(normal);
  if (fault === null) return { normal, fault, suggestion: null };
  const changed = [...normal].map((char) => ALIKE[char] ?? char).join('');
  return { normal, fault, suggestion: changed !== normal && faultOf(changed) === null ? changed : null };
}
