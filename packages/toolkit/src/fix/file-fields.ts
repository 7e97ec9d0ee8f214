import { Kind, kindOf, textOf } from '@jatdae/kernel';
import type { TreeEntry } from '@jatdae/readers';
import type { JsonSchema } from '@jatdae/schema';
import { compileMapping, createFieldFinder, type FieldPath, type OpenFiles, parseFieldPath } from '@jatdae/validator';
import { createRecordParser } from '../write/json-node.js';
import { type FieldFix, fieldFixes, isFloatId, isIntegerId, plainId } from './fields.js';
import type { FixName } from './fixes.js';
import type { TextFile } from './stages.js';

/** Gives what is mended in the values of a file's records. */
export async function createFields(
  open: OpenFiles,
  fixes: ReadonlySet<FixName>,
  ids: ReadonlySet<number>,
): Promise<(file: Pick<TextFile, 'resource' | 'experiment'>) => readonly FieldFix[]> {
  const { manifest } = open;
  const { resources, experiments = [] } = manifest;
  const ofResource = await Promise.all(
    resources.map(async (resource, r) =>
      fieldFixes(manifest, resource, { fixes, ids: ids.has(r), schema: await readSchema(open, resource.schema) }),
    ),
  );
  const ofExperiment = experiments.map(({ predictions: of }): FieldFix[] => {
    const id = typeof of === 'object' ? of.fields?.id : undefined;
    return ids.size === 0 ? [] : [{ path: parseFieldPath(id ?? 'id'), mend: plainId }];
  });
  return ({ resource, experiment }) => ofResource[resource] ?? ofExperiment[experiment] ?? [];
}

async function readSchema(open: OpenFiles, path: string | undefined): Promise<JsonSchema | null> {
  const bytes = path === undefined ? null : await open.read(path);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(
      Buffer.from(bytes)
        .toString()
        .replace(/^\uFEFF/u, ''),
    );
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : null;
  } catch {
    return null;
  }
}

type IdForm = 'none' | 'float' | 'integer' | 'mixed' | 'other';

/**
 * Resources whose ids all are whole numbers with `.0`. None where another resource has numbers for ids: they might then be equal, and
 * predictions do not say which resource they are of.
 */
export async function idResources(
  open: OpenFiles,
  texts: ReadonlyMap<TreeEntry, TextFile>,
  fixes: ReadonlySet<FixName>,
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  if (!fixes.has('ids')) return new Set();
  const files = open.resources.map((members) => members.flatMap((entry) => texts.get(entry) ?? []));
  const starts = await Promise.all(files.map((members, r) => idForm(open, members.slice(0, 1), r, signal, 1)));
  if (!starts.includes('float')) return new Set();
  const forms: IdForm[] = [];
  for (const [r, members] of files.entries()) forms.push(await idForm(open, members, r, signal, Number.POSITIVE_INFINITY));
  const floats = forms.flatMap((form, r) => (form === 'float' ? [r] : []));
  if (!forms.some((form) => form === 'integer' || form === 'mixed')) return new Set(floats);
  for (const r of floats) for (const { tally } of files[r] ?? []) tally.leave('ids-collide');
  return new Set();
}

/** Of the first `most` ids: float and integer where all are, mixed where some are, other where none is a number. */
async function idForm(
  open: OpenFiles,
  files: readonly TextFile[],
  resource: number,
  signal: AbortSignal,
  most: number,
): Promise<IdForm> {
  const known = open.manifest.resources[resource];
  const path = known === undefined ? null : compileMapping(known).fields.id;
  if (path === null) return 'none';
  let [floats, integers, others] = [0, 0, 0];
  for (const file of files) {
    for await (const id of idsOf(open, file, path, signal)) {
      if (isFloatId(id)) floats += 1;
      else if (isIntegerId(id)) integers += 1;
      else others += 1;
      if (floats + integers + others >= most) break;
    }
  }
  if (floats + integers === 0) return others === 0 ? 'none' : 'other';
  if (integers + others === 0) return 'float';
  return floats + others === 0 ? 'integer' : 'mixed';
}

async function* idsOf(open: OpenFiles, file: TextFile, path: FieldPath, signal: AbortSignal): AsyncGenerator<string, void, void> {
  if (file.reader === null) return;
  const parse = createRecordParser();
  const finder = createFieldFinder([path]);
  const source = await open.open(file.entry);
  try {
    for await (const { bytes, size, start, end } of file.reader.read(
      { source, start: 0, end: source.size },
      file.options,
      signal,
    )) {
      for (let i = 0; i < size; i++) {
        const json = bytes.subarray(start[i], end[i]);
        const parsed = json.length === 0 ? null : parse(json);
        if (parsed === null || kindOf(parsed.tape, parsed.root) !== Kind.Object) continue;
        finder.enter(parsed.tape, parsed.root);
        const node = finder.node(path);
        const kind = node < 0 ? Kind.Null : kindOf(parsed.tape, node);
        if (kind === Kind.String || kind === Kind.Number) yield textOf(parsed.tape, node);
      }
    }
  } finally {
    await source.close();
  }
}
