import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  format: 1;
  /** Files of this number are the valid ones. */
  generation: number;
  embeddingModel: string | null;
  dimension: number;
}

/** Names of an index's files on disk. The manifest says which generation is valid; it is replaced atomically. */
export class IndexFiles {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
    mkdirSync(dir, { recursive: true });
  }

  journal(generation: number): string {
    return join(this.dir, `journal-${generation}.log`);
  }

  snapshot(generation: number): string {
    return join(this.dir, `snapshot-${generation}.bin`);
  }

  /** Undefined when there is none or it cannot be understood. */
  readManifest(): Manifest | undefined {
    try {
      const manifest = JSON.parse(readFileSync(join(this.dir, 'manifest.json'), 'utf8')) as Partial<Manifest>;
      return manifest.format === 1 && Number.isInteger(manifest.generation) ? (manifest as Manifest) : undefined;
    } catch {
      return undefined;
    }
  }

  writeManifest(manifest: Omit<Manifest, 'format'>): void {
    const path = join(this.dir, 'manifest.json');
    const file = openSync(`${path}.tmp`, 'w');
    try {
      writeSync(file, JSON.stringify({ format: 1, ...manifest }));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(`${path}.tmp`, path);
    const folder = openSync(this.dir, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }

  /** Deletes what belongs to no valid generation. */
  sweep(generation: number): void {
    for (const name of readdirSync(this.dir)) {
      const own = /^(?:journal|snapshot)-(\d+)\.(?:log|bin)(?:\.tmp)?$/.exec(name);
      if (own && (Number(own[1]) !== generation || name.endsWith('.tmp')))
        rmSync(join(this.dir, name), { force: true });
    }
  }

  /** A number above every file that is there. */
  nextGeneration(): number {
    let highest = 0;
    for (const name of readdirSync(this.dir)) {
      const own = /^(?:journal|snapshot)-(\d+)\./.exec(name);
      if (own) highest = Math.max(highest, Number(own[1]));
    }
    return highest + 1;
  }
}
