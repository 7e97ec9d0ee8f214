/** Writes every file that is generated from another one; with `--check` writes nothing and fails where one is not current. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateProfiles } from './gen-profiles.js';
import { generateRegistry } from './gen-registry.js';
import { generateSchemaConstants, generateSchemaTypes } from './gen-schema.js';

/** Returns the text of each file by its path from the repository's root. */
export type Generator = (root: string) => Promise<ReadonlyMap<string, string>>;

const GENERATORS: readonly Generator[] = [generateSchemaTypes, generateSchemaConstants, generateProfiles, generateRegistry];

const root = fileURLToPath(new URL('..', import.meta.url));

async function currentText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}

const check = process.argv.includes('--check');
let stale = 0;
for (const generate of GENERATORS) {
  for (const [name, text] of await generate(root)) {
    const path = fileURLToPath(new URL(`../${name}`, import.meta.url));
    if ((await currentText(path)) === text) continue;
    stale += 1;
    console.log(`${check ? 'not current' : 'written'}: ${relative(root, path)}`);
    if (check) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
if (check && stale > 0) {
  console.error('Run `npx -y pnpm@12.21.0 generate` and commit what it writes.');
  process.exitCode = 1;
}
