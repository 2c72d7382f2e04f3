import type { MatchListView, MatchView } from '../../server/contracts/matching.contract.ts';

/** A match as the server sends it to staff; ids are short so that orders can be read. */
export function matchOf(change: Partial<MatchView> & { id: string }): MatchView {
  const side = {
    summary: '',
    organisationId: null,
    teamId: null,
    teamName: null,
    trl: 6,
    chainCodes: ['VR'],
    isStale: false,
  };
  return {
    code: `MAT-2026-00000${change.id}`,
    status: 'SUGGESTED',
    origin: 'SYSTEM',
    feedback: null,
    demand: { ...side, id: 'd1', code: 'DEM-2026-000001', title: '光学膜高湿脱层', ownerLabel: '某虚拟现实企业' },
    achievement: {
      ...side,
      id: `ach-${change.id}`,
      code: 'ACH-2026-000001',
      title: `成果${change.id.toUpperCase()}`,
      ownerLabel: '示例大学',
    },
    relevance: 3,
    relevanceScore: 0.6,
    relevanceBy: null,
    feasibility: 70,
    rank: 1,
    isPinned: false,
    note: null,
    evidence: {
      terms: [{ term: '脱层', weight: 1 }],
      passages: [
        {
          side: 'demand',
          field: 'problem',
          text: '边缘脱层',
          spans: [{ start: 2, end: 4, term: '脱层' }],
          level: 'L1',
        },
        {
          side: 'achievement',
          field: 'summary',
          text: '贴合后无脱层',
          spans: [{ start: 4, end: 6, term: '脱层' }],
          level: 'L0',
        },
      ],
      hiddenCount: 0,
      indicators: [
        {
          name: '剥离强度',
          mandatory: true,
          required: '≥ 1.2 N/mm',
          offered: '1.4 N/mm',
          status: 'met',
          reason: '1.4 N/mm 达到要求的 1.2 N/mm。',
        },
      ],
      parts: [{ name: 'coverage', label: '文本覆盖度', value: 0.7, weight: 0.5, contribution: 0.35 }],
      factors: [{ name: 'region', label: '区域', weight: 5, score: 1, reason: '双方在同一区。' }],
      stop: null,
    },
    modelVersion: 'm-test',
    madeAt: '2026-11-20T02:00:00Z',
    reasonCodes: [],
    introduction: null,
    version: 1,
    ...change,
  };
}

export function listOf(items: MatchView[], change: Partial<MatchListView> = {}): MatchListView {
  return {
    subject: { kind: 'demand', id: 'd1', code: 'DEM-2026-000001', title: '光学膜高湿脱层', version: 1 },
    state: 'READY',
    madeAt: '2026-11-20T02:00:00Z',
    modelVersion: 'm-test',
    noCloseMatch: false,
    noCloseMatchReason: null,
    staffNoMatch: false,
    advice: [],
    items,
    ...change,
  };
}
