import { normaliseCode } from '../../kernel/half-width.ts';

/** What the duplicate check compares. */
export interface DuplicateKeys {
  title: string;
  /** Identity of the first owner: organisation id, credit code or normal name; null when unknown. */
  owner: string | null;
  registrationNo: string | null;
  /** Normal forms of patent and other numbers. */
  patents: readonly string[];
}
export interface DuplicateSubject extends DuplicateKeys {
  /** Record id, or a key of the row such as `row:12`. */
  id: string;
}

export type DuplicateRule = 'REGISTRATION_NO' | 'SHARED_PATENT' | 'SAME_TITLE' | 'NEAR' | 'SIMILAR' | 'RELATED';
export interface DuplicateHit {
  id: string;
  rule: DuplicateRule;
  /** MERGE is only ever proposed; other owners are linked as related and never merged. */
  proposal: 'MERGE' | 'SHOW' | 'RELATED';
  /** Similarity of the normal titles, 0–1. */
  similarity: number;
}

/** Bands of handbook section 8. */
export const MERGE_FROM = 0.9;
export const SHOW_FROM = 0.75;

/** Title without 一种, 基于, 及其应用 and punctuation, half width, lower case. */
export function titleKey(title: string): string {
  const text = normaliseCode(title)
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]+/gu, '');
  const bare = text
    .replace(/^(?:关于)?一种/u, '')
    .replace(/基于/gu, '')
    .replace(/及其(?:制备方法及)?应用$/u, '');
  return bare || text;
}

/**
 * Characters and character pairs of a title key; a second one of the same kind is a token of its own, so that sets
 * count like bags. Pairs alone would punish one changed character in a short title too hard.
 */
function tokensOf(key: string): string[] {
  const chars = [...key];
  const seen = new Map<string, number>();
  const tokens: string[] = [];
  const add = (token: string): void => {
    const times = (seen.get(token) ?? 0) + 1;
    seen.set(token, times);
    tokens.push(times === 1 ? token : `${token}\n${times}`);
  };
  for (const [i, char] of chars.entries()) {
    add(char);
    if (i + 1 < chars.length) add(char + chars[i + 1]!);
  }
  return tokens;
}

/** Similarity of two titles after normalising: Dice over characters and their pairs, 1 for equal, symmetric. */
export function titleSimilarity(a: string, b: string): number {
  const [left, right] = [titleKey(a), titleKey(b)];
  if (left === '' || right === '') return 0;
  if (left === right) return 1;
  const tokens = tokensOf(left);
  const others = new Set(tokensOf(right));
  return (2 * tokens.filter((token) => others.has(token)).length) / (tokens.length + others.size);
}

interface Indexed {
  subject: DuplicateSubject;
  key: string;
  /** Token numbers, ascending. */
  tokens: Int32Array;
}
type Postings = Map<number, number[]>;

function overlap(a: Int32Array, b: Int32Array): number {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i]!, b[j]!];
    if (left === right) common += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return common;
}

/**
 * Finds the likely duplicates of a subject among many (handbook section 8). Keys first: registration number; same
 * owner and shared patent; same owner and equal title. Then near titles of the same owner. Equal keys and near
 * titles of other owners come out as RELATED. Blocking by owner and by rare characters misses nothing and
 * keeps 10,000 × 10,000 fast.
 */
export class DuplicateIndex {
  readonly #items: Indexed[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #frequency: number[] = [];
  readonly #all: Postings = new Map();
  readonly #byOwner = new Map<string, Postings>();
  readonly #byKey = new Map<string, number[]>();

  constructor(subjects: Iterable<DuplicateSubject> = []) {
    for (const subject of subjects) this.add(subject);
  }

  get size(): number {
    return this.#items.length;
  }

