import i18next from 'i18next';

const ZONE = 'Asia/Shanghai';
const locale = (): string => i18next.language || 'zh-CN';

/** 500000 → "50"; at most two decimals of 万元. */
export function wan(yuan: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(yuan / 10_000);
}

const isEnglish = (): boolean => locale().startsWith('en');
const compact = (yuan: number): string =>
  new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'CNY',
    notation: 'compact',
    maximumFractionDigits: 2,
  }).format(yuan);

/** Amount in yuan as 万元, below 1,000 yuan in 元; in English as CN¥500K. */
export function formatYuan(yuan: number): string {
  if (isEnglish()) return compact(yuan);
  if (yuan !== 0 && Math.abs(yuan) < 1_000)
    return i18next.t('common:money.yuan', {
      value: new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(yuan),
    });
  return i18next.t('common:money.wan', { value: wan(yuan) });
}

export interface Price {
  mode: string;
  min?: number | null | undefined;
  max?: number | null | undefined;
}
/** 面议, 50–80 万元, 50 万元以上, 80 万元以内. */
export function formatPrice({ mode, min, max }: Price): string {
  const t = i18next.t;
  if (min != null && max != null && min !== max)
    return isEnglish() ? `${compact(min)}–${compact(max)}` : t('common:money.range', { min: wan(min), max: wan(max) });
  if (mode === 'FIXED' || (min != null && min === max)) {
    const value = min ?? max;
    if (value != null) return formatYuan(value);
  }
  if (min != null) return t('common:money.from', { value: formatYuan(min) });
  if (max != null) return t('common:money.upTo', { value: formatYuan(max) });
  return t(`common:money.mode.${mode}`, { defaultValue: t('common:money.mode.NEGOTIABLE') });
}

export const formatNumber = (value: number): string => new Intl.NumberFormat(locale()).format(value);

type When = string | number | Date | null | undefined;
const parse = (value: When): Date | null => {
  if (value === null || value === undefined || value === '') return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
};

/** 2024-11-19; a month such as 2024-06 stays a month. */
export function formatDate(value: When): string {
  if (typeof value === 'string' && /^\d{4}(-\d{2})?$/u.test(value)) return value;
  const date = parse(value);
  return date ? new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short' }).format(date) : '';
}

/** 2024-11-19 09:12 in the time of the platform. */
export function formatDateTime(value: When): string {
  const date = parse(value);
  if (!date) return '';
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' }).format(date);
}

const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
/** 3天前, in 2 days. */
export function formatRelative(value: When, now: number = Date.now()): string {
  const date = parse(value);
  if (!date) return '';
  const seconds = (date.getTime() - now) / 1000;
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  for (const [unit, size] of STEPS)
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
  return i18next.t('common:time.now');
}

/** Whole days until the end of a date in the time of the platform; negative when past. */
export function daysUntil(day: string, now: number = Date.now()): number {
  const today = Date.parse(`${formatDate(new Date(now))}T00:00:00Z`);
  return Math.round((Date.parse(`${day.slice(0, 10)}T00:00:00Z`) - today) / 86_400_000);
}
