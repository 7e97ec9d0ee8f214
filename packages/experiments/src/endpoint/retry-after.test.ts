import { expect, it } from 'vitest';
import { retryAfter } from './retry-after.js';

const now = Date.UTC(2026, 0, 1);

it.each<[Record<string, string>, number | null]>([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:02:00 GMT' }, 120_000],
  [{ 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 0],
  [{ 'retry-after': '7', 'retry-after-ms': '250' }, 250],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': '-3' }, null],
  [{ 'retry-after': '' }, null],
  [{}, null],
])('%j', (headers, milliseconds) => {
  expect(retryAfter(new Headers(headers), now)).toBe(milliseconds);
});
