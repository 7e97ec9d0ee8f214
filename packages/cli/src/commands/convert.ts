import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { CONVERT_FORMATS, type ConvertFlags, FORMULAS, type Formulas, SOURCE_FORMATS } from '../convert-flags.js';
import { parseWord } from '../numbers.js';
import { languageOption } from '../program-options.js';

export function convertCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('convert')
    .description(
      text(
        '레코드 파일이나 납품물을 다른 형식으로 쓰고, 다시 읽어 모든 값을 견줍니다 (원본은 읽기만 합니다)',
        'write a file of records or a deliverable in another format, then read it back and compare every value (the source is only read)',
      ),
    )
    .argument(
      '<source>',
      text(
        'jsonl, json, yaml, csv, tsv, xlsx, parquet, arrow 파일 하나, 또는 납품물',
        'file in jsonl, json, yaml, csv, tsv, xlsx, parquet or arrow, or a deliverable',
      ),
    )
    .addOption(
      option('--to <format>', `새 형식: ${CONVERT_FORMATS.join(', ')}`, `format to write: ${CONVERT_FORMATS.join(', ')}`)
        .argParser(parseWord('--to', CONVERT_FORMATS))
        .makeOptionMandatory(),
    )
    .addOption(
      option(
        '-o, --output <path>',
        '새 파일, 납품물이면 새 폴더 (덮어쓰지 않습니다)',
        'file to make, or folder for a deliverable (nothing is overwritten)',
      ).makeOptionMandatory(),
    )
    .addOption(
      option(
        '--from <format>',
        '원본의 형식 (없으면 이름과 내용으로 압니다)',
        'format of the source (told by its name and content without it)',
      ).argParser(parseWord('--from', SOURCE_FORMATS)),
    )
    .addOption(
      option(
        '--at <pointer>',
        'JSON이나 YAML에서 레코드가 있는 곳(JSON Pointer), xlsx의 시트(/Sheet1)',
        'where the records are in JSON or YAML (a JSON Pointer), or the sheet of an xlsx (/Sheet1)',
      ),
    )
    .addOption(
      option('--encoding <name>', '원본의 문자 인코딩 (없으면 알아냅니다)', 'text encoding of the source (found out without it)'),
    )
    .addOption(
      option(
        '--formulas <how>',
        'CSV에서 수식으로 시작하는 글: guard(기본, 앞에 작은따옴표), keep(그대로)',
        'texts in CSV that begin like a formula: guard (default, an apostrophe before them), keep',
      )
        .default('guard')
        .argParser(parseWord<Formulas>('--formulas', FORMULAS)),
    )
    .addOption(languageOption(context))
    .action(async (source: string, flags: ConvertFlags) => {
      const { runConvert } = await import('../run-convert.js');
      context.finish(await runConvert(source, flags, context));
    });
}
