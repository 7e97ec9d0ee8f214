import { UsageError } from '@jatdae/validator';

/** @param path of a file that is there and that nobody said may be written over */
export const inTheWay = (path: string): UsageError =>
  new UsageError({
    ko: `이미 있는 파일이라 덮어쓰지 않았습니다: ${path}. 덮어쓰려면 --force를, 쓰지 않고 보기만 하려면 --dry-run을 붙이십시오.`,
    en: `This file is there already and was left as it is: ${path}. Use --force to write over it, or --dry-run to see the proposal without writing.`,
  });
