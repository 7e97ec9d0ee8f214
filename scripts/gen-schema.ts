import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { compile, type JSONSchema } from 'json-schema-to-typescript';

const OUT = 'packages/schema/src/generated';
const BANNER = '// Generated from schemas/ by scripts/gen-schema.ts.\n';
/** Schemas that code holds values of; an extension of a profile is merged as it is, and items are never objects of ours. */
const TYPED = ['manifest', 'profile', 'report', 'prediction', 'receipt', 'waivers', 'judgements'];

async function readSchema(root: string, name: string): Promise<JSONSchema> {
  return JSON.parse(await readFile(join(root, 'schemas', `${name}.schema.json`), 'utf8'));
}

async function schemaNames(root: string, folder: string): Promise<string[]> {
  const files = await readdir(join(root, 'schemas', folder));
  return files
    .filter((file) => file.endsWith('.schema.json'))
    .map((file) => join(folder, basename(file, '.schema.json')).replaceAll('\\', '/'))
    .sort();
}

/** TypeScript types of the schemas that code holds values of. */
export async function generateSchemaTypes(root: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of TYPED) {
    const text = await compile(await readSchema(root, name), name, {
      bannerComment: BANNER,
      additionalProperties: true,
      unknownAny: true,
      ignoreMinAndMaxItems: true,
      style: { singleQuote: true, printWidth: 130, trailingComma: 'all' },
    });
    files.set(`${OUT}/${name}.gen.ts`, text);
  }
  return files;
}

/** The schemas as constants, so that nothing reads files at run time. */
export async function generateSchemaConstants(root: string): Promise<Map<string, string>> {
  const own = await schemaNames(root, '');
  const items = await schemaNames(root, 'items');
  const lines = [BANNER, 'type Schema = Readonly<Record<string, unknown>>;\n'];
  for (const name of own) lines.push(`export const ${camel(name)}Schema: Schema = ${await literal(root, name)};\n`);
  const entries = await Promise.all(items.map(async (name) => `  '${basename(name)}': ${await literal(root, name)},`));
  lines.push(`export const itemSchemas = {\n${entries.join('\n')}\n} as const;\n`);
  return new Map([[`${OUT}/schemas.gen.ts`, lines.join('\n')]]);
}

const camel = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

async function literal(root: string, name: string): Promise<string> {
  return JSON.stringify(await readSchema(root, name), null, 2);
}
