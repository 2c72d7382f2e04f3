import type { IntellectualProperty } from '../../../contracts/achievements.contract.ts';
import { parseChineseNumber } from '../../../kernel/chinese-number.ts';
import { halfWidthProse, normaliseCode } from '../../../kernel/half-width.ts';
import { parsePatentNumber } from '../../../kernel/patent-number.ts';
import { askReading, emptyReading, isEmptyText, type Reading, reading } from '../../../kernel/reading.ts';
import { splitList } from './split-list.ts';

const NUMBER =
  /PCT\/?[A-Z]{2}\d{4}\/?\d{6}|WO\d{4}\/?\d{6}(?:A\d)?|CNA\d{8,11}(?:\.\d)?|BS\.?\d{8,9}\.?[\dX]?|\d{4}SR\d{6,7}|软著登字第?\d{5,8}号?|(?:ZL|CN)\.?\d{7,13}(?:\.[\dX]|[A-WYZ]\d?|X)?|(?<!\d)\d{12}(?:\.?[\dX])?(?!\d)|(?<!\d)\d{8}\.[\dX](?!\d)|(?<!\d)\d{7,9}[ABCUYSD]\d?(?![\dA-Z])/giu;
const COUNT = /(\d{1,4}|[一二三四五六七八九十两百]{1,4})\s*(?:余)?\s*(?:项|件|个|篇|份)/u;
const TYPE_WORDS: readonly (readonly [RegExp, IntellectualProperty['ipType']])[] = [
  [/实用新型/u, 'UM'],
  [/外观/u, 'DES'],
  [/软件著作|软著/u, 'SW'],
  [/布图/u, 'IC'],
  [/植物.*品种|品种权/u, 'PV'],
  [/商标/u, 'TM'],
  [/新药证书/u, 'DRUG'],
  [/PCT|国际专利/iu, 'PCT'],
  [/技术秘密|诀窍|专有技术|非专利/u, 'KNOWHOW'],
  [/发明|专利/u, 'INV'],
];
type Status = IntellectualProperty['legalStatus'];

function statusByWords(text: string): Status | null {
  if (/失效|终止|届满/u.test(text)) return 'LAPSED';
  if (/驳回/u.test(text)) return 'REJECTED';
  if (/未授权|受理|实审|申请中|已申请|审查中/u.test(text)) return 'APPLIED';
  if (/授权|有效/u.test(text)) return 'GRANTED';
  if (/公开|公布/u.test(text)) return 'PUBLISHED';
  return /申请/u.test(text) ? 'APPLIED' : null;
}
const typeByWords = (text: string): IntellectualProperty['ipType'] | null =>
  TYPE_WORDS.find(([pattern]) => pattern.test(text))?.[1] ?? null;

function right(
  more: Pick<IntellectualProperty, 'ipType' | 'legalStatus'> & Partial<IntellectualProperty>,
): IntellectualProperty {
  return {
    number: null,
    normalNumber: null,
    title: '',
    holders: [],
    inventors: [],
    filingDate: null,
    grantDate: null,
    expiryDate: null,
    encumbrances: ['NONE'],
    note: '',
    ...more,
  };
}

/** Joins numbers broken by blanks: ZL 2017 1 0601862.3. Whole numbers beside each other stay apart. */
function joinBroken(text: string): string {
  return text
    .replace(/\b(ZL|CN)[.\s]+(?=\d)/giu, '$1')
    .replace(/(?<![\d.])(\d{4})\s+([12389])\s+(\d{7})(?=\s*\.?\s*[\dX]?)/giu, '$1$2$3')
    .replace(/(?<![\d.])(\d{4})\s+([12389]\d{7})(?=\.?[\dX]?(?!\d))/giu, '$1$2')
    .replace(/(\d)\s*\.\s*([\dX])(?!\d)/giu, '$1.$2')
    .replace(/(CN)\s*(\d{7,9})\s+([A-Z]\d?)(?![A-Z0-9])/giu, '$1$2$3');
}

interface Piece {
  right: IntellectualProperty;
  confidence: number;
  notes: string[];
}

