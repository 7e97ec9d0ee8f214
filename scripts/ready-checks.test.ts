import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileSchema, type JsonSchema } from '../packages/schema/src/compile-schema.js';
import { manifestSchema, profileExtensionSchema, profileSchema } from '../packages/schema/src/generated/schemas.gen.js';
import type { readyChecks } from '../packages/schema/src/ready-checks.js';
import { readyChecksModule } from './ready-checks.js';

const require = createRequire(new URL('../packages/schema/package.json', import.meta.url));
const body = readyChecksModule().replaceAll('export const ', 'const ');
const ready = new Function('require', `${body}; return readyChecks;`)(require) as typeof readyChecks;

async function yaml(path: string): Promise<unknown> {
  return parse(await readFile(new URL(`../${path}`, import.meta.url), 'utf8'), { schema: 'core' });
}

/** Every place in a document, as the keys that lead there. */
function placesIn(value: unknown, keys: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [keys];
  return [keys, ...Object.entries(value).flatMap(([key, child]) => placesIn(child, [...keys, key]))];
}

/** A copy with something else, or nothing, in one place. */
function changed(document: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const copy = structuredClone(document) as Record<string, unknown>;
  const next = changed(copy[key], rest, value);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return Array.isArray(copy) ? copy.filter(() => true) : copy;
}

const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  true,
  -1,
  1,
  2.5,
  '',
  'x',
  '2024-02-30',
  '가나다',
  [],
  [1, 1],
  {},
  { 이름: 1 },
);

describe.each<[string, JsonSchema, string, readonly JsonSchema[]]>([
  ['manifest', manifestSchema, 'fixtures/accepted/deliverable/benchmark.yaml', []],
  ['profile', profileSchema, 'packages/schema/profiles/nia-2024-2.yaml', []],
  ['extension of a profile', profileExtensionSchema, 'fixtures/accepted/deliverable/profile.yaml', [profileSchema]],
])('the ready check of a %s', (_, schema, path, schemas) => {
  it('accepts what ajv accepts, and nothing else', async () => {
    const compiled = await compileSchema(schema, { schemas, trusted: true });
    if (!compiled.ok) throw new Error(compiled.message.en);
    const isReadyRight = ready[String(schema.$id)]!;
    const document = await yaml(path);
    expect(isReadyRight(document)).toBe(true);
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(fc.constantFrom(...placesIn(document)), odd, (keys, value) => {
        const other = changed(document, keys, value);
        const verdict = compiled.check(other).length === 0;
        verdicts.add(verdict);
        expect(isReadyRight(other)).toBe(verdict);
      }),
      { numRuns: 400 },
    );
    expect(verdicts.size).toBe(2);
  });
});
