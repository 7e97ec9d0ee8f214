import { listSuspects } from '@jatdae/experiments';
import { formatCount } from '@jatdae/report';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { NOTHING_WRITTEN, whileWatched } from './interrupt.js';
import { checkOutputs, checkTemp, writeOutput } from './outputs.js';
import { tellProblems } from './problems.js';
import type { SuspectsFlags } from './suspects-flags.js';

/** `jatdae experiment suspects`: status 0 where the table was written, 3 where it may lack items. */
export async function runSuspects(target: string, { output, temp }: SuspectsFlags, context: Context): Promise<number> {
  await checkTemp(temp);
  if (output !== undefined) await checkOutputs([{ path: output, format: 'json' }]);
  return whileWatched(context, NOTHING_WRITTEN, async (signal) => {
    const result = await listSuspects(target, { language: context.language, signal, ...(temp === undefined ? {} : { temp }) });
    if (result.status === 'unusable') {
      tellProblems(result.problems, context);
      return EXIT.unusable;
    }
    if (output === undefined) await context.terminal.out(result.csv);
    else await writeOutput(output, result.csv);
    tell(result.searched, result.suspects, context);
    if (result.complete) return EXIT.accepted;
    context.note({
      ko: '납품물을 모두 읽지는 못했습니다. `jatdae validate`로 까닭을 확인하십시오.',
      en: 'Not all of the deliverable was read; see `jatdae validate` for the reason.',
    });
    return EXIT.incomplete;
  });
}

function tell(searched: number, suspects: number, { note }: Context): void {
  if (searched === 0) {
    note({
      ko: '정답을 살필 수 없었습니다. 모델 3개 이상의 예측과, 정답이 하나인 선택형 문항 100개 이상이 있어야 합니다.',
      en: 'No keys could be looked at. It takes the predictions of three models, and a hundred items with one key among choices.',
    });
    return;
  }
  const [all, found] = [formatCount(searched), formatCount(suspects)];
  note({
    ko: `문항 ${all}개의 정답을 살펴 ${found}개를 골랐습니다.`,
    en: `Of the keys of ${all} items ${found} are probably wrong.`,
  });
}
