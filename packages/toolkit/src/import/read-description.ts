import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { isRemote } from '@jatdae/readers';
import { UsageError } from '@jatdae/validator';
import type { Json, JsonObject } from '../selftest/pointer.js';
import { fromCroissant } from './croissant.js';
import { fromDataPackage } from './data-package.js';
import type { Description } from './description.js';
import { isNode, textsOf } from './values.js';

const NAMES = ['croissant.json', 'datapackage.json', 'metadata.json', 'croissant.jsonld', 'metadata.jsonld'] as const;
/** A description of a hundred thousand files is smaller. */
const LARGEST = 64 << 20;

export interface ReadDescription {
  /** absolute: all paths of the description begin here */
  readonly folder: string;
  readonly description: Description;
}

/**
 * The description that a folder has, or that is a file itself. Nothing else is read.
 * @throws UsageError where there is none, or it cannot be used
 */
export async function readDescription(target: string): Promise<ReadDescription> {
  const path = await findDescription(target);
  const folder = await realpath(dirname(path));
  const file = basename(path);
  await refuseOutside(folder, path);
  const facts = await stat(path);
  if (!facts.isFile() || facts.size > LARGEST)
    throw new UsageError({
      ko: `${path}: 파일이 아니거나 ${LARGEST >> 20} MiB보다 커서 설명으로 읽지 않았습니다.`,
      en: `${path}: this is no file, or larger than ${LARGEST >> 20} MiB, and was not read as a description.`,
    });
  const document = parse(await readFile(path).catch(() => null), path);
  if ('resources' in document && !('distribution' in document)) return { folder, description: fromDataPackage(document, file) };
  if (isCroissant(document)) return { folder, description: fromCroissant(document, file) };
  throw new UsageError({
    ko: `${path}: Croissant(distribution)도 Data Package(resources)도 아닙니다.`,
    en: `${path}: this is neither Croissant (distribution) nor a Data Package (resources).`,
  });
}

const isCroissant = (document: JsonObject): boolean =>
  ['distribution', 'sc:distribution', 'recordSet', 'cr:recordSet'].some((key) => Object.hasOwn(document, key)) ||
  textsOf(document.conformsTo).some((one) => /croissant/iu.test(one));

async function findDescription(target: string): Promise<string> {
  if (isRemote(target))
    throw new UsageError({
      ko: `${target}: import는 이 컴퓨터에 있는 설명만 읽습니다. 먼저 내려받으십시오.`,
      en: `${target}: import reads descriptions on this machine. Download it first.`,
    });
  const path = resolve(target);
  const facts = await stat(path).catch(() => null);
  if (facts?.isDirectory() !== true) {
    if (facts !== null) return path;
    throw new UsageError({ ko: `${target}: 그런 파일이나 폴더가 없습니다`, en: `${target}: no such file or folder` });
  }
  const found: string[] = [];
  for (const name of NAMES) if ((await stat(join(path, name)).catch(() => null)) !== null) found.push(name);
  const [only, ...others] = found;
  if (only === undefined)
    throw new UsageError({
      ko: `${target}: 설명 파일이 없습니다(찾은 이름: ${NAMES.join(', ')}). 이름이 다르면 파일을 바로 지정하고, 설명이 없으면 jatdae init을 쓰십시오.`,
      en: `${target}: there is no description (looked for ${NAMES.join(', ')}). Give the file itself if it is called otherwise; without one, use jatdae init.`,
    });
  if (others.length > 0)
    throw new UsageError({
      ko: `${target}: 설명 파일이 여럿입니다(${found.join(', ')}). 쓸 파일을 바로 지정하십시오.`,
      en: `${target}: there are several descriptions (${found.join(', ')}). Give the one to use.`,
    });
  return join(path, only);
}

async function refuseOutside(folder: string, path: string): Promise<void> {
  const real = await realpath(path).catch(() => path);
  const inside = relative(folder, real);
  if (inside.startsWith('..') || resolve(inside) === inside)
    throw new UsageError({
      ko: `${path}: 폴더 밖의 파일을 가리키는 링크라 읽지 않았습니다.`,
      en: `${path}: this is a link to a file outside of its folder and was not read.`,
    });
}

function parse(bytes: Uint8Array | null, path: string): JsonObject {
  let value: Json | undefined;
  try {
    value = bytes === null ? undefined : (JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json);
  } catch {
    value = undefined;
  }
  if (isNode(value)) return value;
  throw new UsageError({
    ko: `${path}: UTF-8로 쓴 JSON 객체로 읽을 수 없습니다. 파일이 온전한지 확인하십시오.`,
    en: `${path}: this cannot be read as a JSON object in UTF-8. Check that the file is whole.`,
  });
}
