import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AchievementContent } from '../../server/contracts/achievements.contract.ts';
import type { DemandContent } from '../../server/contracts/demands.contract.ts';

/** Demo records as written in `data/`: invented institutes, firms and people. */
export interface DemoOrganisation {
  key: string;
  name: string;
  nameAliases?: string[];
  uscc: string;
  orgType: 'UNIV' | 'INST' | 'NRDI' | 'HOSP';
  regionCode: string;
  address?: string;
  units?: string[];
}
export interface DemoFirm {
  key: string;
  name: string;
  uscc: string;
  regionCode: string;
  address?: string;
  industryCode?: string;
  scale?: 'L' | 'M' | 'S' | 'XS';
  qualifications?: string[];
  chainCodes?: string[];
  foreignControl?: 'NONE' | 'HMT' | 'FOREIGN';
  contact: { name: string; mobile: string; email: string };
}
export interface DemoTeam {
  key: string;
  name: string;
  org: string;
  unit?: string | null;
  leader: { name: string; titleLevel?: 'SENIOR' | 'ASSOCIATE' | 'MIDDLE' | 'JUNIOR' | 'OTHER' };
  members?: { name: string; titleLevel?: 'SENIOR' | 'ASSOCIATE' | 'MIDDLE' | 'JUNIOR' | 'OTHER'; role?: string }[];
  capacity?: number | null;
  hasCompany?: boolean;
}
interface Quality {
  quality?: string;
  duplicateOf?: string;
}
export type DemoAchievement = AchievementContent &
  Quality & { key: string; team: string; coOwners?: string[]; status: string; confirmedDaysAgo?: number };
export type DemoDemand = Omit<DemandContent, 'deadlineAnswer' | 'neededBy'> &
  Quality & {
    key: string;
    firm: string;
    deadlineInDays: number;
    neededInMonths?: number | null;
    publishedDaysAgo?: number;
    status: string;
    expected?: { achievement: string; level: 1 | 2 | 3 | 4; why: string }[];
  };

const DIR = join(import.meta.dirname, 'data');

function readAll<T>(prefix: string): T[] {
  return readdirSync(DIR)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap((name) => JSON.parse(readFileSync(join(DIR, name), 'utf8')) as T[]);
}

export interface DemoData {
  organisations: DemoOrganisation[];
  firms: DemoFirm[];
  teams: DemoTeam[];
  achievements: DemoAchievement[];
  demands: DemoDemand[];
}

export const readDemoData = (): DemoData => ({
  organisations: readAll<DemoOrganisation>('organisations'),
  firms: readAll<DemoFirm>('firms-'),
  teams: readAll<DemoTeam>('teams-'),
  achievements: readAll<DemoAchievement>('achievements-'),
  demands: readAll<DemoDemand>('demands-'),
});
