import type { Language } from '@jatdae/schema';
import { subMetricDescription, subMetricTitle, titleOf } from './about.js';
import { type Column, type ColumnKind, columnsOf, recordOf } from './columns.js';
import { csvFiles } from './files/csv.js';
import type { WrittenPart } from './part.js';
import { differing } from './same.js';
import type { Judge, Source, Target, Written } from './target.js';

const DESCRIPTOR = 'datapackage.json';

/** Types of Table Schema; a list is the JSON text of one. */
const TYPES: Readonly<Record<ColumnKind, string>> = { text: 'string', texts: 'array', numbers: 'array', turns: 'array' };

/**
 * Data Package 2.0 (datapackage.org): CSV files, a resource for each sub-metric and split, with Table Schema, SHA-256 and sizes. Media are
 * resources without a table.
 */
export function dataPackageTarget(source: Source): Target {
  const { canary } = source.manifest.dataset;
  const columns = columnsOf(canary);
  return {
    files: csvFiles(columns),
    apart: () => ({}),
    withMedia: true,
    refuse: () => null,
    record: (item) => recordOf(item, canary),
    pathOf: ({ stem, side }) => `data/${stem}.${side}.csv`,
    documents: (written) => new Map([[DESCRIPTOR, `${JSON.stringify(descriptor(source, columns, written), null, 2)}\n`]]),
    notes: () => [],
    judge: (read, written) => judge(read, written, columns, canary),
  };
}

function descriptor(source: Source, columns: readonly Column[], { parts, media }: Written): object {
  const { manifest, language, url } = source;
  const { dataset, consortium } = manifest;
  const contributors = (consortium?.members ?? []).map(({ name, role }) => ({
    title: name,
    // Contributor types of DataCite 4.4.
    roles: [role === 'lead' ? 'ProjectLeader' : 'ProjectMember'],
  }));
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: dataset.name,
    title: titleOf(manifest, language),
    version: dataset.version,
    ...(url === undefined ? {} : { homepage: url }),
    ...(dataset.license === undefined ? {} : { licenses: [{ name: dataset.license }] }),
    ...(contributors.length === 0 ? {} : { contributors }),
    resources: [
      ...parts.map((part) => tableOf(source, columns, part)),
      ...media.map(({ path, bytes, sha256 }, k) => ({
        name: `medium-${String(k + 1).padStart(6, '0')}`,
        path,
        bytes,
        hash: `sha256:${sha256}`,
      })),
    ],
  };
}

function tableOf({ manifest, language }: Source, columns: readonly Column[], part: WrittenPart): object {
  const description = subMetricDescription(manifest, part.subMetric, language);
  return {
    name: `${part.key}-${part.side}`,
    type: 'table',
    path: part.path,
    title: `${subMetricTitle(manifest, part.subMetric, language)} (${part.side})`,
    ...(description === null ? {} : { description }),
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes: part.bytes,
    hash: `sha256:${part.sha256}`,
    schema: {
      $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
      fields: columns.map((column) => fieldOf(column, language)),
      missingValues: [''],
    },
  };
}

const fieldOf = ({ name, kind, isRequired, about }: Column, language: Language): object => ({
  name,
  type: TYPES[kind],
  description: about[language],
  ...(isRequired ? { constraints: { required: true } } : {}),
});

interface ReadResource {
  readonly path: string;
  readonly hash: string;
  readonly bytes: number;
  readonly schema?: { readonly fields: readonly { readonly name: string; readonly type: string }[] };
}

async function judge(
  read: (path: string) => Promise<string>,
  { parts, media }: Written,
  columns: readonly Column[],
  canary: string | undefined,
): Promise<Judge> {
  const { resources } = JSON.parse(await read(DESCRIPTOR)) as { readonly resources: readonly ReadResource[] };
  const known = new Map(resources.map((resource) => [resource.path, resource]));
  for (const { path, bytes, sha256 } of [...parts, ...media]) {
    const resource = known.get(path);
    if (resource?.hash !== `sha256:${sha256}` || resource.bytes !== bytes) throw new Error(`${DESCRIPTOR}: ${path}`);
    const names = resource.schema?.fields.map(({ name, type }) => `${name} ${type}`).join() ?? null;
    const asked = columns.map(({ name, kind }) => `${name} ${TYPES[kind]}`).join();
    if (names !== null && names !== asked) throw new Error(`${DESCRIPTOR}: ${path}: ${names}`);
  }
  if (known.size !== parts.length + media.length) throw new Error(`${DESCRIPTOR}: ${known.size} resources`);
  return (record, item) => differing(record, recordOf(item, canary));
}
