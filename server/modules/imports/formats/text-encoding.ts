import { ImportFileError } from './import-file-error.ts';

export interface DecodedText {
  text: string;
  encoding: string;
}

function utf16ByZeros(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let even = 0;
  let odd = 0;
  const length = Math.min(bytes.length, 4000);
  for (let i = 0; i < length; i += 1) {
    if (bytes[i] !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even + odd < length * 0.02 || bytes.length % 2 !== 0) return null;
  return odd > even * 8 ? 'utf-16le' : even > odd * 8 ? 'utf-16be' : null;
}

function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Share of characters that no real Chinese list holds: replacement marks, private use, control codes. */
function oddness(text: string): number {
  const sample = text.slice(0, 200_000);
  const odd = sample.match(/\ufffd|\p{Co}|(?![\t\n\r])\p{Cc}/gu)?.length ?? 0;
  return odd / Math.max(1, sample.length);
}

/**
 * Decodes the text of a list: byte order mark, strict UTF-8, UTF-16 without mark, then what chardet finds, with
 * GB18030 as the usual case. Throws ImportFileError `encoding_unknown` for what is no text.
 */
export async function decodeText(bytes: Uint8Array): Promise<DecodedText> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'UTF-8' };
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16LE' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16BE' };
  const wide = utf16ByZeros(bytes);
  const wideText = wide && strictly(bytes, wide);
  if (wideText && oddness(wideText) < 0.001) return { text: wideText, encoding: wide.toUpperCase() };
  if (bytes.includes(0)) throw new ImportFileError('encoding_unknown');
  const utf8 = strictly(bytes, 'utf-8');
  if (utf8 !== null) return { text: utf8, encoding: 'UTF-8' };
  const [{ default: iconv }, { analyse }] = await Promise.all([import('iconv-lite'), import('chardet')]);
  const guesses = analyse(bytes.subarray(0, 200_000)).map((match) => match.name);
  const candidates = ['GB18030', ...guesses.filter((name) => /^(?:GB18030|Big5|UTF-8|Shift_JIS|EUC-KR)$/u.test(name))];
  const readings = [...new Set(candidates)].map((encoding) => ({
    encoding,
    text: iconv.decode(Buffer.from(bytes), encoding),
  }));
  // The detector's first choice wins among readings that are equally clean.
  const order = (encoding: string): number =>
    guesses.includes(encoding as (typeof guesses)[number]) ? guesses.indexOf(encoding as (typeof guesses)[number]) : 99;
  const best = readings
    .map((reading) => ({ ...reading, odd: oddness(reading.text) }))
    .sort((a, b) => a.odd - b.odd || order(a.encoding) - order(b.encoding))[0]!;
  if (best.odd > 0.01) throw new ImportFileError('encoding_unknown');
  return { text: best.text, encoding: best.encoding };
}
