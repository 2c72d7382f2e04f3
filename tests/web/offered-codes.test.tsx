// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CodeChecks, TrlPicker } from '../../web/src/components/record/choice-inputs.tsx';
import { CodeSelect } from '../../web/src/components/record/code-select.tsx';
import { startI18n } from '../../web/src/lib/i18n.ts';
import { createQueryClient } from '../../web/src/lib/query-client.ts';
import { serve } from './helpers/render-app.tsx';

const entry = (code: string, isActive: boolean) => ({ code, zh: code, en: code, parent: null, isActive });
const TABLES = {
  items: [
    { table: 'LAOSHAN_CHAIN', label: '', entries: [entry('VR', false), entry('MB', true), entry('X5', true)] },
    { table: 'TRL', label: '', entries: [entry('9', false)] },
    { table: 'DEMAND_KIND', label: '', entries: [entry('PROCESS', false)] },
  ],
};

async function show(chains: string[], trl: number | null, kind: string) {
  await startI18n('zh-CN');
  const calls = serve((call) => (call.path === '/api/v1/code-tables' ? { body: TABLES } : undefined));
  render(
    <QueryClientProvider client={createQueryClient({ onSessionLost: () => undefined })}>
      <CodeChecks name="chainCodes" table="LAOSHAN_CHAIN" value={chains} onChange={() => undefined} />
      <TrlPicker name="trl" value={trl} onChange={() => undefined} />
      <CodeSelect id="kind" table="DEMAND_KIND" value={kind} onChange={() => undefined} />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(screen.queryByText('重点产业链五（待定）')).toBeTruthy());
  expect(calls.map((call) => call.path)).toEqual(['/api/v1/code-tables']);
}
const kinds = () => screen.getAllByRole('option').map((option) => (option as HTMLOptionElement).value);

describe('choices of a form', () => {
  it('leave out what is switched off and take in what was opened', async () => {
    await show(['MB'], 5, 'PRODUCT');
    expect(screen.queryByRole('checkbox', { name: '虚拟现实' })).toBeNull();
    expect(screen.getAllByRole('radio')).toHaveLength(8);
    expect(kinds()).not.toContain('PROCESS');
    expect(kinds()).toContain('PRODUCT');
  });

  it('keep what the record holds', async () => {
    await show(['VR'], 9, 'PROCESS');
    expect(screen.getAllByRole('checkbox', { checked: true })).toHaveLength(1);
    expect(screen.getAllByRole('radio')).toHaveLength(9);
    expect(kinds()).toContain('PROCESS');
  });
});
