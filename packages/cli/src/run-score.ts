import { clean } from '@jatdae/report';
import type { Finding, Localized, Report } from '@jatdae/schema';
import { type DescribedEvidence, validate } from '@jatdae/validator';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { whileWatched } from './interrupt.js';
import { checkTemp } from './outputs.js';
import { tellProblems } from './problems.js';
import type { ScoreFlags, ScoreFormat } from './score-flags.js';
import { type Scores, scoreText } from './score-text.js';
import { scoreYaml } from './score-yaml.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

const INTERRUPTED: Localized = { ko: '중단되었습니다.', en: 'Interrupted.' };

/** `jatdae experiment score`: status 0 where every declared score is reproduced and every prediction matches, 1 where not. */
export async function runScore(target: string, flags: ScoreFlags, context: Context): Promise<number> {
  await checkTemp(flags.temp);
  return whileWatched(context, INTERRUPTED, async (signal) => {
    const { jobs, memory, temp } = flags;
    const result = await validate(target, {
      language: context.language,
      select: ['E004', 'E005'],
      signal,
      onNote: context.note,
      ...(jobs === undefined ? {} : { jobs }),
      ...(memory === undefined ? {} : { memory }),
      ...(temp === undefined ? {} : { temp }),
    });
    if (result.status === 'unusable') {
      tellProblems(result.problems, context);
      return EXIT.unusable;
    }
    const { report } = result;
    if (!report.complete) {
      context.note({
        ko: '납품물을 끝까지 읽지 못해 점수를 계산하지 않았습니다. 까닭은 `jatdae validate`가 알려 줍니다.',
        en: 'Not everything could be read, so no score was computed; `jatdae validate` says why.',
      });
      return EXIT.incomplete;
    }
    const scores = chosen(report, flags.experiment);
    await context.terminal.out(drawn(scores, flags.format, context));
    return scores.findings.some(({ severity, waived }) => severity === 'error' && !waived) ? EXIT.rejected : EXIT.accepted;
  });
}

function drawn(scores: Scores, format: ScoreFormat, context: Context): string {
  if (format === 'json') return toJson(scores);
  return format === 'yaml' ? scoreYaml(scores.experiments) : scoreText(scores, context);
}

/** @throws UsageFailure where there is nothing to score */
function chosen({ statistics, findings, deliverable }: Report, wanted: readonly string[] | undefined): Scores {
  const { experiments: all = [], floors = [] } = statistics as DescribedEvidence;
  const ids = all.map(({ id }) => id);
  const unknown = wanted?.find((id) => !ids.includes(id));
  if (all.length === 0)
    throw wrongUsage(
      '예측 파일이 있는 실험이 없습니다. 매니페스트의 experiments[].predictions를 확인하십시오.',
      'No experiment has predictions. Check experiments[].predictions in the manifest.',
    );
  if (unknown !== undefined)
    throw wrongUsage(
      `예측 파일이 있는 실험 가운데 ${clean(unknown)}이라는 id는 없습니다. 있는 것: ${ids.map(clean).join(', ')}`,
      `No experiment with predictions has the id ${clean(unknown)}. There are: ${ids.map(clean).join(', ')}`,
    );
  const isWanted = (id: unknown): boolean => wanted === undefined || wanted.includes(String(id));
  return {
    deliverable: { name: deliverable?.name ?? null, version: deliverable?.version ?? null },
    experiments: all.filter(({ id }) => isWanted(id)),
    floors,
    findings: findings.filter(({ data }: Finding) => isWanted(data.experiment)),
  };
}
