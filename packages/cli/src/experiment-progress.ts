import type { RunProgress } from '@jatdae/experiments';
import { formatCount, truncate } from '@jatdae/report';
import type { Language } from '@jatdae/schema';
import { clock } from './progress.js';
import type { Terminal } from './terminal.js';

const REDRAW_MS = 100;
const BAR_CELLS = 20;

export interface RunLine {
  update(progress: RunProgress): void;
  /** Takes the line away; nothing is drawn after it. */
  stop(): void;
}

/** One line redrawn on a terminal; nothing elsewhere. */
export function startRunLine({ liveColumns, err }: Terminal, language: Language, now: () => number = Date.now): RunLine {
  if (liveColumns === null) return { update: () => {}, stop: () => {} };
  let last = Number.NEGATIVE_INFINITY;
  let stopped = false;
  return {
    update(progress) {
      if (stopped || now() - last < REDRAW_MS) return;
      last = now();
      err(`\r${truncate(`${bar(progress)} ${describeRun(progress, language)}`, liveColumns - 1)}\u001b[K`);
    },
    stop() {
      if (!stopped && last > 0) err('\r\u001b[K');
      stopped = true;
    },
  };
}

function bar({ done, items }: RunProgress): string {
  const full = Math.floor((items === 0 ? 1 : done / items) * BAR_CELLS);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_CELLS - full)}]`;
}

/** `1,234/12,000 · 초당 8.2문항 · 남은 시간 21:10 · 토큰 120,000+3,400` */
export function describeRun({ items, done, before, unanswered, usage, seconds }: RunProgress, language: Language): string {
  const korean = language === 'ko';
  const rate = seconds > 0 ? (done - before) / seconds : 0;
  const parts = [`${formatCount(done)}/${formatCount(items)}`];
  if (rate > 0) {
    parts.push(korean ? `초당 ${rate.toFixed(1)}문항` : `${rate.toFixed(1)} items/s`);
    parts.push(`${korean ? '남은 시간' : 'left'} ${clock((items - done) / rate)}`);
  }
  parts.push(`${korean ? '토큰' : 'tokens'} ${formatCount(usage.input)}+${formatCount(usage.output)}`);
  if (unanswered > 0) parts.push(`${korean ? '답 없음' : 'unanswered'} ${formatCount(unanswered)}`);
  return parts.join(' · ');
}
