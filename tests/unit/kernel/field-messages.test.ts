import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingOfAchievement, missingOfDemand } from '../../../server/contracts/completeness.ts';
import { fieldMessage, isFieldCode } from '../../../server/kernel/field-messages.ts';
import { FINDING_CODES } from '../../../server/kernel/text-check.ts';

const ROOT = join(import.meta.dirname, '../../../server');
const sources = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sources(join(dir, entry.name)) : [join(dir, entry.name)],
  );

describe('words of field errors', () => {
  it('say of each missing field what is asked for, in both languages', () => {
    const wide = { ip: [{ ipType: 'INV', number: null, title: '', holders: [] }] };
    const codes = [...missingOfAchievement(wide as never), ...missingOfDemand({})].map(({ message }) => message);
    expect(codes.length).toBeGreaterThan(30);
    for (const code of codes) expect([code, isFieldCode(code)]).toEqual([code, true]);
  });

  it('say of each finding of the text check what may not stand there', () => {
    for (const code of FINDING_CODES.slice(0, 4)) expect(isFieldCode(code.toLowerCase())).toBe(true);
    expect(isFieldCode('secret') && isFieldCode('sensitive')).toBe(true);
  });

  it('exist for each code that a service gives a field', () => {
    // The import keeps words of its own for what it finds in a row.
    const given = sources(join(ROOT, 'modules'))
      .filter((file) => !file.includes('/imports/'))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/invalid\([^;\n]*?, '([a-z_\d]+)'\)/gu)])
      .map((found) => found[1]!);
    expect(given.length).toBeGreaterThan(20);
    for (const code of new Set(given)) expect([code, isFieldCode(code)]).toEqual([code, true]);
  });

  it('differ by language and fall back to a general sentence', () => {
    expect(fieldMessage('trl_order', 'zh')).not.toBe(fieldMessage('trl_order', 'en'));
    expect(fieldMessage('no such code', 'en')).toBe(fieldMessage('custom', 'en'));
  });
});
