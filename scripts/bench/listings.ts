import type { SearchDocument } from '../../search/port.ts';
import type { Container } from '../../server/container.ts';
import type { AchievementContent } from '../../server/contracts/achievements.contract.ts';
import { HTI, LAOSHAN_CHAIN, QINGDAO_DISTRICT } from '../../server/contracts/code-tables/index.ts';
import type { DemandContent } from '../../server/contracts/demands.contract.ts';
import { addMonths, dayOf } from '../../server/kernel/clock.ts';
import { newId } from '../../server/kernel/ids.ts';
import { Organisation } from '../../server/modules/accounts/organisation.entity.ts';
import { Achievement } from '../../server/modules/achievements/achievement.entity.ts';
import { Demand } from '../../server/modules/demands/demand.entity.ts';
import { randomFrom, syntheticDocuments, syntheticQueries } from './documents.ts';

const CHUNK = 500;
const CHAINS = LAOSHAN_CHAIN.map(({ code }) => code);
const FIELDS = HTI.map(({ code }) => code).filter((code) => code.length > 2);
const DISTRICTS = QINGDAO_DISTRICT.map(({ code }) => code);
const COOP = ['TRANSFER', 'LICENSE', 'EQUITY', 'JOINT_DEV', 'COMMISSIONED_DEV', 'SERVICE'] as const;
const STAGES = ['EARLY', 'MIDDLE', 'MATURE'] as const;

/** Codes of the product in place of the made-up ones of the engine's benchmark, with the same skew. */
const numberIn = (code: string): number => Number(/\d+$/u.exec(code)?.[0] ?? 0) % 100;
const real = (codes: readonly string[], made: readonly string[] | undefined): string[] => [
  ...new Set((made ?? []).map((code) => codes[numberIn(code) % codes.length]!)),
];

function organisationRow(container: Container, name: string, code: string, isFirm: boolean, regionCode: string) {
  const now = container.clock.now();
  return {
    id: newId(),
    version: 1,
    code,
    name,
    nameAliases: [],
    uscc: null,
    orgType: isFirm ? ('ENT' as const) : ('UNIV' as const),
    parentOrgId: null,
    regionCode,
    address: null,
    industryCode: null,
    scale: isFirm ? ('M' as const) : null,
    qualifications: [],
    chainCodes: [],
    isChainLeader: false,
    foreignControl: null,
    verification: {
      method: 'DOCUMENT' as const,
      by: '',
      at: now.toISOString(),
      expiresAt: addMonths(now, 24).toISOString(),
    },
    status: 'ACTIVE' as const,
    sourceBatchId: null,
    sourceRow: null,
    createdAt: now,
    updatedAt: now,
    createdBy: null,
  };
}

function shared(container: Container, document: SearchDocument, code: string, organisationId: string) {
  const publishedAt = new Date(document.numbers.publishedAt ?? container.clock.now());
  return {
    id: newId(),
    version: 1,
    code,
    status: 'PUBLISHED' as const,
    organisationId,
    title: document.title.slice(0, 60),
    revision: null,
    publishedAt,
    confirmedAt: container.clock.now(),
    sourceBatchId: null,
    sourceRow: null,
    createdAt: publishedAt,
    updatedAt: publishedAt,
    createdBy: null,
  };
}

function texts(document: SearchDocument) {
  return {
    title: document.title.slice(0, 60),
    summary: document.body.slice(0, 300),
    keywords: [...new Set(document.keywords.map((word) => word.slice(0, 30)))].slice(0, 10),
    hti: real(FIELDS, document.tags.hti)[0]!,
    chainCodes: real(CHAINS, document.tags.chain),
  };
}

function achievementRow(container: Container, document: SearchDocument, code: string, organisationId: string) {
  const { trl = 5, priceMin } = document.numbers;
  const content: AchievementContent = {
    ...texts(document),
    description: document.body.slice(0, 5000),
    trl,
    stage: STAGES[Math.floor((trl - 1) / 3)]!,
    cooperationModes: real(COOP, document.tags.mode) as (typeof COOP)[number][],
    ...(priceMin === undefined
      ? { priceMode: 'NEGOTIABLE' }
      : { priceMode: 'RANGE', priceMin, priceMax: priceMin * 2 }),
  };
  return {
    ...shared(container, document, code, organisationId),
    content,
    teamId: null,
    ipNumbers: [],
    reservedUntil: null,
    reservedForDemandId: null,
  };
}

