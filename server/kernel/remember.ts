/**
 * A pure function of one text that remembers its last `capacity` answers, the oldest going first. For readings that
 * the same text needs many times in a row; the answers are shared, so callers must not change them.
 */
export function remember<T>(capacity: number, compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const present = known.get(text);
    if (present !== undefined) return present;
    const answer = compute(text);
    if (known.size >= capacity) {
      const oldest = known.keys().next();
      if (!oldest.done) known.delete(oldest.value);
    }
    known.set(text, answer);
    return answer;
  };
}
