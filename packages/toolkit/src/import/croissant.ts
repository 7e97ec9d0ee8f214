import { UsageError } from '@jatdae/validator';
import { escapeGlob } from '../init/files/glob.js';
import { said } from '../init/said.js';
import type { Json, JsonObject } from '../selftest/pointer.js';
import type { DescribedFile, Description, RemoteFile } from './description.js';
import { jsonPathOf } from './json-path.js';
import { formatFrom, isKnownEncoding } from './read-form.js';
import { isAddress, isFileName, nameInAddress, safePath } from './safe-path.js';
import { isNode, licenseFrom, listOf, nodesOf, sha256From, sizeFrom, textAt, textsOf } from './values.js';

/** Archives in archives. */
const DEEPEST = 8;
/** Globs that one node means, through all that it lies in. */
const MOST_PLACES = 1000;

/** A property by its name in the vocabulary of Croissant or schema.org, whatever its prefix. */
function propertyOf(node: JsonObject, name: string): Json | undefined {
  for (const key of [name, `cr:${name}`, `sc:${name}`, `ml:${name}`]) if (Object.hasOwn(node, key)) return node[key];
  return undefined;
}

const wordAt = (node: JsonObject, name: string): string | null => textsOf(propertyOf(node, name))[0] ?? null;
const idOf = (node: JsonObject): string => textAt(node, '@id') ?? wordAt(node, 'name') ?? '';
/** What a reference leads to: `{"@id": …}`, or its text alone. */
const referencesOf = (value: Json | undefined): string[] =>
  listOf(value).flatMap((one) => (typeof one === 'string' ? [one] : isNode(one) ? [idOf(one)] : []));

/**
 * A Croissant description (mlcommons.org/croissant), 1.0 or 1.1, as JSON-LD in its compact form.
 * @throws UsageError where it has no distribution, or a path leads out of the folder
 */
export function fromCroissant(document: JsonObject, file: string): Description {
  const objects = nodesOf(propertyOf(document, 'distribution'));
  const sets = nodesOf(propertyOf(document, 'recordSet'));
  if (objects.length === 0)
    throw new UsageError({
      ko: `${file}: distribution에 파일이 없습니다. 펼친(expanded) JSON-LD나 @graph가 아닌, 줄인(compact) 꼴로 쓰십시오.`,
      en: `${file}: 'distribution' lists no files. Use the compact form of JSON-LD, not the expanded one or @graph.`,
    });
  const fields = fieldsByFile(sets);
  const known = new Map(objects.map((node) => [idOf(node), node]));
  const files: DescribedFile[] = [];
  const remote: RemoteFile[] = [];
  const warnings: Description['warnings'][number][] = [];
  // A container is told of by the files that are taken from it.
  const containers = new Set(objects.flatMap((node) => referencesOf(propertyOf(node, 'containedIn'))));
  for (const node of objects) {
    const address = wordAt(node, 'contentUrl');
    const places = placesOf(node, known, file, 0);
    if (address !== null && isAddress(address)) remote.push({ address, globs: places === 'cycle' ? [] : places });
    if (containers.has(idOf(node)) && !fields.has(idOf(node))) continue;
    if (places === 'cycle')
      warnings.push(
        said(
          "'{id}'의 containedIn이 서로를 가리키거나 너무 깊거나 많아 빼 두었습니다.",
          "'{id}' is left out: its containedIn leads in a circle, too deep or to too many.",
          { id: idOf(node) },
        ),
      );
    else for (const place of places) files.push(fileOf(node, place, fields.get(idOf(node))));
  }
  const name = wordAt(document, 'name');
  return {
    form: 'croissant',
    file,
    name,
    title: wordAt(document, 'alternateName') ?? name,
    version: versionOf(propertyOf(document, 'version')),
    license: textsOf(propertyOf(document, 'license')).map(licenseFrom)[0] ?? licenseOfNode(propertyOf(document, 'license')),
    languages: textsOf(propertyOf(document, 'inLanguage')),
    files,
    remote,
    warnings,
  };
}

const versionOf = (value: Json | undefined): string | null =>
  typeof value === 'number' ? String(value) : (textsOf(value)[0] ?? null);

function licenseOfNode(value: Json | undefined): string | null {
  const [node] = nodesOf(value);
  return node === undefined ? null : (licenseFrom(wordAt(node, 'url')) ?? licenseFrom(wordAt(node, 'name')));
}

