import type { Report } from '@jatdae/schema';
import { barY, text, tickY } from '@observablehq/plot';
import { listOf, memberOf } from '../../statistics.js';
import { both, formatCount, formatShare } from '../../text.js';
import type { HtmlPage } from '../page.js';
import type { Figure } from './draw.js';

/** Numbers of choices that are drawn, the most frequent ones; and positions of each. */
const GROUPS = 3;
const POSITIONS = 10;

interface Group {
  readonly choices: number;
  readonly places: readonly number[];
  readonly items: number;
}

/** At which choice the keys stand, by the number of choices. */
export function answerPositions(report: Report, { say, language }: HtmlPage): Figure | null {
  const korean = language === 'ko';
  const all = listOf(report.statistics.answerPositions).flatMap(groupOf);
  const groups = [...all]
    .sort((a, b) => b.items - a.items)
    .slice(0, GROUPS)
    .sort((a, b) => a.choices - b.choices);
  if (groups.length === 0) return null;
  const bars = groups.flatMap(({ choices, places, items }) =>
    places.slice(0, POSITIONS).map((count, at) => ({ choices, position: at + 1, share: count / items })),
  );
  const even = groups.flatMap(({ choices, places }) =>
    places.slice(0, POSITIONS).map((_, at) => ({ choices, position: at + 1, share: 1 / choices })),
  );
  const name = (choices: number): string => (korean ? `선택지 ${choices}개` : `${choices} choices`);
  const most = bars.reduce((a, b) => (b.share * b.choices > a.share * a.choices ? b : a));
  return {
    title: say(both('정답의 위치 (공개 분할)', 'Where the keys stand (public split)')),
    summary: korean
      ? `가로줄은 고르게 나뉠 때의 비율입니다. 가장 치우친 곳은 ${name(most.choices)} 가운데 ${most.position}번, ${formatShare(most.share, 1)}입니다.`
      : `The ticks are an even share. The most frequent one for its number is place ${most.position} of ${name(most.choices)}, ${formatShare(most.share, 1)}.`,
    draw: (width) => ({
      height: 220,
      marginLeft: 40,
      marginTop: 34,
      marginBottom: 28,
      fx: { label: null, tickFormat: name, padding: 0.12 },
      x: { type: 'band', label: null, tickSize: 0, padding: 0.25 },
      y: {
        label: null,
        ticks: 4,
        domain: [0, Math.max(...bars.map(({ share }) => share)) * 1.12],
        tickFormat: (value: number) => `${Math.round(value * 100)}%`,
        grid: true,
      },
      marks: [
        barY(bars, { fx: 'choices', x: 'position', y: 'share', fill: 'var(--bar-strong)' }),
        tickY(even, { fx: 'choices', x: 'position', y: 'share', stroke: 'var(--threshold)', strokeWidth: 1.5 }),
        ...(bars.length * 40 > width
          ? []
          : [
              text(bars, {
                fx: 'choices',
                x: 'position',
                y: ({ share, choices }) => Math.max(share, 1 / choices),
                text: ({ share }) => formatShare(share, 1),
                dy: -8,
              }),
            ]),
      ],
    }),
    table: {
      head: [
        say(both('선택지 수', 'Choices')),
        ...Array.from({ length: Math.min(POSITIONS, Math.max(...all.map(({ places }) => places.length))) }, (_, at) =>
          String(at + 1),
        ),
      ],
      rows: all.map(({ choices, places }) => [name(choices), ...places.slice(0, POSITIONS).map(formatCount)]),
    },
  };
}

function groupOf(value: unknown): Group[] {
  const choices = memberOf(value, 'choices');
  const places = listOf(memberOf(value, 'places')).filter((count) => typeof count === 'number');
  const items = places.reduce((sum, count) => sum + count, 0);
  return typeof choices !== 'number' || choices < 1 || items === 0 ? [] : [{ choices, places, items }];
}
