import { clean, formatCount, truncate } from '@jatdae/report';
import type { Report } from '@jatdae/schema';
import { FIX_TEXTS, type FixLog, UNTOUCHED_TEXTS } from '@jatdae/toolkit';
import type { Context } from './context.js';

type Files = FixLog['files'];
type Change = Files[number]['changes'][number];

/** Places that are shown of each change; the log has more. */
const SHOWN = 5;
const WIDEST = 60;

/** What was changed, or would be, file by file. */
export function fixText({ files, notCopied }: FixLog, context: Context): string {
  const { text } = context;
  const lines = files.flatMap(({ path, to, changes, untouched }) => [
    path === to ? clean(path) : `${clean(path)} → ${clean(to)}`,
    ...changes.flatMap((change) => changeLines(change, context)),
    ...untouched.map((reason) => `  · ${text(UNTOUCHED_TEXTS[reason].ko, UNTOUCHED_TEXTS[reason].en)}`),
  ]);
  const refused = notCopied.map((path) =>
    text(`복사하지 않음(읽을 수 없는 것): ${clean(path)}`, `not copied (it cannot be read): ${clean(path)}`),
  );
  if (files.every(({ changes }) => changes.length === 0)) lines.push(text('고칠 것이 없습니다.', 'There is nothing to mend.'));
  return [...lines, ...refused].map((line) => `${line}\n`).join('');
}

function changeLines({ fix, count, places }: Change, { text }: Context): string[] {
  const shown = places.slice(0, SHOWN);
  const rest = count - shown.length;
  const where = shown.flatMap(({ line, record, pointer, from, to }) => {
    const place = [
      line === undefined ? '' : text(`${formatCount(line)}줄`, `line ${formatCount(line)}`),
      record === undefined ? '' : text(`레코드 ${formatCount(record)}`, `record ${formatCount(record)}`),
      clean(pointer ?? ''),
    ]
      .filter((part) => part !== '')
      .join(' ');
    if (from === undefined || to === undefined) return place === '' ? [] : [`      ${place}`];
    return [...(place === '' ? [] : [`      ${place}`]), `      - ${quoted(from)}`, `      + ${quoted(to)}`];
  });
  const more =
    rest > 0 && shown.length > 0 ? [text(`      … 외 ${formatCount(rest)}곳`, `      … and ${formatCount(rest)} more`)] : [];
  return [
    `  ${text(FIX_TEXTS[fix].ko, FIX_TEXTS[fix].en)} (${formatCount(count)})`,
    ...where.filter((line, k) => line !== where[k - 1]),
    ...more,
  ];
}

/** In quotes, because what is mended may be a blank at the end. */
const quoted = (value: string): string => `'${truncate(clean(value), WIDEST)}'`;

/** What a report comes to, for the change log. */
export const summaryOf = ({ verdict, deliverable, rules }: Report): object => ({
  verdict,
  items: deliverable?.items ?? 0,
  findings: Object.fromEntries(rules.flatMap(({ code, count }) => (count > 0 ? [[code, count]] : []))),
});
