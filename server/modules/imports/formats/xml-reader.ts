import { ImportFileError } from './import-file-error.ts';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Character references and the five named entities; anything else stays as written. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/giu,
    (whole, hex: string, dec: string, name: string) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(dec);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
    },
  );
}

/** Value of an attribute in the attribute text of a tag, decoded. */
export function attribute(attributes: string, name: string): string | null {
  const plain = attributes.indexOf(` ${name}="`);
  if (plain >= 0) {
    const start = plain + name.length + 3;
    const end = attributes.indexOf('"', start);
    return end < 0 ? null : decodeXml(attributes.slice(start, end));
  }
  let from = 0;
  for (;;) {
    const at = attributes.indexOf(name, from);
    if (at < 0) return null;
    const before = attributes[at - 1];
    const after = attributes.slice(at + name.length).trimStart();
    if ((before === undefined || /[\s]/u.test(before)) && after.startsWith('=')) {
      const value = after.slice(1).trimStart();
      const quote = value[0];
      const end = quote === '"' || quote === "'" ? value.indexOf(quote, 1) : -1;
      return end < 0 ? null : decodeXml(value.slice(1, end));
    }
    from = at + name.length;
  }
}

/** Every quote that opens in a tag closes in it. */
function isBalanced(tag: string): boolean {
  let at = 0;
  for (;;) {
    const double = tag.indexOf('"', at);
    const single = tag.indexOf("'", at);
    if (double < 0 && single < 0) return true;
    const isDouble = double >= 0 && (single < 0 || double < single);
    const close = isDouble ? tag.indexOf('"', double + 1) : tag.indexOf("'", single + 1);
    if (close < 0) return false;
    at = close + 1;
  }
}

/**
 * Pull reader for the plain XML of office files. Namespace prefixes are dropped. A document type declaration is
 * refused, so there is nothing to expand. `next` moves to the next tag and collects the text before it.
 */
export class XmlReader {
  /** Local name of the present tag. */
  name = '';
  attributes = '';
  isClose = false;
  isEmpty = false;
  /** Text between the previous tag and this one, not decoded. */
  text = '';
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get offset(): number {
    return this.#at;
  }

  next(): boolean {
    const source = this.#source;
    let text = '';
    for (;;) {
      const open = source.indexOf('<', this.#at);
      if (open < 0) return false;
      if (open > this.#at) text += source.slice(this.#at, open);
      const first = source.charCodeAt(open + 1);
      if (first === 33) {
        if (source.startsWith('<![CDATA[', open)) {
          const end = this.#find(']]>', open);
          text += source.slice(open + 9, end).replaceAll('&', '&amp;');
          this.#at = end + 3;
        } else if (source.startsWith('<!--', open)) this.#at = this.#find('-->', open) + 3;
        else throw new ImportFileError('workbook_broken');
        continue;
      }
      if (first === 63) {
        this.#at = this.#find('?>', open) + 2;
        continue;
      }
      let end = this.#find('>', open);
      // A > inside quotes belongs to the attribute.
      while (!isBalanced(source.slice(open, end))) end = this.#find('>', end + 1);
      this.#at = end + 1;
      this.text = text;
      this.isClose = first === 47;
      this.isEmpty = source.charCodeAt(end - 1) === 47;
      this.#readTag(source.slice(open + (this.isClose ? 2 : 1), this.isEmpty ? end - 1 : end));
      return true;
    }
  }

  #find(mark: string, from: number): number {
    const at = this.#source.indexOf(mark, from);
    if (at < 0) throw new ImportFileError('workbook_broken');
    return at;
  }

  #readTag(tag: string): void {
    let end = 0;
    let start = 0;
    for (; end < tag.length; end += 1) {
      const code = tag.charCodeAt(end);
      if (code === 58) start = end + 1;
      else if (code === 32 || code === 10 || code === 13 || code === 9) break;
    }
    this.name = tag.slice(start, end);
    this.attributes = tag.slice(end);
  }
}
