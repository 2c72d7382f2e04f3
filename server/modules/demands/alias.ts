import type { Indicator } from '../../contracts/indicator.contract.ts';

/** What may stand in the alias of an anonymous firm. */
export interface FirmFacts {
  scaleLabel: string | null;
  chainLabel: string | null;
  districtLabel: string | null;
}
/** How many active firms carry the given facts. */
export type CountFirms = (use: { scale: boolean; chain: boolean; district: boolean }) => Promise<number>;

const FEWEST_FIRMS = 3;

/**
 * Alias of an anonymous firm from scale, chain and district (handbook section 7): while fewer than three firms fit,
 * the district goes first, then the chain, then the scale.
 */
export async function aliasOf(facts: FirmFacts, count: CountFirms): Promise<string> {
  for (const use of [
    { scale: true, chain: true, district: true },
    { scale: true, chain: true, district: false },
    { scale: true, chain: false, district: false },
  ]) {
    if ((await count(use)) >= FEWEST_FIRMS)
      return `某${use.district ? (facts.districtLabel ?? '') : ''}${use.scale ? (facts.scaleLabel ?? '') : ''}${use.chain ? (facts.chainLabel ?? '') : ''}企业`;
  }
  return '某企业';
}

/** Masks the firm's own names and aliases, in whatever case, in a text that others will read. */
export function maskFirm(text: string, names: readonly string[]): string {
  return [...names]
    .filter((name) => name.length >= 2)
    .sort((a, b) => b.length - a.length)
    .reduce(
      (masked, name) => masked.replace(new RegExp(name.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'), 'giu'), '本企业'),
      text,
    );
}

/** An indicator whose every wording is free of the firm's names. */
export const maskIndicator = (indicator: Indicator, names: readonly string[]): Indicator => ({
  ...indicator,
  name: maskFirm(indicator.name, names),
  textValue: indicator.textValue === null ? null : maskFirm(indicator.textValue, names),
  condition: maskFirm(indicator.condition, names),
  testMethod: maskFirm(indicator.testMethod, names),
});

/** Short names by which a firm is commonly called: the legal name without place, form and 有限公司. */
export function namesOfFirm(name: string, aliases: readonly string[]): string[] {
  const core = name
    .replace(/(股份)?有限(责任)?公司$|集团$|公司$/u, '')
    .replace(/^(山东省?|青岛市?|济南市?|烟台市?|威海市?)/u, '')
    .replace(/(科技|技术|智能|装备|生物|新材料|材料|信息|电子|机械|海洋|股份|集团|制造|工程|医药|能源)+$/u, '');
  return [name, ...aliases, ...(core.length >= 2 ? [core] : [])];
}
