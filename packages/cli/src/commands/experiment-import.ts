import type { ImportFormat } from '@jatdae/experiments';
import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { ImportFlags } from '../import-flags.js';
import { parseWord } from '../numbers.js';
import { languageOption, textFormatOption } from '../program-options.js';
import { wrongUsage } from '../usage.js';

const FORMATS: readonly ImportFormat[] = ['lm-eval', 'lighteval', 'inspect', 'opencompass'];

export function experimentImportCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('import')
    .description(
      text(
        '다른 평가 도구의 문항별 기록을 납품물의 예측 파일로 옮깁니다',
        'make a prediction file of what another harness recorded for each item',
      ),
    )
    .argument('<source>', text('평가 도구가 쓴 파일이나 폴더', 'file or folder that the harness wrote'))
    .addOption(
      option(
        '--to <deliverable>',
        '납품물 폴더 또는 매니페스트',
        'folder of the deliverable, or its manifest',
      ).makeOptionMandatory(),
    )
    .addOption(
      option(
        '--from <harness>',
        `형식: ${FORMATS.join(', ')} (없으면 파일을 보고 정함)`,
        `format: ${FORMATS.join(', ')} (told by the files where absent)`,
      ).argParser(parseWord('--from', FORMATS)),
    )
    .addOption(option('--id <experiment>', '실험 id (없으면 모델 이름)', 'id of the experiment (the model’s name where absent)'))
    .addOption(option('--model <name>', '모델 이름 (없으면 기록된 이름)', 'name of the model (the recorded one where absent)'))
    .addOption(
      option('--kind <kind>', '모델의 종류: llm(기본), lmm', 'kind of the model: llm (default), lmm')
        .default('llm')
        .argParser(parseWord('--kind', ['llm', 'lmm'])),
    )
    .addOption(
      option(
        '--task <task=sub-metric>',
        '과제와 하위 측정 항목의 이름이 다를 때 (여러 번 가능)',
        'where a task is not named as its sub-metric (repeatable)',
      )
        .default(new Map())
        .argParser(addTask),
    )
    .addOption(option('--filter <name>', '쓸 답 필터 (lm-eval)', 'filter whose answers are taken (lm-eval)'))
    .addOption(
      option(
        '--join <way>',
        '문항을 찾는 방법을 하나로: id, question, index',
        'find items in one way only: id, question, index',
      ).argParser(parseWord('--join', ['id', 'question', 'index'])),
    )
    .addOption(option('-o, --output <dir>', '쓸 폴더 (기본 experiments/<id>)', 'folder to write into (default experiments/<id>)'))
    .addOption(option('--force', '이미 있는 파일을 바꿈', 'replace files that are there'))
    .addOption(textFormatOption(context))
    .addOption(languageOption(context))
    .action(async (source: string, flags: ImportFlags) => {
      const { runImport } = await import('../run-import.js');
      context.finish(await runImport(source, flags, context));
    });
}

function addTask(word: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const at = word.lastIndexOf('=');
  if (at > 0 && at < word.length - 1) return new Map([...before, [word.slice(0, at), word.slice(at + 1)]]);
  throw wrongUsage(`--task는 과제=하위항목으로 적습니다: ${word}`, `Write --task as TASK=SUBMETRIC: ${word}`);
}
