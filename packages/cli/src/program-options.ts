import { Argument, Option } from 'commander';
import type { Context } from './context.js';
import { DIFF_FORMATS, type DiffFormat } from './diff-flags.js';
import { parseLanguage } from './language.js';
import { parseWord } from './numbers.js';
import { TEXT_FORMATS, type TextFormat } from './text-format.js';

/** `--lang` is read before parsing (askedLanguage); here it is only checked and shown in the help. */
export const languageOption = ({ text }: Pick<Context, 'text'>): Option =>
  new Option('--lang <language>', text('출력 언어: ko(기본), en', 'language of the output: ko (default), en')).argParser(
    parseLanguage,
  );

/** What a command reads that takes whole deliverables. */
export const deliverableArgument = ({ text }: Pick<Context, 'text'>, name: string): Argument =>
  new Argument(name, text('납품물 폴더, 압축 파일 또는 매니페스트', 'folder or archive of the deliverable, or its manifest'));

export const tempOption = ({ text }: Pick<Context, 'text'>): Option =>
  new Option('--temp <dir>', text('임시 파일을 둘 폴더', 'folder for temporary files'));

/** Of commands that draft a manifest. */
export const draftOptions = ({ text }: Pick<Context, 'text'>): readonly Option[] => [
  new Option('--force', text('이미 있는 매니페스트를 덮어씁니다', 'write over a manifest that is there')),
  new Option(
    '--dry-run',
    text('파일을 쓰지 않고 매니페스트를 표준 출력에 보입니다', 'write no file and show the manifest on standard output'),
  ),
  new Option(
    '--temp <dir>',
    text('풀어야 읽을 수 있는 압축 파일을 잠시 둘 폴더', 'folder for archives that have to be unpacked to be read'),
  ),
];

/** What reviewers have waived, from outside the deliverable. */
export const waiversOption = ({ text }: Pick<Context, 'text'>): Option =>
  new Option(
    '--waivers <file>',
    text(
      '심사자가 면제한 지적을 적은 파일: YAML, JSON (여러 번 가능)',
      'file of the findings that a reviewer has waived: YAML, JSON (repeatable)',
    ),
  ).argParser((path: string, before: readonly string[] = []) => [...before, path]);

/** What reviewers judged of a sample. */
export const judgementsOption = ({ text }: Pick<Context, 'text'>): Option =>
  new Option(
    '--judgements <file>',
    text(
      'jatdae review가 내보낸 판정(JSON): 의미 정확성 N-SEM을 판정함',
      'judgements that jatdae review exported (JSON): N-SEM, semantic accuracy, is judged by them',
    ),
  );

/** Of commands whose result is a text for people or JSON for programs. */
export const textFormatOption = ({ text }: Pick<Context, 'text'>): Option =>
  new Option('--format <format>', text('형식: text(기본), json', 'format: text (default), json'))
    .default('text')
    .argParser(parseWord<TextFormat>('--format', TEXT_FORMATS));

/** Of commands whose result is a page: for a terminal, for programs, or as a document. */
export const pageFormatOption = ({ text }: Pick<Context, 'text'>): Option =>
  new Option(
    '--format <format>',
    text('stdout에 쓸 형식: pretty(기본), json, markdown', 'format on stdout: pretty (default), json, markdown'),
  )
    .default('pretty')
    .argParser(parseWord<DiffFormat>('--format', DIFF_FORMATS));
