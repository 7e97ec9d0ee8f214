import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/** What `pnpm build` made of the command line and of its workers: few files, each with V8's code cache beside it. */
export interface Bundle {
  /** The exports of a file, which is run by the first call. */
  load(file: string): unknown;
  /** What was run until now, by file; what a code cache is made of. */
  readonly scripts: ReadonlyMap<string, Script>;
}

/** The files to start from. */
export interface Entries {
  readonly main: string;
  readonly worker: string;
}

/** Names the entries. Written last: where it is, the bundle is whole. */
export const ENTRIES = 'entries.json';
const FOLDER = fileURLToPath(new URL('./bundle/', import.meta.url));

/** Runs an entry of this package's bundle and gives its exports; null where there is no bundle because only the compiler ran. */
export function loadEntry(entry: keyof Entries): unknown {
  const entries = readIfThere(`${FOLDER}${ENTRIES}`);
  if (entries === undefined) return null;
  // Node maps the lines of what it loads itself back to the sources; of a script of ours it does not.
  const bundle = process.env.JATDAE_DEBUG === '1' ? mappedBundle(FOLDER) : openBundle(FOLDER);
  return bundle.load((JSON.parse(entries.toString('utf8')) as Entries)[entry]);
}

export const cacheOf = (file: string): string => `${file}.cache`;

/**
 * Loads files as Node's `require` does, but compiled from their code caches. V8 refuses one of another version or other flags, but of
 * the source it compares the length only: so every file in `folder` must have a hash of its content in its name.
 */
export function openBundle(folder: string): Bundle {
  const requireBuiltIn = createRequire(import.meta.url);
  const modules = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, Script>();

  function load(file: string): unknown {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    const filename = `${folder}${file}`;
    const source = readFileSync(filename, 'utf8');
    const cachedData = readIfThere(cacheOf(filename));
    const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
      filename,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    scripts.set(file, script);
    const require = (name: string): unknown => (name.startsWith('./') ? load(name.slice(2)) : requireBuiltIn(name));
    script.runInThisContext().call(module.exports, module.exports, require, module, filename, folder);
    return module.exports;
  }

  return { load, scripts };
}

function mappedBundle(folder: string): Bundle {
  process.setSourceMapsEnabled(true);
  const require = createRequire(import.meta.url);
  return { load: (file) => require(`${folder}${file}`), scripts: new Map() };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
