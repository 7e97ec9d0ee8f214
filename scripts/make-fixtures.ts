/** `pnpm fixtures`: writes fixtures/ anew, with the report that each gives today. What each must give is stated in scripts/fixtures. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeConsortium, validate } from '../packages/validator/src/index.js';
import { stableReport } from '../packages/validator/src/testing/golden.js';
import { allFixtures } from './fixtures/catalogue.js';
import type { Fixture } from './fixtures/fixture.js';
import { readme } from './fixtures/readme.js';

const root = fileURLToPath(new URL('../fixtures/', import.meta.url));

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function writeFixture({ name, files, applications, expected }: Fixture): Promise<void> {
  const folder = join(root, name);
  const deliverable = join(folder, 'deliverable');
  for (const [path, content] of files) await write(join(deliverable, path), content);
  await write(join(folder, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
  const language = 'ko';
  const { report } =
    applications === undefined
      ? await validate(deliverable, { language })
      : await judgeConsortium(
          applications.map((path) => join(deliverable, path)),
          { language },
        );
  await write(join(root, 'golden', `${name}.ko.json`), stableReport(report, deliverable));
}

await rm(root, { recursive: true, force: true });
const fixtures = allFixtures();
for (const fixture of fixtures) await writeFixture(fixture);
await write(join(root, 'README.md'), readme(fixtures));
console.log(`${fixtures.length} fixtures in fixtures/`);
