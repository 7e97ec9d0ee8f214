import { extname } from 'node:path';
import { wrongUsage } from './usage.js';

export type Format = 'pretty' | 'json';

const FORMATS: Readonly<Record<string, Format>> = { pretty: 'pretty', json: 'json' };
const ENDINGS: Readonly<Record<string, Format>> = { '.json': 'json', '.txt': 'pretty' };
const LATER = ['sarif', 'junit', 'markdown', 'html', 'xlsx'];
const LATER_ENDINGS = ['.sarif', '.xml', '.md', '.html', '.xlsx', '.csv'];

export function parseFormat(text: string): Format {
  const format = Object.hasOwn(FORMATS, text) ? FORMATS[text] : undefined;
  if (format !== undefined) return format;
  if (LATER.includes(text)) {
    throw wrongUsage(
      `${text} 형식은 아직 지원하지 않습니다. --format pretty 또는 json을 쓰십시오.`,
      `The ${text} format is not there yet; use --format pretty or json.`,
    );
  }
  throw wrongUsage(`--format에는 pretty 또는 json을 씁니다: ${text}`, `--format takes pretty or json, not ${text}`);
}

/** The format that a file's ending names. */
export function formatOfPath(path: string): Format {
  const ending = extname(path).toLowerCase();
  const format = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
  if (format !== undefined) return format;
  if (LATER_ENDINGS.includes(ending)) {
    throw wrongUsage(
      `${ending} 형식은 아직 지원하지 않습니다. 파일 이름을 .json 또는 .txt로 끝내십시오: ${path}`,
      `The ${ending} format is not there yet; let the file's name end in .json or .txt: ${path}`,
    );
  }
  throw wrongUsage(
    `-o 파일은 이름의 끝으로 형식을 정합니다. .json 또는 .txt로 끝내십시오: ${path}`,
    `The ending of the -o file names its format; let it end in .json or .txt: ${path}`,
  );
}
