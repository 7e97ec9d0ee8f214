import type { Localized } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';

const REASONS: Readonly<Record<string, Localized>> = {
  ENOSPC: { ko: '디스크에 빈 공간이 없습니다', en: 'the disk is full' },
  EDQUOT: { ko: '디스크 할당량을 넘었습니다', en: 'the disk quota is used up' },
  EACCES: { ko: '쓸 권한이 없습니다', en: 'no permission to write' },
  EPERM: { ko: '쓸 권한이 없습니다', en: 'no permission to write' },
  EROFS: { ko: '읽기 전용 디스크입니다', en: 'the disk is read-only' },
  ENOTDIR: { ko: '폴더여야 할 것이 파일입니다', en: 'a file stands where a folder should' },
  EEXIST: { ko: '폴더여야 할 것이 파일입니다', en: 'a file stands where a folder should' },
  ENAMETOOLONG: { ko: '이름이 너무 깁니다', en: 'the name is too long' },
};

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** What kept a file or folder from being made, as a sentence; null for what is no failure of writing. */
export function notWritten(target: string, error: unknown): UsageError | null {
  const reason = REASONS[codeOf(error)];
  if (reason === undefined) return null;
  return new UsageError({
    ko: `만들지 못했습니다(${reason.ko}): ${target}`,
    en: `It could not be made (${reason.en}): ${target}`,
  });
}

/** A disk that filled up on the way, as a sentence; null for any other error. */
export function fullDisk(target: string, error: unknown): UsageError | null {
  const code = codeOf(error);
  const reason = REASONS[code];
  if (reason === undefined || (code !== 'ENOSPC' && code !== 'EDQUOT')) return null;
  return new UsageError({
    ko: `쓰는 도중에 멈추었습니다(${reason.ko}): ${target}. 쓰던 것은 지웠습니다. 공간을 비우거나 다른 디스크의 자리를 지정하십시오.`,
    en: `Writing stopped (${reason.en}): ${target}. What was written has been removed. Free some space, or name a place on another disk.`,
  });
}
