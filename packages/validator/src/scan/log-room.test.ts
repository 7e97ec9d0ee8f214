import { expect, it } from 'vitest';
import { createLogRoom, rangeOf } from './log-room.js';

it('is ordinary memory until shared memory is lent to it', () => {
  const room = createLogRoom();
  expect(rangeOf(room.take(5000))).toBeNull();
  room.lend([]);
  const log = room.take(5000);
  expect(log).toHaveLength(5000);
  expect(rangeOf(log)).toBe(log.buffer);
  // Of the smallest there may be very many.
  expect(rangeOf(room.take(100))).toBeNull();
});

it('takes the smallest range that a log fits into, and each only once', () => {
  const room = createLogRoom();
  const [large, small, tiny] = [1 << 18, 1 << 16, 16].map((bytes) => new SharedArrayBuffer(bytes));
  room.lend([large!, tiny!, small!]);
  expect(room.take(5000).buffer).toBe(small);
  expect(room.take(5000).buffer).toBe(large);
  expect([small, large, tiny]).not.toContain(room.take(5000).buffer);
  room.lend([small!]);
  expect(room.take(1 << 14).buffer).toBe(small);
});

it('gives a log that is a little longer the room of the one before', () => {
  const room = createLogRoom();
  room.lend([]);
  const first = room.take(10_000);
  room.lend([rangeOf(first)!]);
  expect(room.take(11_000).buffer).toBe(first.buffer);
});

it('keeps no more than a run of splits needs, and nothing once it is told', () => {
  const room = createLogRoom();
  room.lend([]);
  const logs = Array.from({ length: 12 }, () => room.take(2 << 20));
  for (const log of logs) room.giveBack(log);
  const again = Array.from({ length: 12 }, () => room.take(2 << 20));
  const kept = again.filter(({ buffer }) => logs.some((log) => log.buffer === buffer));
  expect(kept.length).toBeGreaterThan(3);
  expect(kept.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)).toBeLessThanOrEqual(64 << 20);
  const [first, second] = kept;
  room.giveBack(first!);
  room.letGo();
  room.giveBack(second!);
  room.lend([]);
  expect([first!.buffer, second!.buffer]).not.toContain(room.take(2 << 20).buffer);
});
