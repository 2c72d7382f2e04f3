import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Container } from '../../server/container.ts';

export interface DemoIds {
  users: ReadonlyMap<string, string>;
  achievements: ReadonlyMap<string, string>;
  demands: ReadonlyMap<string, string>;
  openDemands: string[];
}

/** Stands beside the database from the storing of the demo records until their matches are made. */
const fileOf = (container: Container): string => join(container.config.dataDir, 'demo-unfinished.json');

/** To be called before the records are committed, so that a start cut off afterwards can go on. */
export function keepProgress(container: Container, { users, achievements, demands, openDemands }: DemoIds): void {
  const pairs = { users: [...users], achievements: [...achievements], demands: [...demands], openDemands };
  writeFileSync(fileOf(container), JSON.stringify(pairs));
}

export function forgetProgress(container: Container): void {
  rmSync(fileOf(container));
}

/** What an earlier start has stored and not finished; null when there is nothing to finish. */
export function progressOf(container: Container): DemoIds | null {
  const file = fileOf(container);
  if (!existsSync(file)) return null;
  type Pairs = [string, string][];
  const { users, achievements, demands, openDemands } = JSON.parse(readFileSync(file, 'utf8')) as {
    users: Pairs;
    achievements: Pairs;
    demands: Pairs;
    openDemands: string[];
  };
  return { users: new Map(users), achievements: new Map(achievements), demands: new Map(demands), openDemands };
}
