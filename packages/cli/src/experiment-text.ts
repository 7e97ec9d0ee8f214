import { relative, sep } from 'node:path';
import {
  type Comparison,
  type Estimate,
  experimentEntry,
  type Reason,
  type RunOptions,
  type RunResult,
  type Survey,
} from '@jatdae/experiments';
import { clean, formatCount } from '@jatdae/report';
import type { Localized } from '@jatdae/schema';
import { VERSION } from '@jatdae/validator';
import type { Context } from './context.js';
import type { RunFlags } from './experiment-flags.js';

const REASON_WORDS: Readonly<Record<Reason, Localized>> = {
  leaderboard: {
    ko: '리더보드 분할(또는 분할을 알 수 없음), --include-leaderboard 없음. 정답이 있으면 validate는 예측이 빠졌다고 봅니다(E005)',
    en: 'of the leaderboard split, or of an unknown one, without --include-leaderboard; those with a key are missing to validate (E005)',
  },
  'without-id': { ko: 'id가 없어 예측을 이을 수 없음', en: 'without an id, so that no prediction could be joined' },
  'repeated-id': { ko: 'id가 앞의 문항과 같음', en: 'with the id of an earlier item' },
  'nothing-to-ask': { ko: '질문이 비어 있음', en: 'without a question' },
  media: {
    ko: '보낼 수 없는 매체가 있음(PNG, JPEG, GIF, WebP, 20 MiB까지만 보냄)',
    en: 'with media that are not sent (only PNG, JPEG, GIF and WebP up to 20 MiB are)',
  },
};

/** What is left out, a line a reason. */
function skippedLines({ skipped, withoutMedia }: Survey): Localized[] {
  const lines = Object.entries(skipped)
    .filter(([, count]) => count > 0)
    .map(([reason, count]): Localized => {
      const words = REASON_WORDS[reason as Reason];
      return {
        ko: `묻지 않은 문항 ${formatCount(count)}개: ${words.ko}`,
        en: `Items not asked, ${formatCount(count)}: ${words.en}`,
      };
    });
  if (withoutMedia > 0)
    lines.push({
      ko: `매체가 있는 문항 ${formatCount(withoutMedia)}개를 글만으로 묻습니다. 그림을 보내려면 --kind lmm을 쓰십시오.`,
      en: `Items with media asked by their text alone: ${formatCount(withoutMedia)}. To send pictures, use --kind lmm.`,
    });
  return lines;
}

const joined = (lines: readonly Localized[]): Localized => ({
  ko: lines.map(({ ko }) => ko).join('\n'),
  en: lines.map(({ en }) => en).join('\n'),
});

export function dryRunText(
  { survey, examples, inputTokens }: Estimate,
  options: RunOptions,
  { language, text }: Context,
): string {
  const shown = examples.map(({ item, messages }) => {
    const head = `--- ${item.subMetric ?? ''} · ${clean(item.path)}:${item.record}`;
    const body = messages.map(({ role, content }) => `<${role}>\n${printable(content as string)}`).join('\n');
    return `${head}\n${body}\n`;
  });
  const requests = formatCount(survey.items);
  const tokens = formatCount(inputTokens);
  const most = options.parameters.max_tokens;
  const output = typeof most === 'number' ? formatCount(survey.items * most) : null;
  const totals = [
    text(
      `요청 ${requests}건, 입력 토큰 약 ${tokens}개(UTF-8 3바이트를 1토큰으로 어림, 그림은 세지 않음)`,
      `Requests: ${requests}; input tokens: about ${tokens} (3 UTF-8 bytes taken as one, pictures not counted)`,
    ),
    ...(output === null ? [] : [text(`출력 토큰은 많아야 ${output}개`, `Output tokens: at most ${output}`)]),
    text('아무것도 보내지 않았습니다.', 'Nothing was sent.'),
  ];
  return `${[...shown, ...skippedLines(survey).map((line) => line[language]), ...totals].join('\n')}\n`;
}

const printable = (text: string): string => text.split('\n').map(clean).join('\n');

/** What a run did, on stderr. */
export function runSummary(result: RunResult, options: RunOptions, { priceIn, priceOut }: RunFlags): Localized {
  const { items, done, refused, totals, unanswered, unmetered, survey, repaired, stop, interrupted } = result;
  if (stop?.call === true && done === 0) return cleaned(stop.message);
  const lines = skippedLines(survey);
  if (repaired > 0)
    lines.push({
      ko: `지난 실행이 쓰다 만 마지막 줄(${formatCount(repaired)}바이트)을 지우고 그 문항을 다시 물었습니다.`,
      en: `The last line, which an earlier run had not finished (${formatCount(repaired)} bytes), was taken away and its item asked again.`,
    });
  const [answered, all, no] = [done - refused, items, refused].map(formatCount);
  lines.push({
    ko: `답한 문항 ${answered}/${all}${refused === 0 ? '' : ` · 서버가 답하기를 거절한 문항 ${no}`}`,
    en: `Answered ${answered} of ${all}${refused === 0 ? '' : ` · refused by the server: ${no}`}`,
  });
  lines.push(usageLine(totals.usage, unmetered, priceIn, priceOut));
  if (stop === null && unanswered.last !== null)
    lines.push({
      ko: `답을 받지 못한 문항 ${formatCount(unanswered.items)}개(마지막 까닭: ${clean(unanswered.last.ko)}). 같은 명령으로 다시 묻습니다.`,
      en: `Without an answer: ${formatCount(unanswered.items)} (the last reason: ${clean(unanswered.last.en)}). The same command asks them again.`,
    });
  if (stop !== null) lines.push(cleaned(stop.message));
  if (interrupted)
    lines.push({
      ko: `중단되었습니다. 받은 답은 모두 ${options.out}에 있고, 같은 명령으로 이어집니다.`,
      en: `Interrupted. Every answer that came is in ${options.out}, and the same command goes on.`,
    });
  return joined(lines);
}

