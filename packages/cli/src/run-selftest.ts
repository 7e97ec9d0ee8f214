import { clean, displayWidth, formatCount, padEnd } from '@jatdae/report';
import { type Certificate, type RuleCertificate, selftest } from '@jatdae/toolkit';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { watchInterrupt } from './interrupt.js';
import { checkTemp, fullDisk } from './outputs.js';
import { tellProblems } from './problems.js';
import type { SelftestFlags } from './selftest-flags.js';
import { toJson } from './text-format.js';

/** `jatdae selftest`: status 0 where every planted defect was found and nothing else was. */
export async function runSelftest(target: string, flags: SelftestFlags, context: Context): Promise<number> {
  await checkTemp(flags.temp);
  const interrupt = watchInterrupt(() => undefined);
  try {
    const { seed, each, items, temp } = flags;
    const result = await selftest(target, {
      seed,
      each,
      items,
      signal: interrupt.signal,
      ...(temp === undefined ? {} : { temp }),
    });
    if (result.status === 'unusable') {
      tellProblems(result.problems, context);
      return EXIT.unusable;
    }
    const { certificate } = result;
    await context.terminal.out(flags.format === 'json' ? toJson(certificate) : certificateText(certificate, context));
    return certificate.rules.every(isGood) ? EXIT.accepted : EXIT.rejected;
  } catch (error) {
    if (!interrupt.signal.aborted) throw fullDisk(error) ?? error;
    context.note({
      ko: '중단되었습니다. 사본은 지웠고 납품물은 그대로입니다.',
      en: 'Interrupted. The copy was removed, and the deliverable is as it was.',
    });
    return EXIT.incomplete;
  } finally {
    interrupt.stop();
  }
}

const isGood = ({ planted, caught, falseAlarms }: RuleCertificate): boolean => caught === planted && falseAlarms === 0;

function certificateText({ seed, items, copied, rules, notPlanted }: Certificate, { text }: Context): string {
  const head = [
    text('코드', 'code'),
    text('이름', 'name'),
    text('심음', 'planted'),
    text('찾음', 'found'),
    text('오경보', 'false alarms'),
    text('원래 있던 지적', 'findings before'),
  ];
  const rows = rules.map(({ code, name, planted, caught, falseAlarms, before }) => {
    return [code, name, ...[planted, caught, falseAlarms, before].map(formatCount)];
  });
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => displayWidth(row[at] ?? ''))));
  const table = [head, ...rows].map((row) =>
    row
      .map((cell, at) => padEnd(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const sums = rules.reduce((sum, rule) => [sum[0] + rule.planted, sum[1] + rule.caught, sum[2] + rule.falseAlarms] as const, [
    0, 0, 0,
  ] as readonly [number, number, number]);
  const [planted, caught, alarms] = sums.map(formatCount);
  const missed = rules.flatMap(({ code, missed }) => missed.map(({ path, record }) => `${code} ${clean(path)}:${record}`));
  const lines = [
    ...table,
    '',
    text(
      `문항 ${formatCount(items)}개 가운데 ${formatCount(copied)}개의 사본에 결함 ${planted}개를 심어 ${caught}개를 찾았고, 오경보는 ${alarms}건입니다. 시드 ${seed}로 되풀이할 수 있습니다.`,
      `Of ${planted} defects planted into a copy of ${formatCount(copied)} of ${formatCount(items)} items ${caught} were found; false alarms: ${alarms}. Repeat with seed ${seed}.`,
    ),
    ...(missed.length === 0 ? [] : [text('찾지 못한 것(사본의 자리):', 'Not found (places in the copy):'), ...missed]),
    ...(notPlanted.length === 0
      ? []
      : [
          text('이 납품물에는 심지 못한 규칙:', 'Rules that nothing could be planted for in this deliverable:'),
          ...wrapped(notPlanted),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

const PER_LINE = 14;
const wrapped = (codes: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(codes.length / PER_LINE) }, (_, k) => codes.slice(k * PER_LINE, (k + 1) * PER_LINE).join(' '));
