const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  貳: 2,
  两: 2,
  三: 3,
  叁: 3,
  參: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  陸: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const SMALL: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const LARGE: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, w: 1e4, W: 1e4, 亿: 1e8, 億: 1e8 };
const TOKEN =
  /\d{1,15}(?:\.\d{1,10})?|[零〇一壹二贰貳两三叁參四肆五伍六陆陸七柒八捌九玖]|[十拾百佰千仟万萬亿億]|(?<=\d)[wW](?![a-zA-Z])|点(?=[零〇一二三四五六七八九])/uy;

export interface NumberReading {
  value: number;
  /** Offset behind the number. */
  end: number;
  /** Says its own order of magnitude by 万, 亿 or w. */
  isScaled: boolean;
}

/** Removes binary noise such as 1.1 × 100 = 110.00000000000001. */
export const tidy = (value: number): number => Number(value.toPrecision(15));

/**
 * Reads a number at an offset: 1.2亿, 叁佰万, 一亿二千万, 3千5百万, 三万五 (35,000), 二〇二四, 一点二, 50w.
 * Null when there is none. Thousands separators must be removed before.
 */
export function readNumberAt(text: string, at: number): NumberReading | null {
  let high = 0;
  let middle = 0;
  let section = 0;
  let run = '';
  let isArabic = false;
  let lastUnit = 1;
  let afterZero = false;
  let isScaled = false;
  let position = at;
  const current = (): number => Number(run || 0);
  for (;;) {
    TOKEN.lastIndex = position;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined || run.length > 15) break;
    const digit = DIGITS[token];
    const small = SMALL[token];
    const large = LARGE[token];
    if (digit !== undefined) {
      if (isArabic) break;
      run += String(digit);
      afterZero ||= digit === 0;
    } else if (token === '点') {
      if (run === '' || isArabic || run.includes('.')) break;
      run += '.';
    } else if (small !== undefined) {
      section += (run === '' ? 1 : current()) * small;
      lastUnit = small;
    } else if (large !== undefined) {
      const below = section + current();
      if (large === 1e8) {
        if (middle + below === 0) break;
        high += (middle + below) * large;
        middle = 0;
      } else {
        if (below === 0) break;
        middle += below * large;
      }
      section = 0;
      lastUnit = large;
      isScaled = true;
    } else {
      if (run !== '') break;
      run = token;
      isArabic = true;
    }
    if (small !== undefined || large !== undefined) {
      run = '';
      isArabic = false;
      afterZero = false;
    }
    position += token.length;
  }
  if (position === at) return null;
  // 三万五 means 35,000: a last single digit takes the next lower place.
  const last = lastUnit > 10 && run.length === 1 && !afterZero ? (current() * lastUnit) / 10 : current();
  return { value: tidy(high + middle + section + last), end: position, isScaled };
}

/** The whole text as one number, or null. */
export function parseChineseNumber(text: string): number | null {
  const read = readNumberAt(text, 0);
  return read && read.end === text.length ? read.value : null;
}

/** Chinese digits written place by place as Arabic ones: 二〇二四 → 2024. */
export function arabicDigits(text: string): string {
  return text.replace(/[零〇一二三四五六七八九]/gu, (char) => String(DIGITS[char]));
}
