import { attribute, decodeXml, XmlReader } from './xml-reader.ts';

export interface SheetRef {
  name: string;
  hidden: boolean;
  path: string;
}

/** How a number is shown: as date to some precision, per cent, padded, or with a word behind it. */
export interface NumberFormat {
  date: 'day' | 'month' | 'year' | null;
  percent: boolean;
  pad: number;
  suffix: string;
}
const PLAIN: NumberFormat = { date: null, percent: false, pad: 0, suffix: '' };

/** Path of a part inside the archive; a target that climbs out of it just finds nothing. */
function resolvePart(target: string, base: string): string {
  const steps: string[] = [];
  for (const step of `${target.startsWith('/') ? '' : base}${target}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/').replaceAll('%20', ' ');
}

/** Relation id → target path inside the archive. */
export function readRelations(xml: string, base: string): Map<string, { path: string; type: string }> {
  const reader = new XmlReader(xml);
  const relations = new Map<string, { path: string; type: string }>();
  while (reader.next()) {
    if (reader.name !== 'Relationship' || reader.isClose) continue;
    const id = attribute(reader.attributes, 'Id');
    const target = attribute(reader.attributes, 'Target');
    if (id === null || target === null) continue;
    relations.set(id, {
      path: resolvePart(target, base),
      type: attribute(reader.attributes, 'Type')?.split('/').at(-1) ?? '',
    });
  }
  return relations;
}

export function readWorkbookPart(
  xml: string,
  relations: ReadonlyMap<string, { path: string }>,
): { sheets: SheetRef[]; is1904: boolean } {
  const reader = new XmlReader(xml);
  const sheets: SheetRef[] = [];
  let is1904 = false;
  while (reader.next()) {
    if (reader.isClose) continue;
    if (reader.name === 'workbookPr') is1904 = /^(?:1|true)$/u.test(attribute(reader.attributes, 'date1904') ?? '');
    if (reader.name !== 'sheet') continue;
    const id = /\s(?:\w+:)?id\s*=\s*["']([^"']+)["']/u.exec(
      reader.attributes.replace(/\ssheetId\s*=\s*["'][^"']*["']/u, ''),
    )?.[1];
    const target = id === undefined ? undefined : relations.get(id);
    if (target)
      sheets.push({
        name: (attribute(reader.attributes, 'name') ?? '').slice(0, 100),
        hidden: (attribute(reader.attributes, 'state') ?? 'visible') !== 'visible',
        path: target.path,
      });
  }
  return { sheets, is1904 };
}

/** Carriage returns and control characters are written _x000D_ in office files. */
export function officeText(text: string): string {
  const decoded = decodeXml(text);
  if (!decoded.includes('_x')) return decoded;
  return decoded.replace(/_x([0-9A-Fa-f]{4})_/gu, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code < 32 && code !== 10 && code !== 9 ? '' : String.fromCharCode(code);
  });
}

/** Shared strings; the runs of rich text are joined, phonetic guides left out. */
export function readSharedStrings(xml: string): string[] {
  const reader = new XmlReader(xml);
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let inGuide = false;
  while (reader.next()) {
    if (reader.name === 't') {
      if (reader.isClose && inText && !inGuide) current += officeText(reader.text);
      inText = !reader.isClose && !reader.isEmpty;
    } else if (reader.name === 'rPh') inGuide = !reader.isClose && !reader.isEmpty;
    else if (reader.name === 'si') {
      if (reader.isClose || reader.isEmpty) strings.push(current);
      current = '';
    }
  }
  return strings;
}

const BUILT_IN_DATES = new Map<number, NumberFormat['date']>([
  ...[14, 15, 16, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 58].map((id) => [id, 'day'] as const),
  ...[17, 57].map((id) => [id, 'month'] as const),
]);

/** What a number format code such as `yyyy"年"m"月"`, `0.0%`, `#,##0"万元"` shows. */
export function readFormatCode(code: string): NumberFormat {
  const first = code.split(';')[0] ?? '';
  const bare = first.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./gu, '').toLowerCase();
  const hasYear = bare.includes('y') || bare.includes('e');
  if (/[yd]/u.test(bare) && !/[0#?]/u.test(bare))
    return { ...PLAIN, date: bare.includes('d') ? 'day' : bare.includes('m') ? 'month' : hasYear ? 'year' : null };
  if (bare.includes('%')) return { ...PLAIN, percent: true };
  const suffix = /[0#?](?:\s|\\ )*"([^"]{1,8})"$/u.exec(first)?.[1]?.trim() ?? '';
  return { ...PLAIN, pad: /^0{2,}$/u.test(bare) ? bare.length : 0, suffix };
}

/** Number format of each cell style. */
export function readStyles(xml: string): NumberFormat[] {
  const reader = new XmlReader(xml);
  const custom = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  let inCellFormats = false;
  while (reader.next()) {
    if (reader.name === 'numFmt' && !reader.isClose)
      custom.set(
        Number(attribute(reader.attributes, 'numFmtId')),
        readFormatCode(attribute(reader.attributes, 'formatCode') ?? ''),
      );
    else if (reader.name === 'cellXfs') inCellFormats = !reader.isClose;
    else if (reader.name === 'xf' && inCellFormats && !reader.isClose) {
      const id = Number(attribute(reader.attributes, 'numFmtId') ?? 0);
      const date = BUILT_IN_DATES.get(id);
      formats.push(
        custom.get(id) ?? (date ? { ...PLAIN, date } : id === 9 || id === 10 ? { ...PLAIN, percent: true } : PLAIN),
      );
    }
  }
  return formats;
}
