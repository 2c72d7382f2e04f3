import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 60_000, hookTimeout: 120_000, pool: 'forks' as const };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { ...shared, name: 'pure', include: ['tests/{unit,search,architecture,web}/**/*.test.{ts,tsx}'] },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'server',
          include: ['tests/{api,modules,process}/**/*.test.ts'],
          globalSetup: ['tests/helpers/database-template.ts'],
        },
      },
    ],
  },
});