/** Globs of a FileObject or a FileSet below the folder; of a remote file what it is called, should it have been downloaded. */
function placesOf(node: JsonObject, known: ReadonlyMap<string, JsonObject>, file: string, depth: number): string[] | 'cycle' {
  if (depth > DEEPEST) return 'cycle';
  const own = ownPlaces(node, file);
  // Of containers one is followed further: descriptions of others' making may name any number at each level.
  const inside = containersOf(node, known).slice(0, depth === 0 ? MOST_PLACES : 1);
  const places: string[] = [];
  for (const container of inside) {
    const outer = placesOf(container, known, file, depth + 1);
    if (outer === 'cycle' || outer.length * own.length + places.length > MOST_PLACES) return 'cycle';
    // What a repository holds stands below the folder as it does there.
    if (isArchive(container)) places.push(...outer.flatMap((place) => own.map((path) => `${place}!/${path}`)));
  }
  return inside.some(isArchive) ? places : own;
}

const containersOf = (node: JsonObject, known: ReadonlyMap<string, JsonObject>): readonly JsonObject[] =>
  referencesOf(propertyOf(node, 'containedIn')).flatMap((id) => nodesOf(known.get(id)));

const isArchive = (node: JsonObject): boolean =>
  /zip|tar/iu.test(wordAt(node, 'encodingFormat') ?? '') ||
  /\.(?:zip|tar|tgz|tar\.gz|tar\.zst)$/iu.test(wordAt(node, 'contentUrl') ?? '');

function ownPlaces(node: JsonObject, file: string): string[] {
  const includes = textsOf(propertyOf(node, 'includes'));
  if (includes.length > 0) return includes.map((glob) => safePath(glob, file));
  const url = wordAt(node, 'contentUrl');
  if (url === null) return [];
  if (!isAddress(url)) return [escapeGlob(safePath(url, file))];
  const names = [textAt(node, '@id'), wordAt(node, 'name'), nameInAddress(url)];
  return [...new Set(names)].filter((name): name is string => name !== null && isFileName(name)).map(escapeGlob);
}

interface FileFields {
  readonly columns: Set<string>;
  readonly called: Map<string, string>;
  readonly at: Set<string>;
  readonly keys: Set<string>;
  title: string | null;
}

/** What the record sets say of the fields of each file, or set of files, by its id. */
function fieldsByFile(sets: readonly JsonObject[]): Map<string, FileFields> {
  const byFile = new Map<string, FileFields>();
  for (const set of sets) {
    const keys = new Set(referencesOf(propertyOf(set, 'key')));
    for (const field of nodesOf(propertyOf(set, 'field'))) {
      const parts = [field, ...nodesOf(propertyOf(field, 'subField'))];
      for (const part of parts) {
        const [source] = nodesOf(propertyOf(part, 'source'));
        if (source === undefined) continue;
        const [extract] = nodesOf(propertyOf(source, 'extract'));
        const column = extract === undefined ? null : wordAt(extract, 'column');
        const told = extract === undefined ? null : jsonPathOf(wordAt(extract, 'jsonPath'));
        const path = column ?? told?.path ?? null;
        if (path === null) continue;
        for (const name of ['fileObject', 'fileSet', 'distribution'])
          for (const id of referencesOf(propertyOf(source, name))) {
            const known = byFile.get(id) ?? {
              columns: new Set(),
              called: new Map(),
              at: new Set(),
              keys: new Set(),
              title: null,
            };
            byFile.set(id, known);
            known.columns.add(path);
            known.title ??= wordAt(set, 'name');
            if (told !== null && column === null) known.at.add(told.at);
            if (part !== field) continue;
            if (keys.has(idOf(field))) known.keys.add(path);
            const called = (wordAt(field, 'name') ?? idOf(field)).split('/').at(-1) ?? '';
            if (called !== path) known.called.set(called, path);
          }
      }
    }
  }
  return byFile;
}

function fileOf(node: JsonObject, glob: string, fields: FileFields | undefined): DescribedFile {
  const isOne = textsOf(propertyOf(node, 'includes')).length === 0;
  const format = formatFrom(wordAt(node, 'encodingFormat'), null);
  const encoding = wordAt(node, 'encoding');
  const [at = '', ...others] = fields?.at ?? [];
  const [key = null, ...keys] = fields?.keys ?? [];
  return {
    glob,
    as: {
      ...(format === null ? {} : { format }),
      ...(encoding === null || !isKnownEncoding(encoding) ? {} : { encoding }),
      ...(at === '' || others.length > 0 ? {} : { at }),
    },
    columns: [...(fields?.columns ?? [])],
    key: keys.length === 0 ? key : null,
    called: fields?.called ?? new Map(),
    bytes: isOne ? sizeFrom(propertyOf(node, 'contentSize')) : null,
    sha256: isOne ? sha256From(wordAt(node, 'sha256')) : null,
    title: fields?.title ?? null,
    isRemote: isAddress(wordAt(node, 'contentUrl') ?? ''),
  };
}
