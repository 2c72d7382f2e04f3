import { halfWidthProse } from '../../../kernel/half-width.ts';
import { emptyReading, isEmptyText, type Reading, reading } from '../../../kernel/reading.ts';
import { checkUscc } from '../../../kernel/uscc.ts';
import { splitList } from './split-list.ts';

export interface Organisations {
  /** First owner (第一完成单位). */
  name: string;
  coOwners: string[];
}

const cleanName = (name: string): string =>
  name
    .replace(/^(?:第[一二三四五六七八九十\d]+)?(?:完成|所属|申报|需求|填报|企业)?单位(?:名称)?\s*[:：]/u, '')
    .replace(/^(?:\d{1,2}\s*[.、．)）]\s*)/u, '')
    .replace(/[(（](?:盖章|公章|加盖公章|牵头|第一单位|主持单位)[)）]$/u, '')
    .replace(/\s+/gu, /[A-Za-z]/u.test(name) ? ' ' : '')
    .replace(/[(]([^()]*)[)]/gu, '（$1）')
    .trim();

const LOOKS_LIKE_ORGANISATION =
  /大学|学院|研究[院所]|实验室|中心|公司|集团|厂|医院|所$|局$|园$|社$|会$|基地|企业|University|Institute|Inc|Ltd|Co\b/iu;

/** Organisation names of one cell: the first owner and co-owners. Old brackets become （）, blanks go. */
export function readOrganisations(raw: string): Reading<Organisations> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const names = splitList(halfWidthProse(raw))
    .map(cleanName)
    .filter((name) => name.length >= 2);
  const [name, ...coOwners] = names;
  if (name === undefined) return reading<Organisations>(raw, null, 0, ['organisation_unclear']);
  if (name.length > 100) return reading<Organisations>(raw, null, 0, ['organisation_unclear']);
  const isSure = names.every((each) => LOOKS_LIKE_ORGANISATION.test(each)) || names.length === 1;
  return reading(
    raw,
    { name, coOwners: coOwners.slice(0, 10) },
    isSure ? 1 : 0.6,
    isSure ? [] : ['organisation_unclear'],
  );
}

/** Unified social credit code; a failing one is kept in `raw` and asked for, a look-alike letter only suggested. */
export function readUscc(raw: string): Reading<string> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const checked = checkUscc(raw);
  if (checked.ok) return reading(raw, checked.normal, checked.warnings.length ? 0.85 : 1, checked.warnings);
  return reading<string>(raw, null, 0, checked.suggestion ? [checked.code, 'uscc_suggestion'] : [checked.code]);
}
