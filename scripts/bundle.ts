/** Makes the bundle that the command line starts from, once everything is compiled: few files, unminified, with their code caches. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { rolldown } from 'rolldown';
import { cacheOf, ENTRIES, type Entries, openBundle } from '../packages/cli/src/bundle.js';
import type * as Program from '../packages/cli/src/main.js';
import type { Terminal } from '../packages/cli/src/terminal.js';
import { readyChecksModule } from './ready-checks.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = fileURLToPath(new URL('../packages/cli/dist/bundle/', import.meta.url));

/** What is read from files beside the sources, which are elsewhere in the bundle. */
async function replacedModules(): Promise<ReadonlyMap<string, string>> {
  const { version } = JSON.parse(await readFile(join(root, 'packages/cli/package.json'), 'utf8')) as { version: string };
  const wasm = (await readFile(join(root, 'packages/kernel/dist/kernel.wasm'))).toString('base64');
  const page = {
    script: await readFile(join(root, 'packages/report/dist/page/main.js'), 'utf8'),
    style: await readFile(join(root, 'packages/report/dist/page/page.css'), 'utf8'),
  };
  return new Map([
    ['packages/cli/src/version.ts', `export const readVersion = () => ${JSON.stringify(version)};`],
    [
      'packages/cli/src/bundle-entries.ts',
      `import { readFileSync } from 'node:fs';\nexport const readEntries = () => readFileSync(new URL(${JSON.stringify(ENTRIES)}, import.meta.url), 'utf8');`,
    ],
    ['packages/kernel/src/wasm-file.ts', `export const readWasm = () => Buffer.from('${wasm}', 'base64');`],
    ['packages/report/src/html/client-files.ts', `export const readClient = () => (${JSON.stringify(page)});`],
    ['packages/schema/src/ready-checks.ts', readyChecksModule()],
    ['packages/studio/src/store/load-pglite.ts', LOAD_PGLITE],
    ['packages/studio/src/store/load-pg.ts', LOAD_PG],
    [
      'packages/studio/src/server/page-folder.ts',
      `import { fileURLToPath } from 'node:url';\nexport const pageFolder = () => fileURLToPath(new URL('page/', ${STUDIO}));`,
    ],
    ['packages/validator/src/engine/worker-file.ts', `export const workerFile = new URL('../load-worker.js', import.meta.url);`],
  ]);
}

/** Where the package of the review was compiled to, as code of the bundle. */
const STUDIO = `new URL('../../../studio/dist/', import.meta.url)`;

/** The embedded database finds its WASM files beside itself: it stays outside, where that package finds it. */
const LOAD_PGLITE = `import { createRequire } from 'node:module';
const near = createRequire(${STUDIO});
export const loadPglite = async () => ({ ...near('@electric-sql/pglite'), ...near('@electric-sql/pglite/nodefs') });`;

/** So does the client of PostgreSQL, whose parts are resolved otherwise for `require` than for `import`. */
const LOAD_PG = `import { createRequire } from 'node:module';
export const loadPg = async () => createRequire(${STUDIO})('pg');`;

/** What a library makes when it is loaded, and few runs need: takes longer than all else of the start. */
const MADE_LATER = {
  file: join('string-width', 'index.js'),
  from: 'const segmenter = new Intl.Segmenter();',
  to: 'let made; const segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };',
} as const;

async function writeBundle(): Promise<Entries> {
  const replaced = new Map([...(await replacedModules())].map(([path, code]) => [join(root, path), code]));
  const unused = new Set([...replaced.keys(), MADE_LATER.file]);
  const bundle = await rolldown({
    input: {
      main: join(root, 'packages/cli/src/main.ts'),
      worker: join(root, 'packages/validator/src/engine/worker.ts'),
    },
    platform: 'node',
    resolve: { conditionNames: ['source', 'node', 'import', 'default'] },
    plugins: [
      {
        name: 'replace',
        load(id) {
          const path = normalize(id);
          unused.delete(path);
          return replaced.get(path) ?? null;
        },
        transform(code, id) {
          if (!normalize(id).endsWith(MADE_LATER.file) || !code.includes(MADE_LATER.from)) return null;
          unused.delete(MADE_LATER.file);
          return { code: code.replace(MADE_LATER.from, MADE_LATER.to), map: null };
        },
      },
    ],
  });
  const { output } = await bundle.write({
    dir: folder,
    format: 'cjs',
    sourcemap: true,
    entryFileNames: '[name]-[hash].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  });
  await bundle.close();
  if (unused.size > 0) throw new Error(`not in the bundle: ${[...unused].join(', ')}`);
  const entryOf = (name: keyof Entries): string =>
    output.find((file) => file.type === 'chunk' && file.name === name)?.fileName ?? '';
  return { main: entryOf('main'), worker: entryOf('worker') };
}

const SILENT: Terminal = {
  env: {},
  out: async () => {},
  err: () => {},
  color: false,
  errColor: false,
  columns: 100,
  showsOut: false,
  liveColumns: null,
  asks: false,
};

/** Uses the program, so that the caches hold the functions that a run compiles. */
async function writeCodeCaches({ main }: Entries): Promise<void> {
  // What ran once, as the files themselves did, would be dropped before it is written; parsed anew it costs as much as the rest of the start.
  setFlagsFromString('--no-flush-bytecode');
  const bundle = openBundle(folder);
  const program = bundle.load(main) as Pick<typeof Program, 'main'>;
  const deliverables = (await readdir(join(root, 'fixtures'))).filter((name) => name.startsWith('accepted'));
  for (const format of ['pretty', 'json'])
    for (const name of deliverables) {
      const status = await program.main(['validate', join(root, 'fixtures', name, 'deliverable'), '--format', format], SILENT);
      if (status !== 0) throw new Error(`${name}: the bundle gave exit status ${status}`);
    }
  for (const argv of [['--help'], ['validate', '--help'], ['rules'], ['explain', 'H003']]) await program.main(argv, SILENT);
  // A cache is good for the flags that it was made with.
  setFlagsFromString('--flush-bytecode');
  for (const [file, script] of bundle.scripts) await writeFile(cacheOf(join(folder, file)), script.createCachedData());
}

await rm(folder, { recursive: true, force: true });
const entries = await writeBundle();
await writeCodeCaches(entries);
await writeFile(join(folder, ENTRIES), JSON.stringify(entries));
