import {
  type ArchiveSettings,
  type FileTree,
  findRemote,
  isGlob,
  isRemote,
  isS3,
  openBelow,
  parentOfAddress,
  RemoteFailure,
  type RemoteReason,
  shownAddress,
  walkBucket,
} from '@jatdae/readers';
import type { Localized, Manifest } from '@jatdae/schema';
import { UsageError } from '../options.js';
import { allGlobs } from '../plan/aihub.js';
import type { Opened } from './opened.js';
import { readSmall } from './read-inside.js';

/** Where the manifest of a deliverable on a server lies. */
export interface RemotePlace {
  /** an address below which the files lie, or of the archive that the deliverable is */
  readonly root: string;
  /** null: the root is an archive */
  readonly manifestPath: string | null;
}

/**
 * By how the address ends: a manifest, an archive, or something that manifests lie in, which is looked through for the names given.
 * Null for a place without a manifest. @throws RemoteFailure
 */
export async function remotePlace(target: string, names: readonly string[]): Promise<RemotePlace | null> {
  const { root, name } = parentOfAddress(isS3(target) ? target.replace(/^(s3:\/\/[^/]+)$/iu, '$1/') : target);
  if (/\.(ya?ml|json)$/iu.test(name)) return { root, manifestPath: name };
  const isPlace = isS3(target) ? !/\.(?:zip|tar|tgz|tar\.\w+)$/iu.test(target) : new URL(target).pathname.endsWith('/');
  if (!isPlace) return { root: target, manifestPath: null };
  const folder = isS3(target) ? target.replace(/\/*$/u, '/') : target;
  for (const manifestPath of names) {
    if (await isThere(folder, manifestPath)) return { root: folder, manifestPath };
  }
  return null;
}

async function isThere(root: string, name: string): Promise<boolean> {
  try {
    await (await openBelow(root, name)).close();
    return true;
  } catch (error) {
    if (error instanceof RemoteFailure && error.reason === 'missing') return false;
    throw error;
  }
}

/** Null where it is too large for a manifest. @throws RemoteFailure */
export const readRemote = async (root: string, path: string): Promise<Uint8Array | null> =>
  readSmall(await openBelow(root, path));

/** Whether only the manifest tells what files there are. */
export const isUnlisted = ({ root, archive }: Opened): boolean => archive === null && isRemote(root) && !isS3(root);

/** The files of a deliverable on a server. @throws UsageError where the manifest asks for a list that nobody gives; RemoteFailure */
export async function listRemote({ root, manifest, manifestPath }: Opened, settings: ArchiveSettings): Promise<FileTree> {
  if (isS3(root)) return walkBucket(root);
  const { paths, patterns } = namedPaths(manifest);
  if (patterns.length > 0) {
    const [shown, which] = [shownAddress(root), patterns.join(', ')];
    throw new UsageError({
      ko: `${shown}: 웹 서버의 폴더는 목록을 볼 수 없어, 파일 이름을 다 적지 않은 경로를 읽을 수 없습니다: ${which}. 매니페스트에 파일을 하나씩 적거나, 납품물을 zip 하나로 묶어 그 주소를 지정하거나, s3:// 주소 또는 내려받은 폴더를 지정하십시오.`,
      en: `${shown}: a web server does not list its folders, so paths that do not spell out a file cannot be read: ${which}. Name each file in the manifest, or give the address of one zip of the deliverable, an s3:// address, or a downloaded folder.`,
    });
  }
  return findRemote(root, [manifestPath, ...paths], settings);
}

/** The files on the server that a manifest names, and what it names that only a list could tell. */
function namedPaths({ profile, resources, media, experiments = [] }: Manifest): {
  readonly paths: readonly string[];
  readonly patterns: readonly string[];
} {
  const schemas = resources.flatMap(({ schema }) => schema ?? []);
  const predictions = experiments.flatMap(({ predictions: of }) => (typeof of === 'string' ? of : (of?.path ?? [])));
  const named = [...resources.flatMap((resource) => allGlobs(resource)), ...predictions].map((path) => path.split('!/')[0] ?? '');
  const [archive, inside] = media?.root.split('!/') ?? [];
  const refersToFiles = resources.some(({ fields }) => fields?.media !== undefined);
  const folder = inside === undefined && (media !== undefined || refersToFiles) ? [`media.root: ${media?.root ?? ''}`] : [];
  return {
    paths: [
      ...named.filter((path) => !isGlob(path)),
      ...schemas,
      ...(inside === undefined || archive === undefined ? [] : [archive]),
      ...(/\.(?:ya?ml|json)$/iu.test(profile) ? [profile] : []),
    ],
    patterns: [...named.filter(isGlob), ...folder],
  };
}

/** What a user is told of a deliverable that cannot be had. */
export function remoteMessage({ address, reason, detail }: RemoteFailure): Localized {
  const words = REASONS[reason];
  const more = detail === '' ? '' : ` (${detail})`;
  const hint = isS3(address) && reason === 'denied' ? S3_HINT : { ko: '', en: '' };
  return { ko: `${address}: ${words.ko}${more}${hint.ko}`, en: `${address}: ${words.en}${more}${hint.en}` };
}

const S3_HINT: Localized = {
  ko: '. AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY(필요하면 AWS_SESSION_TOKEN)와 AWS_REGION, AWS_ENDPOINT_URL을 확인하십시오.',
  en: '. Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY (AWS_SESSION_TOKEN where needed), AWS_REGION and AWS_ENDPOINT_URL.',
};

const REASONS: Readonly<Record<RemoteReason, Localized>> = {
  missing: {
    ko: '서버에 그런 파일이 없습니다. 주소를 확인하십시오',
    en: 'the server has no such file; check the address',
  },
  denied: {
    ko: '서버가 접근을 거부했습니다. 권한이나 주소의 유효 기간을 확인하십시오',
    en: 'the server denies access; check the permission, or whether the address has expired',
  },
  status: {
    ko: '서버가 파일을 주지 않았습니다. 잠시 뒤에 다시 실행하십시오',
    en: 'the server did not give the file; run again later',
  },
  insecure: {
    ko: 'https에서 http로 돌리는 주소라 따라가지 않았습니다. 옮겨 간 https 주소를 지정하십시오',
    en: 'it redirects from https to http, which is not followed; give the https address that it moved to',
  },
  redirect: {
    ko: '다른 주소로 계속 돌리거나 갈 수 없는 곳으로 돌립니다. 최종 주소를 지정하십시오',
    en: 'it redirects too often, or to nowhere; give the final address',
  },
  unreachable: {
    ko: '서버에 연결할 수 없습니다. 주소와 네트워크를 확인하십시오',
    en: 'the server cannot be reached; check the address and the network',
  },
  timeout: {
    ko: '서버가 제때 답하지 않았습니다. 네트워크를 확인하고 다시 실행하십시오',
    en: 'the server did not answer in time; check the network and run again',
  },
  changed: {
    ko: '읽는 동안 파일이 바뀌었습니다. 다 올린 뒤에 다시 실행하십시오',
    en: 'the file changed while it was read; run again when it is all uploaded',
  },
  'no-range': {
    ko: '서버가 파일의 일부만 보내 주지 않으며, 통째로 읽기에는 너무 큽니다. 내려받아 지정하십시오',
    en: 'the server does not send parts of files, and this one is too large to be read whole; download it',
  },
  'malformed-listing': {
    ko: '서버가 준 파일 목록을 읽을 수 없습니다. AWS_ENDPOINT_URL이 S3 서버인지 확인하십시오',
    en: 'the list of files that the server gave cannot be read; check that AWS_ENDPOINT_URL is an S3 server',
  },
  region: {
    ko: '버킷이 다른 리전에 있습니다. AWS_REGION을 괄호 안의 값으로 지정하십시오',
    en: 'the bucket lies in another region; set AWS_REGION to what stands in brackets',
  },
};

/** Of a deliverable whose server lists nothing. */
export const UNLISTED: Localized = {
  ko: '웹 서버의 폴더는 목록을 볼 수 없습니다. 매니페스트에 적히지 않은 파일이 더 있어도(M006) 알 수 없습니다.',
  en: 'A web server does not list its folders: files that the manifest does not name (M006) would go unseen.',
};

/** @param bytes of a file that a server gave only whole */
export const spooledMessage = (address: string, bytes: number): Localized => ({
  ko: `${address}: 서버가 파일의 일부만 보내 주지 않아 전체(${bytes.toLocaleString('en')}바이트)를 임시 폴더에 내려받았습니다.`,
  en: `${address}: the server does not send parts of files, so all of it (${bytes.toLocaleString('en')} bytes) was fetched into the temporary folder.`,
});
