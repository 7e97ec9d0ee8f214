import type { FormatName } from '@jatdae/report';
import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { checkFormat, FORMAT_ENDINGS, FORMAT_NAMES, parseFormat } from '../formats.js';
import { addOutput, checkOutputs, type Output } from '../outputs.js';
import { languageOption } from '../program-options.js';

interface ConsortiumFlags {
  readonly profile?: string;
  readonly format: FormatName;
  readonly output: readonly Output[];
}

export function consortiumCommand(context: Context): Command {
  const { text } = context;
  return new Command('consortium')
    .description(
      text(
        '여러 신청서의 매니페스트를 함께 보고 참여 제한을 검사합니다',
        'check the rules that span the manifests of several applications',
      ),
    )
    .argument('<manifest...>', text('매니페스트 파일 또는 납품물 폴더', 'manifests, or folders that hold one'))
    .addOption(new Option('--profile <name>', text('매니페스트 대신 쓸 프로파일', 'profile to use instead of the manifests’')))
    .addOption(
      new Option(
        '--format <format>',
        text(`stdout에 쓸 형식 (기본 pretty): ${FORMAT_NAMES}`, `format on stdout (default pretty): ${FORMAT_NAMES}`),
      )
        .default('pretty')
        .argParser(parseFormat),
    )
    .addOption(
      new Option(
        '-o, --output <file>',
        text(
          `보고서를 파일로도 저장, 이름의 끝이 형식을 정함: ${FORMAT_ENDINGS} (여러 번 가능)`,
          `write the report to a file too, in the format of its ending: ${FORMAT_ENDINGS} (repeatable)`,
        ),
      )
        .default([])
        .argParser(addOutput),
    )
    .addOption(languageOption(context))
    .action(async (paths: string[], flags: ConsortiumFlags) => {
      const [{ judgeConsortium }, { deliver }] = await Promise.all([import('@jatdae/validator'), import('../deliver.js')]);
      checkFormat(flags.format, context.terminal);
      await checkOutputs(flags.output);
      const result = await judgeConsortium(paths, {
        language: context.language,
        ...(flags.profile === undefined ? {} : { profile: flags.profile }),
      });
      context.finish(
        await deliver(result, { format: flags.format, outputs: flags.output, failOn: 'error', interrupted: false }, context),
      );
    });
}
