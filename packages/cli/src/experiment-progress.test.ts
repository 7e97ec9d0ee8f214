import { expect, it } from 'vitest';
import { describeRun, startRunLine } from './experiment-progress.js';
import { recorder } from './testing/recorder.js';

const progress = {
  items: 12_000,
  done: 3000,
  before: 1000,
  unanswered: 2,
  usage: { input: 120_000, output: 3400 },
  seconds: 250,
};

it('tells how many are answered, how fast, and how long it takes, from what this run did', () => {
  expect(describeRun(progress, 'ko')).toBe('3,000/12,000 · 초당 8.0문항 · 남은 시간 18:45 · 토큰 120,000+3,400 · 답 없음 2');
  expect(describeRun({ ...progress, unanswered: 0 }, 'en')).toBe(
    '3,000/12,000 · 8.0 items/s · left 18:45 · tokens 120,000+3,400',
  );
});

it('is drawn on a terminal only, and taken away at the end', () => {
  const pipe = recorder();
  startRunLine(pipe, 'ko').update(progress);
  expect(pipe.written.err).toBe('');
  const terminal = recorder({ liveColumns: 60 });
  const line = startRunLine(terminal, 'en');
  line.update(progress);
  line.stop();
  line.update(progress);
  expect(terminal.written.errParts).toHaveLength(2);
  expect(terminal.written.errParts[0]).toContain('[#####...............] 3,000/12,000');
  expect(terminal.written.errParts[1]).toBe('\r\u001b[K');
});