function demandRow(container: Container, document: SearchDocument, code: string, organisationId: string) {
  const { trl = 5, priceMin } = document.numbers;
  const content: DemandContent = {
    ...texts(document),
    problem: document.body.slice(0, 5000),
    demandKind: (['KEYTECH', 'PROCESS', 'PRODUCT', 'EQUIP'] as const)[trl % 4]!,
    acceptMinTrl: trl,
    cooperationModes: real(COOP, document.tags.mode) as (typeof COOP)[number][],
    deadlineAnswer: dayOf(addMonths(container.clock.now(), 1 + trl)),
    visibility: (document.tags.access ?? []).includes('L0') ? 'PUBLIC' : 'ALLIANCE',
    isAnonymous: false,
    ...(priceMin === undefined
      ? { budgetMode: 'NEGOTIABLE' }
      : { budgetMode: 'RANGE', budgetMin: priceMin, budgetMax: priceMin * 2 }),
  };
  return {
    ...shared(container, document, code, organisationId),
    content,
    managerId: null,
    publicAlias: null,
    extendedOnce: false,
  };
}

/**
 * Writes `count` listings (published achievements and demands, verified organisations) straight into the database
 * and builds both indexes. The owners are few and come on top of the count, as the long tail of real lists does.
 */
export async function storeListings(container: Container, count: number): Promise<void> {
  const em = container.database.em.fork();
  const owners = new Map<string, string>();
  const organisations: ReturnType<typeof organisationRow>[] = [];
  const achievements: ReturnType<typeof achievementRow>[] = [];
  const demands: ReturnType<typeof demandRow>[] = [];
  const flush = async () => {
    if (organisations.length) await em.insertMany(Organisation, organisations.splice(0));
    if (achievements.length) await em.insertMany(Achievement, achievements.splice(0));
    if (demands.length) await em.insertMany(Demand, demands.splice(0));
  };
  let serial = 0;
  // A year of its own: the program's own numbers start at 1 in the present one.
  const code = (prefix: string) => {
    serial += 1;
    return `${prefix}-1999-${String(serial).padStart(6, '0')}`;
  };
  const ownerOf = (document: SearchDocument, isFirm: boolean): string => {
    const key = `${isFirm}:${document.tags.owner?.[0] ?? ''}`;
    const known = owners.get(key);
    if (known) return known;
    const region = real(DISTRICTS, document.tags.region)[0]!;
    const name = isFirm ? `示例企业${owners.size}有限公司` : `示例大学${owners.size}`;
    const row = organisationRow(container, name, code('ORG'), isFirm, region);
    organisations.push(row);
    owners.set(key, row.id);
    return row.id;
  };
  for (const document of syntheticDocuments(count)) {
    if (document.kind === 'achievement')
      achievements.push(achievementRow(container, document, code('ACH'), ownerOf(document, false)));
    else if (document.kind === 'demand')
      demands.push(demandRow(container, document, code('DEM'), ownerOf(document, true)));
    else {
      const region = real(DISTRICTS, document.tags.region)[0]!;
      organisations.push(
        organisationRow(container, `示例机构${document.id}${document.title.slice(0, 12)}`, code('ORG'), true, region),
      );
    }
    if (serial % CHUNK === 0) await flush();
  }
  await flush();
  await container.indexer.rebuild();
}

/**
 * Addresses of searches as visitors make them: mostly words alone, some with ticked facets, some browsing without
 * words, now and then a second page or another order. Every answer carries facets, cards and highlights.
 */
export function searchPaths(count: number, seed = 11): string[] {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(list.length * random() ** 2.2)]!;
  return syntheticQueries(count, seed).map((text) => {
    const kind = random();
    const params = new URLSearchParams({
      kind: kind < 0.8 ? 'achievement' : kind < 0.95 ? 'demand' : 'organisation',
    });
    const way = random();
    if (way < 0.85) params.set('q', text.slice(0, 60));
    if (way >= 0.5) {
      if (random() < 0.6) params.set('chain', pick(CHAINS));
      if (random() < 0.4) params.set('hti', pick(FIELDS));
      if (random() < 0.3) params.set('region', pick(DISTRICTS));
      if (random() < 0.2) params.set('trlMin', '4');
    }
    if (random() < 0.1) params.set('offset', '20');
    if (random() < 0.1) params.set('sort', 'newest');
    return `/api/v1/search?${params}`;
  });
}
