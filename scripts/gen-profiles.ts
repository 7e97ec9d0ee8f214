import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

const FOLDER = 'packages/schema/profiles';

/** The built-in profiles as constants, so that nothing reads files at run time. */
export async function generateProfiles(root: string): Promise<Map<string, string>> {
  const files = (await readdir(join(root, FOLDER))).filter((file) => file.endsWith('.yaml'));
  const names = files.map((file) => basename(file, '.yaml')).sort();
  const entries = await Promise.all(
    names.map(async (name) => {
      const profile: unknown = parse(await readFile(join(root, FOLDER, `${name}.yaml`), 'utf8'));
      return `  '${name}': ${JSON.stringify(profile, null, 2).replaceAll('\n', '\n  ')},`;
    }),
  );
  const text = [
    `// Generated from ${FOLDER} by scripts/gen-profiles.ts.`,
    '',
    'export const profileSources: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {',
    ...entries,
    '};',
    '',
  ].join('\n');
  return new Map([['packages/schema/src/generated/profiles.gen.ts', text]]);
}
