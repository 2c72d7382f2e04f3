import type { ImportedParty } from './row-content.ts';

/** Owners that this run has found or made; forgotten with a transaction that failed, since its rows are gone. */
export class OwnerCache {
  readonly #ids = new Map<string, string>();
  async #once(key: string, find: () => Promise<string>): Promise<string> {
    const known = this.#ids.get(key);
    if (known) return known;
    const id = await find();
    this.#ids.set(key, id);
    return id;
  }
  organisation(party: ImportedParty, find: () => Promise<string>): Promise<string> {
    return this.#once(`o:${party.uscc ?? ''}:${party.organisationName ?? party.organisationId ?? ''}`, find);
  }
  team(organisationId: string, name: string, find: () => Promise<string>): Promise<string> {
    return this.#once(`t:${organisationId}:${name}`, find);
  }
  clear(): void {
    this.#ids.clear();
  }
}
