import { statfsSync } from 'node:fs';
import { clean, formatBytes, formatCount } from '@jatdae/report';
import type { Localized } from '@jatdae/schema';
import { type Certificate, REASONS, type RuleCertificate, selftest } from '@jatdae/toolkit';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { whileWatched } from './interrupt.js';
import { checkTemp } from './outputs.js';
import { tellProblems } from './problems.js';
import type { SelftestFlags } from './selftest-flags.js';
import { tableLines } from './table.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

const INTERRUPTED: Localized = {
  ko: '중단되었습니다. 사본은 지웠고 납품물은 그대로입니다.',
  en: 'Interrupted. The copy was removed, and the deliverable is as it was.',
};

/** `jatdae selftest`: status 0 where every planted defect was found and nothing else was. */
export async function runSelftest(target: string, flags: SelftestFlags, context: Context): Promise<number> {
  await checkTemp(flags.temp);
  return whileWatched(context, INTERRUPTED, async (signal) => {
    const { seed, each, items, temp } = flags;
    const result = await selftest(target, {
      seed,
      each,
      items,
      signal,
      onNeed: tellNeed(context),
      ...(temp === undefined ? {} : { temp }),
    });
    if (result.status === 'unusable') {
      tellProblems(result.problems, context);
      return EXIT.unusable;
    }
    const { certificate } = result;
    await context.terminal.out(flags.format === 'json' ? toJson(certificate) : certificateText(certificate, context));
    return certificate.rules.every(isGood) ? EXIT.accepted : EXIT.rejected;
  });
}

const isGood = ({ planted, caught, falseAlarms }: RuleCertificate): boolean => caught === planted && (falseAlarms ?? 0) === 0;

/** Says what the copy takes before it is written. */
const tellNeed =
  ({ note }: Context) =>
  (bytes: number, folder: string): void => {
    const free = statfsSync(folder);
    const room = free.bavail * free.bsize;
    if (bytes > room) {
      throw wrongUsage(
        `사본에 ${formatBytes(bytes)}가 필요한데 ${folder}에는 ${formatBytes(room)}만 비어 있습니다. --temp로 다른 디스크의 폴더를 지정하거나 --items를 줄이십시오.`,
        `The copy takes ${formatBytes(bytes)}, and ${folder} has ${formatBytes(room)} left. Name a folder on another disk with --temp, or copy fewer items with --items.`,
      );
    }
    note({
      ko: `사본은 ${folder} 아래에 ${formatBytes(bytes)}까지 차지하며, 끝나면 지웁니다.`,
      en: `The copy takes up to ${formatBytes(bytes)} below ${folder} and is removed at the end.`,
    });
  };

function certificateText(certificate: Certificate, context: Context): string {
  const { text } = context;
  const { rules, notPlanted } = certificate;
  const missed = rules.flatMap((rule) => rule.missed.map((what) => `${rule.code} ${clean(what)}`));
  const lines = [
    ...plantedTable(rules, context),
    '',
    ...summary(certificate, context),
    ...(missed.length === 0
      ? []
      : [text('찾지 못한 것(사본의 자리 또는 결함):', 'Not found (place in the copy, or defect):'), ...missed]),
    ...(notPlanted.length === 0
      ? []
      : [
          '',
          text('심지 못한 규칙과 까닭:', 'Rules that nothing was planted for, and why:'),
          ...reasonTable(notPlanted, context),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function plantedTable(rules: readonly RuleCertificate[], { text }: Context): string[] {
  const head = [
    text('코드', 'code'),
    text('이름', 'name'),
    text('심음', 'planted'),
    text('찾음', 'found'),
    text('오경보', 'false alarms'),
    text('원래 있던 지적', 'findings before'),
  ];
  const rows = rules.map(({ code, name, planted, caught, falseAlarms, before }) => {
    const alarms = falseAlarms === null ? '-' : formatCount(falseAlarms);
    return [code, name, formatCount(planted), formatCount(caught), alarms, formatCount(before)];
  });
  return tableLines([head, ...rows]);
}

const reasonTable = (rows: Certificate['notPlanted'], { text }: Context): string[] =>
  tableLines(rows.map(({ code, name, reason }) => [code, name, text(REASONS[reason].ko, REASONS[reason].en)]));

function summary({ seed, items, copied, leftOut, rewritten, rules }: Certificate, { text }: Context): string[] {
  const sum = (of: (rule: RuleCertificate) => number): string => formatCount(rules.reduce((so, rule) => so + of(rule), 0));
  const [planted, caught, alarms] = [
    sum((rule) => rule.planted),
    sum((rule) => rule.caught),
    sum((rule) => rule.falseAlarms ?? 0),
  ];
  const lines = [
    text(
      `문항 ${formatCount(items)}개 가운데 ${formatCount(copied)}개의 사본에 결함 ${planted}개를 심어 ${caught}개를 찾았고, 오경보는 ${alarms}건입니다. 시드 ${seed}로 되풀이할 수 있습니다.`,
      `Of ${planted} defects planted into a copy of ${formatCount(copied)} of ${formatCount(items)} items ${caught} were found; false alarms: ${alarms}. Repeat with seed ${seed}.`,
    ),
    text(
      '오경보가 -인 규칙의 결함은 전체에 관한 것이어서 따로 만든 작은 사본에 하나씩 심었습니다.',
      'Where false alarms show - the defect is one of the whole, planted by itself into a small copy.',
    ),
  ];
  for (const { path, format, writtenAs } of rewritten) {
    lines.push(
      text(
        `${clean(path)}: ${clean(format)} 형식은 쓰지 못하므로 문항을 ${writtenAs}로 옮겼습니다. 그 형식만의 결함 가운데 시험한 것은 잘린 Parquet·Arrow·xlsx 파일뿐입니다.`,
        `${clean(path)}: ${clean(format)} is not written, so its items were copied as ${writtenAs}. Of defects that only such formats have, cut files of Parquet, Arrow and xlsx alone were tried.`,
      ),
    );
  }
  if (leftOut > 0) {
    lines.push(
      text(
        `미디어가 커서 사본에 담지 못한 문항의 수: ${formatCount(leftOut)}`,
        `Items that were not copied because their media are too large: ${formatCount(leftOut)}`,
      ),
    );
  }
  return lines;
}