  add(subject: DuplicateSubject): void {
    const key = titleKey(subject.title);
    const tokens = this.#tokens(key);
    const at = this.#items.push({ subject, key, tokens }) - 1;
    for (const each of keysOf(subject, key)) push(this.#byKey, each, at);
    let own: Postings | undefined;
    if (subject.owner !== null) {
      own = this.#byOwner.get(subject.owner) ?? new Map();
      this.#byOwner.set(subject.owner, own);
    }
    for (const token of tokens) {
      this.#frequency[token]! += 1;
      push(this.#all, token, at);
      if (own) push(own, token, at);
    }
  }

  /** At most `limit` hits, the strongest rule first, then by similarity, ties by id. */
  find(subject: DuplicateSubject, limit = 5): DuplicateHit[] {
    const key = titleKey(subject.title);
    const tokens = this.#tokens(key);
    const candidates = new Set(keysOf(subject, key).flatMap((each) => this.#byKey.get(each) ?? []));
    this.#near(tokens, this.#all, MERGE_FROM, candidates);
    const own = subject.owner === null ? undefined : this.#byOwner.get(subject.owner);
    if (own) this.#near(tokens, own, SHOW_FROM, candidates);
    const hits: DuplicateHit[] = [];
    for (const at of candidates) {
      const item = this.#items[at]!;
      if (item.subject.id === subject.id) continue;
      const similarity =
        key === '' || item.key === ''
          ? 0
          : item.key === key
            ? 1
            : (2 * overlap(tokens, item.tokens)) / (tokens.length + item.tokens.length);
      const rule = ruleOf(subject, item.subject, similarity);
      if (rule) hits.push({ id: item.subject.id, similarity: Math.round(similarity * 1000) / 1000, ...rule });
    }
    return hits
      .toSorted(
        (a, b) =>
          ORDER.indexOf(a.rule) - ORDER.indexOf(b.rule) || b.similarity - a.similarity || (a.id < b.id ? -1 : 1),
      )
      .slice(0, limit);
  }

  #tokens(key: string): Int32Array {
    const numbers = tokensOf(key).map((token) => {
      let number = this.#numbers.get(token);
      if (number === undefined) {
        number = this.#frequency.push(0) - 1;
        this.#numbers.set(token, number);
      }
      return number;
    });
    return Int32Array.from(numbers).sort();
  }

  /**
   * Adds the titles that can reach a similarity: with Dice ≥ t they share at least t/(2−t) of the tokens of this
   * one, so looking up the rarest tokens beyond that share misses none; and their lengths cannot differ by more.
   */
  #near(tokens: Int32Array, postings: Postings, reach: number, found: Set<number>): void {
    const size = tokens.length;
    const share = reach / (2 - reach);
    // A hair less than the share, so that rounding never loses a title on the edge.
    const looked = size - Math.ceil(share * size - 1e-9) + 1;
    const rarest = [...tokens].toSorted((a, b) => this.#frequency[a]! - this.#frequency[b]!).slice(0, looked);
    for (const token of rarest)
      for (const at of postings.get(token) ?? []) {
        const other = this.#items[at]!.tokens.length;
        if (other >= share * size - 1e-9 && size >= share * other - 1e-9) found.add(at);
      }
  }
}

const ORDER: readonly DuplicateRule[] = [
  'REGISTRATION_NO',
  'SHARED_PATENT',
  'SAME_TITLE',
  'NEAR',
  'SIMILAR',
  'RELATED',
];

function push<K>(map: Map<K, number[]>, key: K, at: number): void {
  const list = map.get(key);
  if (list) list.push(at);
  else map.set(key, [at]);
}

function keysOf(subject: DuplicateKeys, title: string): string[] {
  return [
    ...(subject.registrationNo ? [`r:${subject.registrationNo}`] : []),
    ...subject.patents.map((number) => `p:${number}`),
    ...(title ? [`t:${title}`] : []),
  ];
}

function ruleOf(
  a: DuplicateKeys,
  b: DuplicateKeys,
  similarity: number,
): Pick<DuplicateHit, 'rule' | 'proposal'> | null {
  const sameOwner = a.owner !== null && a.owner === b.owner;
  const sharedPatent = a.patents.some((number) => b.patents.includes(number));
  const sameRegistration = a.registrationNo !== null && a.registrationNo === b.registrationNo;
  if (!sameOwner) {
    // Other owners, or an owner that is not known, are never merged.
    const isRelated = sameRegistration || sharedPatent || similarity >= MERGE_FROM;
    return isRelated ? { rule: sameRegistration ? 'REGISTRATION_NO' : 'RELATED', proposal: 'RELATED' } : null;
  }
  if (sameRegistration) return { rule: 'REGISTRATION_NO', proposal: 'MERGE' };
  if (sharedPatent) return { rule: 'SHARED_PATENT', proposal: 'MERGE' };
  if (similarity === 1) return { rule: 'SAME_TITLE', proposal: 'MERGE' };
  if (similarity >= MERGE_FROM) return { rule: 'NEAR', proposal: 'MERGE' };
  return similarity >= SHOW_FROM ? { rule: 'SIMILAR', proposal: 'SHOW' } : null;
}

/**
 * A cheap question before the exact one, for looking through many records once: false only where no rule can hold.
 * A similarity of s over characters and their pairs needs about s of the characters in common.
 */
export function nearness(subject: DuplicateKeys): (other: DuplicateKeys) => boolean {
  const own = [...titleKey(subject.title)];
  const chars = new Set(own);
  return (other) => {
    if (subject.registrationNo !== null && subject.registrationNo === other.registrationNo) return true;
    if (other.patents.some((number) => subject.patents.includes(number))) return true;
    const theirs = [...titleKey(other.title)];
    const needed = ((own.length + theirs.length) / 2) * (SHOW_FROM - 0.05);
    if (Math.min(own.length, theirs.length) < needed) return false;
    let common = 0;
    for (const char of theirs) if (chars.has(char)) common += 1;
    return common >= needed;
  };
}

/** Judges one pair by the same rules; null when the two have nothing to do with each other. */
export function compareRecords(a: DuplicateKeys, b: DuplicateKeys): Omit<DuplicateHit, 'id'> | null {
  const similarity = titleSimilarity(a.title, b.title);
  const rule = ruleOf(a, b, similarity);
  return rule && { ...rule, similarity: Math.round(similarity * 1000) / 1000 };
}