/** What a server says goes to a terminal. */
const cleaned = ({ ko, en }: Localized): Localized => ({ ko: clean(ko), en: clean(en) });

function usageLine(
  { input, output }: RunResult['totals']['usage'],
  unmetered: number,
  priceIn: RunFlags['priceIn'],
  priceOut: RunFlags['priceOut'],
): Localized {
  const [i, o] = [formatCount(input), formatCount(output)];
  const known = priceIn != null || priceOut != null;
  const cost = ((input * (priceIn ?? 0) + output * (priceOut ?? 0)) / 1e6).toFixed(4);
  const [koCost, enCost] = known ? [` · 값 ${cost}`, ` · cost ${cost}`] : ['', ''];
  const [koRest, enRest] =
    unmetered === 0
      ? ['', '']
      : [
          ` (서버가 쓴 양을 알려 주지 않은 답 ${formatCount(unmetered)}개는 빠짐)`,
          ` (without ${formatCount(unmetered)} answers whose usage the server did not tell)`,
        ];
  return {
    ko: `토큰: 입력 ${i}, 출력 ${o}${koCost}${koRest}`,
    en: `Tokens: input ${i}, output ${o}${enCost}${enRest}`,
  };
}

/** The experiment for the manifest, what to do next, and how the run compares with another. */
export function snippetText({ totals, comparison }: RunResult, options: RunOptions, { language, text }: Context): string {
  const { experiment, model, kind, out, folder } = options;
  const path = folder === null ? '..' : relative(folder, out).split(sep).join('/');
  const inside = !path.startsWith('..');
  const predictions = inside ? path : `experiments/${experiment}/predictions.jsonl`;
  const [revision = null, ...others] = totals.fingerprints;
  const entry = experimentEntry({
    id: experiment,
    model: { name: model, kind, revision: others.length === 0 ? revision : null },
    harness: { name: 'jatdae', version: VERSION },
    predictions,
    scores: [],
  });
  const moved = inside
    ? ''
    : text(
        ` (예측 파일을 납품물의 ${predictions}에 옮긴 뒤)`,
        ` (once the predictions are at ${predictions} in the deliverable)`,
      );
  const lines = [
    `# ${text('매니페스트에 붙이십시오. experiments가 이미 있으면 그 아래에', 'paste into the manifest, below experiments where it is there already')}${clean(moved)}`,
    'experiments:',
    ...entry.trimEnd().replace(/^/gmu, '  ').split('\n'),
    `# ${text('다음', 'next')}: jatdae experiment score ${clean(folder ?? '…')} --experiment ${clean(experiment)}`,
    ...(comparison === null ? [] : comparisonLines(comparison).map((line) => `# ${clean(line[language])}`)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Ids alone: what a model answered to an item of the leaderboard may be its key. */
function comparisonLines({ items, same, different, otherPrompts, onlyHere, onlyThere, settings }: Comparison): Localized[] {
  const share = items === 0 ? 0 : Math.round((same / items) * 10_000) / 100;
  const [both, equal, here, there, prompts] = [items, same, onlyHere, onlyThere, otherPrompts].map(formatCount);
  const lines: Localized[] = [
    {
      ko: `견줌: 둘 다 답한 문항 ${both}개 가운데 ${equal}개가 같음(${share}%) · 이 실행에만 ${here} · 다른 쪽에만 ${there}`,
      en: `compared: ${equal} of ${both} items that both answer are the same (${share}%) · only here ${here} · only there ${there}`,
    },
  ];
  if (different.length > 0) {
    const ids = different.slice(0, IDS_SHOWN).join(', ') + (items - same > IDS_SHOWN ? ' …' : '');
    lines.push({ ko: `다르게 답한 문항: ${ids}`, en: `answered differently: ${ids}` });
  }
  if (otherPrompts > 0) lines.push({ ko: `물음이 다른 문항 ${prompts}개`, en: `${prompts} items were not asked the same` });
  if (settings === null)
    lines.push({ ko: '한쪽에 실행 기록이 없어 설정은 견주지 못함', en: 'settings not compared: one has no record of its run' });
  else if (settings.length > 0) {
    const names = settings.map(({ name }) => name).join(', ');
    lines.push({ ko: `다른 설정: ${names}`, en: `settings that differ: ${names}` });
  }
  return lines;
}

const IDS_SHOWN = 20;
