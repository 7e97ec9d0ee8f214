import { writeFailure } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';

/** What kept a file or folder from being made, as a sentence; null for what is no failure of writing. */
export function notWritten(target: string, error: unknown): UsageError | null {
  const { code, words } = writeFailure(error);
  // What is not there may as well be something that is read.
  if (words === null || code === 'ENOENT') return null;
  return new UsageError({
    ko: `만들지 못했습니다(${words.ko}): ${target}`,
    en: `It could not be made (${words.en}): ${target}`,
  });
}

/** A disk that filled up on the way, as a sentence; null for any other error. */
export function fullDisk(target: string, error: unknown): UsageError | null {
  const { words, isFull } = writeFailure(error);
  if (words === null || !isFull) return null;
  return new UsageError({
    ko: `쓰는 도중에 멈추었습니다(${words.ko}): ${target}. 쓰던 것은 지웠습니다. 공간을 비우거나 다른 디스크의 자리를 지정하십시오.`,
    en: `Writing stopped (${words.en}): ${target}. What was written has been removed. Free some space, or name a place on another disk.`,
  });
}
