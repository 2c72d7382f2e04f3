import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const WEB = join(import.meta.dirname, '../../web/src');
type Words = { [key: string]: string | Words };

const PLURAL = /_(zero|one|two|few|many|other)$/u;
function flatten(words: Words, prefix = ''): Map<string, string> {
  const result = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') result.set((prefix + key).replace(PLURAL, ''), value);
    else for (const [path, text] of flatten(value, `${prefix}${key}.`)) result.set(path, text);
  }
  return result;
}
const load = (language: string, file: string) =>
  flatten(JSON.parse(readFileSync(join(WEB, 'locales', language, file), 'utf8')) as Words);
const files = readdirSync(join(WEB, 'locales/zh-CN'));

describe('words', () => {
  it('has the same files in both languages', () => expect(readdirSync(join(WEB, 'locales/en-US'))).toEqual(files));

  it.each(files)('%s says the same things in both languages', (file) => {
    const zh = load('zh-CN', file);
    const en = load('en-US', file);
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
    const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map((match) => match[1]).sort();
    for (const [key, text] of zh) {
      expect(text.trim(), key).not.toBe('');
      expect([...new Set(values(en.get(key) ?? ''))], key).toEqual([...new Set(values(text))]);
    }
  });

  it('has every key that the pages name', () => {
    const known = new Map(files.map((file) => [file.replace('.json', ''), load('zh-CN', file)]));
    const missing: string[] = [];
    for (const entry of readdirSync(WEB, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/u.test(entry.name)) continue;
      const source = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      for (const match of source.matchAll(/['"`]([a-z]+):([a-zA-Z][\w.-]*)['"`]/gu)) {
        const words = known.get(match[1] ?? '');
        const key = match[2] ?? '';
        if (words && !words.has(key) && ![...words.keys()].some((path) => path.startsWith(`${key}.`)))
          missing.push(`${entry.name}: ${match[1]}:${key}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('leaves no Chinese words in the code of the pages', () => {
    const found: string[] = [];
    for (const entry of readdirSync(WEB, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/u.test(entry.name) || entry.name === 'language-switch.tsx') continue;
      const code = readFileSync(join(entry.parentPath, entry.name), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gmu, '');
      if (/\p{Script=Han}/u.test(code)) found.push(entry.name);
    }
    expect(found).toEqual([]);
  });
});
