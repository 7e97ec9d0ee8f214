import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

const FOLDER = 'packages/schema/profiles';

/** The built-in profiles as constants, so that nothing reads files at run time. */
export async function generateProfiles(root: string): Promise<Map<string, string>> {
  const files = (await readdir(join(root, FOLDER))).filter((file) => file.endsWith('.yaml')).sort();
  const entries = await Promise.all(
    files.map(async (file) => {
      const profile: unknown = parse(await readFile(join(root, FOLDER, file), 'utf8'));
      return `  '${basename(file, '.yaml')}': ${JSON.stringify(profile, null, 2).replaceAll('\n', '\n  ')},`;
    }),
  );
  const text = [
    `// Generated from ${FOLDER} by scripts/gen-profiles.ts.`,
    "import type { Profile } from './profile.gen.js';",
    '',
    'export const profileSources: Readonly<Record<string, Profile>> = {',
    ...entries,
    '};',
    '',
  ].join('\n');
  return new Map([['packages/schema/src/generated/profiles.gen.ts', text]]);
}
