import { expect, it } from 'vitest';
import { describeProgress, startProgress } from './progress.js';
import { recorder } from './testing/recorder.js';

const state = { phase: 'scan', files: 12, filesDone: 3, bytes: 4 << 20, bytesDone: 1 << 20, items: 1234, seconds: 2 } as const;

it('says files, bytes, items, rate and time left', () => {
  expect(describeProgress(state, 'ko')).toBe('검사 25% · 파일 3/12 · 1.0 MiB · 문항 1,234 · 512 KiB/s · 남은 시간 0:06');
  expect(describeProgress(state, 'en')).toBe('scanning 25% · files 3/12 · 1.0 MiB · items 1,234 · 512 KiB/s · left 0:06');
});

it('has no rate before anything was read', () => {
  expect(describeProgress({ ...state, phase: 'plan', bytes: 0, bytesDone: 0, seconds: 0 }, 'en')).toBe(
    'planning 0% · files 3/12 · 0 B · items 1,234',
  );
});

it('redraws one line at most ten times a second and takes it away', () => {
  let time = 0;
  const terminal = recorder({ liveColumns: 40 });
  const written = terminal.written.errParts;
  const progress = startProgress(terminal, 'ko', () => time);
  for (; time < 1000; time += 10) progress.update(state);
  progress.stop();
  progress.update(state);
  expect(written).toHaveLength(11);
  expect(written[0]).toMatch(/^\r\[#{2}\.{8}\] .*…\u001b\[K$/u);
  expect(written.at(-1)).toBe('\r\u001b[K');
});

it('writes a plain line every five seconds where no line can be redrawn', () => {
  let time = 0;
  const terminal = recorder();
  const written = terminal.written.errParts;
  const progress = startProgress(terminal, 'en', () => time);
  for (; time <= 12_000; time += 100) progress.update(state);
  progress.stop();
  expect(written).toHaveLength(2);
  expect(written.join('')).not.toMatch(/[\r\u001b]/u);
});
