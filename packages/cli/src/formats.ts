import { extname } from 'node:path';
import { FORMATS, type Format, type FormatName } from '@jatdae/report';
import type { Terminal } from './terminal.js';
import { wrongUsage } from './usage.js';

const NAMES = Object.keys(FORMATS) as FormatName[];
const ENDINGS: ReadonlyMap<string, FormatName> = new Map(
  NAMES.flatMap((name) => FORMATS[name].endings.map((ending) => [ending, name] as const)),
);

/** The names that `--format` takes, for help. */
export const FORMAT_NAMES = NAMES.join(', ');
/** The endings that `-o` takes, for help. */
export const FORMAT_ENDINGS = [...ENDINGS.keys()].join(' ');

export const formatNamed = (name: FormatName): Format => FORMATS[name];

export function parseFormat(text: string): FormatName {
  const name = NAMES.find((one) => one === text);
  if (name !== undefined) return name;
  throw wrongUsage(
    `--format에 쓸 수 있는 형식이 아닙니다: ${text}. 쓸 수 있는 것: ${FORMAT_NAMES}`,
    `--format does not take ${text}; it takes ${FORMAT_NAMES}`,
  );
}

/** The format that a file's ending names. */
export function formatOfPath(path: string): FormatName {
  const name = ENDINGS.get(extname(path).toLowerCase());
  if (name !== undefined) return name;
  throw wrongUsage(
    `-o 파일은 이름의 끝으로 형식을 정합니다. 다음 가운데 하나로 끝내십시오: ${FORMAT_ENDINGS} (${path})`,
    `The ending of the -o file names its format; let it be one of ${FORMAT_ENDINGS} (${path})`,
  );
}

/** @throws UsageFailure where bytes that are no text would be written to a terminal. */
export function checkFormat(name: FormatName, { showsOut }: Terminal): void {
  const { binary, endings } = formatNamed(name);
  if (binary !== true || !showsOut) return;
  throw wrongUsage(
    `${name} 형식은 글이 아니어서 터미널에 쓰지 않습니다. -o 보고서${endings[0]}로 저장하거나 파이프로 넘기십시오.`,
    `${name} is no text and is not written to a terminal. Save it with -o report${endings[0]}, or send it to a pipe.`,
  );
}
