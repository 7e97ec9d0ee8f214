/** Builds the page of `jatdae review` into packages/studio/dist/page: static files that run nothing but themselves. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../packages/studio/page', import.meta.url));

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    // Styles and scripts in files of their own, and nothing that would have to stand in the page: its policy forbids that.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
});
