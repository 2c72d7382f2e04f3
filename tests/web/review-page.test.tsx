// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { person, renderApp, serve } from './helpers/render-app.tsx';

const ID = '01900000-0000-7000-8000-000000000031';
const demand = (level: 'L1' | 'STAFF') => ({
  id: ID,
  code: 'DEM-2026-000031',
  status: 'SUBMITTED',
  version: 1,
  level,
  organisationId: ID,
  ownerLabel: '青岛示例企业',
  organisationName: '青岛示例企业',
  regionLabel: null,
  title: '低温密封件脆裂',
  missingCount: 0,
  clarityTotal: 60,
  content: {
    title: '低温密封件脆裂',
    problem: '零下四十度启动时密封圈开裂漏油。',
    ...(level === 'STAFF' ? { contactName: '李工' } : {}),
  },
  contactAccess: level === 'STAFF' ? 'LOGGED' : 'NONE',
  withheld: level === 'L1' ? ['contactName', 'contactMobile', 'contactEmail', 'confidential'] : [],
  revision: null,
  revisionStatus: null,
  clarity: { total: 60, parts: [] },
  missing: [],
  managerId: null,
  managerName: null,
  allowedEvents: ['accept'],
  canEdit: false,
  source: null,
  publishedAt: null,
  confirmedAt: null,
  staleAt: null,
  createdAt: '2026-11-20T00:00:00Z',
  updatedAt: '2026-11-21T00:00:00Z',
});

function queue(level: 'L1' | 'STAFF') {
  return serve((call) => {
    const path = call.path.replace('/api/v1', '');
    if (path === '/me') return { body: person('technologyManager') };
    if (path === '/demands') return { body: { items: [demand(level)], nextCursor: null } };
    if (path === `/demands/${ID}`) return { body: demand(level) };
    if (path.startsWith(`/demands/${ID}/`)) return { body: { items: [] } };
    return undefined;
  });
}

describe('the review queue', () => {
  it('asks for nothing that the reader may not read, and tells what is kept back from what is empty', async () => {
    const calls = queue('L1');
    await renderApp('/staff/review');
    await screen.findByRole('heading', { level: 2, name: '低温密封件脆裂' });
    await waitFor(() => expect(screen.getAllByText('受理或对接后可见').length).toBeGreaterThanOrEqual(3));
    expect(calls.filter((call) => /history|text-check/u.test(call.path))).toEqual([]);
    expect(screen.queryByText('流转记录')).toBeNull();
  });

  it('shows the history and the contact to those in charge', async () => {
    const calls = queue('STAFF');
    await renderApp('/staff/review');
    await screen.findByRole('heading', { level: 2, name: '低温密封件脆裂' });
    expect(screen.getByText('流转记录')).toBeTruthy();
    expect(screen.getByText('李工')).toBeTruthy();
    expect(screen.queryByText('受理或对接后可见')).toBeNull();
    await waitFor(() => expect(calls.some((call) => call.path.endsWith('/text-check'))).toBe(true));
  });
});
