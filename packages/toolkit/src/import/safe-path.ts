import { UsageError } from '@jatdae/validator';

const LONGEST = 1000;

export const isAddress = (path: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//iu.test(path) && !/^file:/iu.test(path);

/** The last name of an address, where that is one of a file: what a download of it is called. */
export function nameInAddress(address: string): string | null {
  const name = URL.canParse(address) ? (new URL(address).pathname.split('/').at(-1) ?? '') : '';
  return isFileName(name) ? name : null;
}

export const isFileName = (name: string): boolean => /^[^/\\%?#:.][^/\\%?#:]*\.[^/\\%?#:]+$/u.test(name) && name.length <= 200;

/**
 * A path of a description as one below its folder, which no path may lead out of.
 * @throws UsageError for an absolute path, one with `..`, a drive or an address of a local file
 */
export function safePath(path: string, file: string): string {
  const shown = path.length > 200 ? `${path.slice(0, 200)}…` : path;
  const plain = path.replace(/^(?:\.\/)+/u, '').normalize('NFC');
  const isOutside =
    /^(?:[/\\~]|[a-z]:|file:|data:)/iu.test(plain) ||
    plain.split(/[/\\]/u).some((name) => name === '..') ||
    /%2e|%2f/iu.test(plain);
  if (isOutside)
    throw new UsageError({
      ko: `${file}: 경로가 폴더 밖을 가리킬 수 있어 아무것도 읽지 않았습니다: ${shown}. 설명이 놓인 폴더에서 시작하는 상대 경로로 고치십시오.`,
      en: `${file}: this path may lead out of the folder, so nothing was read: ${shown}. Make it relative to the folder of the description.`,
    });
  if (plain === '' || plain.length > LONGEST || /\p{Cc}/u.test(plain))
    throw new UsageError({
      ko: `${file}: 파일의 경로로 쓸 수 없는 값입니다: ${JSON.stringify(shown)}. ${LONGEST}자까지, 제어 문자 없이 쓰십시오.`,
      en: `${file}: this cannot be the path of a file: ${JSON.stringify(shown)}. Write up to ${LONGEST} characters, none of them control characters.`,
    });
  return plain;
}
