const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/gu;

/**
 * Normal form of codes, numbers and units (handbook section 8): NFKC, no invisible characters, trimmed.
 * Not for prose: NFKC would change Chinese punctuation as well.
 */
export function normaliseCode(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').trim();
}

/** Without control characters; tabs and line breaks stay. */
export function dropControls(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}/gu, '');
}

/** Prose: only letters, digits and the wide space become half width; Chinese punctuation stays. */
export function halfWidthProse(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/[０-９Ａ-Ｚａ-ｚ]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0]/gu, ' ');
}

/** The opposite of NFKC for printable ASCII; tests use it to prove that both widths read the same. */
export function toFullWidth(text: string): string {
  return text.replace(/[!-~]/gu, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).replace(/ /gu, '\u3000');
}
