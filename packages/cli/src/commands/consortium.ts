import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { type Format, parseFormat } from '../formats.js';
import { addOutput, checkOutputs, type Output } from '../outputs.js';
import { languageOption } from '../program-options.js';

interface ConsortiumFlags {
  readonly profile?: string;
  readonly format: Format;
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
      new Option('--format <format>', text('stdout에 쓸 형식: pretty(기본), json', 'format on stdout: pretty (default), json'))
        .default('pretty')
        .argParser(parseFormat),
    )
    .addOption(
      new Option(
        '-o, --output <file>',
        text('보고서를 파일로도 저장: .json, .txt', 'write the report to a file too: .json, .txt'),
      )
        .default([])
        .argParser(addOutput),
    )
    .addOption(languageOption(context))
    .action(async (paths: string[], flags: ConsortiumFlags) => {
      const [{ judgeConsortium }, { deliver }] = await Promise.all([import('@jatdae/validator'), import('../deliver.js')]);
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
