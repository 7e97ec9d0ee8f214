import { UsageError } from '@jatdae/validator';
import { escapeGlob } from '../init/files/glob.js';
import type { ReadAs } from '../init/files/sample.js';
import { said } from '../init/said.js';
import type { JsonObject } from '../selftest/pointer.js';
import type { DescribedFile, Description, RemoteFile } from './description.js';
import { formatFrom, isKnownEncoding } from './read-form.js';
import { isAddress, nameInAddress, safePath } from './safe-path.js';
import { isNode, licenseFrom, listOf, nodesOf, sha256From, sizeFrom, textAt, textsOf } from './values.js';

/**
 * A Data Package (datapackage.org/standard), version 1 or 2. Resources with `data` in the descriptor have no file.
 * @throws UsageError where it has no resources, or a path that leads out of the folder
 */
export function fromDataPackage(document: JsonObject, file: string): Description {
  const resources = nodesOf(document.resources);
  if (resources.length === 0)
    throw new UsageError({
      ko: `${file}: resources에 리소스가 없습니다. 데이터 파일마다 하나씩 적으십시오.`,
      en: `${file}: 'resources' lists no resources. Add one for each file of data.`,
    });
  const files: DescribedFile[] = [];
  const remote: RemoteFile[] = [];
  const warnings: Description['warnings'][number][] = [];
  for (const resource of resources) {
    const paths = textsOf(resource.path ?? resource.url);
    const name = textAt(resource, 'name') ?? paths[0] ?? '?';
    if (paths.length === 0)
      warnings.push(
        said(
          "리소스 '{name}'에는 파일의 경로가 없어 빼 두었습니다(설명 안에 적힌 데이터는 읽지 않습니다).",
          "The resource '{name}' names no file and is left out (data inside a description are not read).",
          { name },
        ),
      );
    const encoding = textAt(resource, 'encoding');
    if (encoding !== null && !isKnownEncoding(encoding))
      warnings.push(
        said(
          "리소스 '{name}'의 인코딩 '{encoding}'은 모르는 이름이라, 파일을 보고 알아냈습니다.",
          "The encoding '{encoding}' of the resource '{name}' is not known, so the files were looked at.",
          { name, encoding },
        ),
      );
    for (const path of paths) {
      const name = isAddress(path) ? nameInAddress(path) : safePath(path, file);
      if (isAddress(path)) remote.push({ address: path, globs: name === null ? [] : [escapeGlob(name)] });
      // Sizes and hashes of a resource of several files are those of all together.
      if (name !== null) files.push(fileOf(resource, name, { isWhole: paths.length === 1, isRemote: isAddress(path) }));
    }
  }
  const [license] = nodesOf(document.licenses);
  return {
    form: 'datapackage',
    file,
    name: textAt(document, 'name'),
    title: textAt(document, 'title'),
    version: textAt(document, 'version'),
    license:
      license === undefined
        ? licenseFrom(textAt(document, 'license'))
        : (licenseFrom(textAt(license, 'name')) ?? licenseFrom(textAt(license, 'path')) ?? licenseFrom(textAt(license, 'type'))),
    languages: textsOf(document.languages),
    files,
    remote,
    warnings,
  };
}

interface Standing {
  readonly isWhole: boolean;
  readonly isRemote: boolean;
}

function fileOf(resource: JsonObject, path: string, { isWhole, isRemote }: Standing): DescribedFile {
  const schema = isNode(resource.schema) ? resource.schema : {};
  const fields = nodesOf(schema.fields);
  const columns = fields.flatMap((field) => textAt(field, 'name') ?? []);
  const [key, ...others] = listOf(schema.primaryKey).filter((one): one is string => typeof one === 'string');
  const as = formOf(resource, columns);
  return {
    glob: escapeGlob(path),
    as,
    columns,
    key: others.length === 0 ? (key ?? null) : null,
    called: new Map(),
    bytes: isWhole ? sizeFrom(resource.bytes) : null,
    sha256: isWhole ? sha256From(textAt(resource, 'hash')) : null,
    title: textAt(resource, 'title'),
    isRemote,
  };
}

function formOf(resource: JsonObject, columns: readonly string[]): ReadAs {
  const dialect = isNode(resource.dialect) ? resource.dialect : {};
  // Version 1 keeps the dialect of a table below `csv` at times.
  const own = isNode(dialect.csv) ? dialect.csv : dialect;
  const format = formatFrom(textAt(resource, 'mediatype'), textAt(resource, 'format'));
  const encoding = textAt(resource, 'encoding');
  const delimiter = typeof own.delimiter === 'string' && own.delimiter.length === 1 ? own.delimiter : null;
  const quote = typeof own.quoteChar === 'string' && own.quoteChar.length === 1 ? own.quoteChar : null;
  const csv = {
    ...(delimiter === null ? {} : { delimiter }),
    ...(quote === null ? {} : { quote }),
    ...(own.header === true ? { header: true } : {}),
  };
  return {
    ...(format === null ? {} : { format }),
    ...(encoding === null || !isKnownEncoding(encoding) ? {} : { encoding }),
    ...(Object.keys(csv).length === 0 ? {} : { csv }),
    ...(own.header === false && columns.length > 0 ? { columns } : {}),
  };
}
