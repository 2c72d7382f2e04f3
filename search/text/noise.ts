/** Sums of money say nothing about the problem. */
const MONEY = /(?:人民币)?\d+(?:\.\d+)?\s*(?:万|亿|千)?元(?:以内|以上|左右)?/gu;

/** The text without sections and phrases that say nothing about the technical problem. */
export function cutNoise(text: string): string {
  return text.replace(MONEY, ' ');
}
