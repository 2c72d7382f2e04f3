import { z } from 'zod';
import { Id, line, Timestamp } from './common.contract.ts';

export const SearchKind = z.enum(['achievement', 'demand', 'organisation']);
export type SearchKind = z.infer<typeof SearchKind>;
/** A repeated query parameter or one with commas. */
const codes = z.union([z.string().max(400), z.array(z.string().max(60)).max(30)]).optional();

export const SearchParams = z.object({
  kind: SearchKind.default('achievement'),
  q: z.string().trim().max(500).default(''),
  hti: codes,
  chain: codes,
  region: codes,
  coop: codes,
  stage: codes,
  orgType: codes,
  demandKind: codes,
  owner: codes,
  trlMin: z.coerce.number().int().min(1).max(9).optional(),
  trlMax: z.coerce.number().int().min(1).max(9).optional(),
  /** Yuan. */
  priceMin: z.coerce.number().min(0).max(1e12).optional(),
  priceMax: z.coerce.number().min(0).max(1e12).optional(),
  publishedFrom: z.iso.date().optional(),
  publishedTo: z.iso.date().optional(),
  sort: z.enum(['relevance', 'newest', 'oldest', 'priceAsc', 'priceDesc', 'trlDesc', 'deadline']).default('relevance'),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type SearchParams = z.infer<typeof SearchParams>;

const Spans = z.array(z.object({ start: z.number().int(), end: z.number().int() }));
/** A card holds L0 text only, whoever asks. */
export const SearchCard = z.object({
  id: Id,
  kind: SearchKind,
  code: z.string(),
  title: z.string(),
  titleSpans: Spans,
  snippet: z.string(),
  snippetSpans: Spans,
  ownerLabel: z.string(),
  regionLabel: z.string().nullable(),
  hti: z.string().nullable(),
  chainCodes: z.array(z.string()),
  trl: z.number().int().nullable(),
  cooperationModes: z.array(z.string()),
  priceLabel: z.object({ mode: z.string(), min: z.number().nullable(), max: z.number().nullable() }).nullable(),
  deadlineAnswer: z.string().nullable(),
  orgType: z.string().nullable(),
  publishedAt: Timestamp.nullable(),
  isStale: z.boolean(),
  score: z.number(),
  /** Score parts by name, so that a rank explains itself. */
  parts: z.record(z.string(), z.number()),
});
export type SearchCard = z.infer<typeof SearchCard>;
export const SearchResponse = z.object({
  hits: z.array(SearchCard),
  total: z.number().int(),
  facets: z.record(z.string(), z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() }))),
  understood: z.object({
    corrected: z.string().nullable(),
    glosses: z.array(z.string()),
    synonyms: z.array(z.string()),
  }),
  tookMs: z.number(),
});
export type SearchResponse = z.infer<typeof SearchResponse>;
export const SuggestParams = z.object({ q: line(60), kind: SearchKind.optional() });
export const SuggestResponse = z.object({ items: z.array(z.object({ text: z.string(), count: z.number().int() })) });

export const PublicOverview = z.object({
  counts: z.object({
    achievements: z.number().int(),
    demands: z.number().int(),
    organisations: z.number().int(),
    teams: z.number().int(),
    introductions: z.number().int(),
    matchesConfirmed: z.number().int(),
  }),
  chains: z.array(
    z.object({ code: z.string(), label: z.string(), achievements: z.number().int(), demands: z.number().int() }),
  ),
  latestAchievements: z.array(SearchCard),
  latestDemands: z.array(SearchCard),
  asOf: Timestamp,
});
export type PublicOverview = z.infer<typeof PublicOverview>;
