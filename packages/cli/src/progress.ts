import { formatBytes, formatCount, truncate } from '@jatdae/report';
import type { Language, Localized } from '@jatdae/schema';
import type { Progress } from '@jatdae/validator';
import type { Terminal } from './terminal.js';

const REDRAW_MS = 100;
const PLAIN_MS = 5000;
const BAR_CELLS = 10;

const PHASES: Readonly<Record<Progress['phase'], Localized>> = {
  open: { ko: '여는 중', en: 'opening' },
  plan: { ko: '파일 확인', en: 'planning' },
  scan: { ko: '검사', en: 'scanning' },
  merge: { ko: '취합', en: 'merging' },
  confirm: { ko: '중복 확인', en: 'confirming' },
  done: { ko: '완료', en: 'done' },
};

export interface ProgressLine {
  update(progress: Progress): void;
  /** Takes the line away; nothing is drawn after it. */
  stop(): void;
}

/** One line redrawn on a terminal, a plain line every five seconds elsewhere. */
export function startProgress(terminal: Terminal, language: Language, now: () => number = Date.now): ProgressLine {
  const { liveColumns } = terminal;
  let last = liveColumns === null ? now() : Number.NEGATIVE_INFINITY;
  let drawn = false;
  let stopped = false;
  return {
    update(progress) {
      const time = now();
      if (stopped || time - last < (liveColumns === null ? PLAIN_MS : REDRAW_MS)) return;
      last = time;
      if (liveColumns === null) terminal.err(`${describeProgress(progress, language)}\n`);
      else terminal.err(`\r${truncate(`${bar(progress)} ${describeProgress(progress, language)}`, liveColumns - 1)}\u001b[K`);
      drawn = true;
    },
    stop() {
      if (drawn && !stopped && liveColumns !== null) terminal.err('\r\u001b[K');
      stopped = true;
    },
  };
}

const doneShare = (progress: Progress): number => (progress.bytes === 0 ? 0 : Math.min(1, progress.bytesDone / progress.bytes));

function bar(progress: Progress): string {
  const full = Math.floor(doneShare(progress) * BAR_CELLS);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_CELLS - full)}]`;
}

/** `검사 43% · 파일 3/12 · 1.2 GiB · 문항 1,234 · 850.0 MiB/s · 남은 시간 0:12` */
export function describeProgress(progress: Progress, language: Language): string {
  const korean = language === 'ko';
  const parts = [
    `${PHASES[progress.phase][language]} ${Math.floor(doneShare(progress) * 100)}%`,
    `${korean ? '파일' : 'files'} ${formatCount(progress.filesDone)}/${formatCount(progress.files)}`,
    formatBytes(progress.bytesDone),
    `${korean ? '문항' : 'items'} ${formatCount(progress.items)}`,
  ];
  if (progress.seconds > 0 && progress.bytesDone > 0) {
    const rate = progress.bytesDone / progress.seconds;
    parts.push(`${formatBytes(rate)}/s`);
    if (progress.phase === 'scan')
      parts.push(`${korean ? '남은 시간' : 'left'} ${clock((progress.bytes - progress.bytesDone) / rate)}`);
  }
  return parts.join(' · ');
}

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
