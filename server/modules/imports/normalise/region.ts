import {
  type CodeEntry,
  currentRegionCode,
  isRegionCode,
  PROVINCE,
  QINGDAO_DISTRICT,
  SHANDONG_CITY,
} from '../../../contracts/code-tables/index.ts';
import { normaliseCode } from '../../../kernel/half-width.ts';
import { askReading, emptyReading, isEmptyText, type Reading, reading } from '../../../kernel/reading.ts';

const stem = (name: string): string =>
  name.replace(/(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市|区|县)$/u, '');
const LEVELS: readonly (readonly CodeEntry[])[] = [QINGDAO_DISTRICT, SHANDONG_CITY, PROVINCE];

/** Region code from a code or a place name, the narrowest that is named: 山东省青岛市崂山区 → 370212. */
export function readRegion(raw: string): Reading<string> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const text = normaliseCode(raw).replace(/\s/gu, '');
  if (isRegionCode(text)) return reading(raw, currentRegionCode(text), 1);
  if (/西海岸/u.test(text)) return reading(raw, '370211', 1);
  for (const level of LEVELS) {
    const named =
      level.find((entry) => text.includes(entry.zh)) ??
      level.find((entry) => stem(entry.zh).length >= 2 && text.includes(stem(entry.zh)));
    if (named)
      return reading(
        raw,
        named.replacedBy ?? named.code,
        text.includes(named.zh) || text === stem(named.zh) ? 1 : 0.85,
      );
  }
  return askReading(raw, 'region_unknown');
}
