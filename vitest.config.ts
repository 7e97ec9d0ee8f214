import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// `source` makes workspace packages resolve to their TypeScript, so that tests never judge a stale build. `import` is not named: it would hold for `require`, too.
const conditions = ['source', 'module', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    // Of two cores vitest would use one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', 'json'],
    outputFile: { json: process.env.VITEST_JSON ?? 'node_modules/.vitest/results.json' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