function fromNumber(number: string, around: string): Piece {
  const read = parsePatentNumber(number);
  const words = around.replace(number, '');
  const title =
    /《([^》]{2,200})》/u.exec(words)?.[1] ??
    /^(?:一种|基于|用于|面向).{3,}/u.exec(
      words
        .replace(/[(（【[]?\s*(?:专利(?:申请)?号|申请号|授权号|公开号|登记号)?\s*[:：]?\s*[)）】\]]?\s*$/u, '')
        .trim(),
    )?.[0] ??
    '';
  const typeHint = typeByWords(words);
  const status = statusByWords(words);
  if (!read.ok)
    return {
      right: right({
        ipType: typeHint ?? 'INV',
        number: number.slice(0, 60),
        legalStatus: status ?? (read.isGranted ? 'GRANTED' : 'APPLIED'),
        title: title.slice(0, 200),
      }),
      confidence: 0.4,
      notes: [read.code],
    };
  const legalStatus =
    status ??
    (read.isGranted || read.kind === 'SOFTWARE' || read.kind === 'LAYOUT' || read.kind === 'PLANT'
      ? 'GRANTED'
      : read.kind === 'PUBLICATION'
        ? 'PUBLISHED'
        : 'APPLIED');
  const conflicts = typeHint !== null && read.ipType !== null && typeHint !== read.ipType && typeHint !== 'INV';
  return {
    right: right({
      ipType: read.ipType ?? typeHint ?? 'INV',
      number: (read.kind === 'PCT' ? read.normal : number).slice(0, 60),
      normalNumber: read.normal.slice(0, 60),
      legalStatus,
      title: title.slice(0, 200),
    }),
    confidence: conflicts ? 0.6 : read.warnings.length > 0 ? 0.7 : 1,
    notes: [...read.warnings, ...(conflicts ? ['ip_type_conflict'] : [])],
  };
}

/** Words without a number: a count goes into the note, no number is made up; anything else is kept as text. */
function fromWords(text: string): Piece | null {
  const words = text.replace(/^(?:拥有|已获|获得|取得|其中|另有|包括|共)+/u, '').trim();
  if (words === '' || isEmptyText(words)) return null;
  const type = typeByWords(words);
  const count = COUNT.exec(words);
  if (count && type) {
    const many = /\d/u.test(count[1]!) ? Number(count[1]) : parseChineseNumber(count[1]!);
    const status = statusByWords(words) ?? 'APPLIED';
    return {
      right: right({ ipType: type, legalStatus: status, note: words.slice(0, 200) }),
      confidence: 0.7,
      notes: [many === null ? 'ip_without_number' : 'ip_count_only'],
    };
  }
  const isSecret = type === 'KNOWHOW';
  return {
    right: right({
      ipType: type ?? 'OTHER',
      legalStatus: isSecret ? 'GRANTED' : (statusByWords(words) ?? 'APPLIED'),
      note: words.slice(0, 200),
    }),
    confidence: isSecret ? 0.85 : 0.5,
    notes: isSecret ? [] : ['ip_without_number'],
  };
}

/**
 * Intellectual property rights written in one cell (handbook section 8): split at ；;，,、/| and line breaks, numbers
 * broken by blanks joined, wrong check digits kept and asked about, mere counts kept as a note.
 */
export function readPatents(raw: string): Reading<IntellectualProperty[]> {
  if (isEmptyText(raw)) return emptyReading(raw);
  const text = joinBroken(normaliseCode(raw).replace(/PCT\s*\/\s*/giu, 'PCT/'));
  const pieces: Piece[] = [];
  // A slash inside PCT/CN2020/123456 does not separate.
  const shielded = text
    .replace(/PCT\/?([A-Z]{2}\d{4})\/?(\d{6})/giu, 'PCT$1$2')
    .replace(/WO(\d{4})\/(\d{6})/giu, 'WO$1$2');
  for (const part of splitList(shielded)) {
    const numbers = part.match(NUMBER) ?? [];
    if (numbers.length === 0) {
      const piece = fromWords(halfWidthProse(part));
      if (piece) pieces.push(piece);
    } else for (const number of numbers) pieces.push(fromNumber(number.trim(), numbers.length === 1 ? part : ''));
  }
  const seen = new Set<string>();
  const unique = pieces.filter(({ right: { normalNumber, number, note } }) => {
    const key = normalNumber ?? number ?? note;
    return seen.has(key) ? false : seen.add(key);
  });
  if (unique.length === 0) return askReading(raw, 'ip_unclear');
  const rights = unique.slice(0, 50).map((piece) => piece.right);
  const notes = [
    ...new Set(unique.flatMap((piece) => piece.notes)),
    ...(unique.length > 50 ? ['too_many_rights'] : []),
  ];
  return reading(raw, rights, Math.min(...unique.map((piece) => piece.confidence)), notes);
}
