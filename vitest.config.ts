import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// `source` makes workspace packages resolve to their TypeScript, so that tests never judge a stale build. `import` is not named: it would hold for `require`, too.
const conditions = ['source', 'module', 'node'];

const schemaPackage = fileURLToPath(new URL('packages/schema/', import.meta.url));

/** Tests check our own documents by what the bundle checks them by, made anew. Without it each validation of a test would have ajv compile three schemas. */
const readyChecks = {
  name: 'ready-checks',
  async load(id: string) {
    if (id !== `${schemaPackage}src/ready-checks.ts`) return null;
    const { readyChecksModule } = await import('./scripts/ready-checks.js');
    return `import { createRequire } from 'node:module';\nconst require = createRequire(${JSON.stringify(schemaPackage)});\n${readyChecksModule()}`;
  },
};

export default defineConfig({
  plugins: [readyChecks],
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
