import type { Localized } from './language.js';

/** Why something could not be written, by the code of the system's error (errno). */
const WRITE_FAILURES: Readonly<Record<string, Localized>> = {
  ENOSPC: { ko: '디스크에 빈 공간이 없습니다', en: 'the disk is full' },
  EDQUOT: { ko: '디스크 할당량을 넘었습니다', en: 'the disk quota is used up' },
  EFBIG: { ko: '파일 크기 한도를 넘었습니다', en: 'the file may not grow further' },
  EACCES: { ko: '쓸 권한이 없습니다', en: 'no permission to write' },
  EPERM: { ko: '쓸 권한이 없습니다', en: 'no permission to write' },
  EROFS: { ko: '읽기 전용 디스크입니다', en: 'the disk is read-only' },
  ENOENT: { ko: '폴더가 없습니다', en: 'the folder does not exist' },
  ENOTDIR: { ko: '폴더여야 할 것이 파일입니다', en: 'a file stands where a folder should' },
  EEXIST: { ko: '폴더여야 할 것이 파일입니다', en: 'a file stands where a folder should' },
  ENAMETOOLONG: { ko: '이름이 너무 깁니다', en: 'the name is too long' },
};

/** A code of the system's and the words for it; no words where it is of another kind. */
interface WriteFailure {
  /** empty for an error that is none of the system's */
  readonly code: string;
  readonly words: Localized | null;
  /** no space is left to the user */
  readonly isFull: boolean;
}

export function writeFailure(error: unknown): WriteFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { code, words: WRITE_FAILURES[code] ?? null, isFull: code === 'ENOSPC' || code === 'EDQUOT' };
}
