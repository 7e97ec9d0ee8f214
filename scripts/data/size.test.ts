import { expect, it } from 'vitest';
import { parseSize } from './size.js';

it('reads sizes as people write them', () => {
  expect(parseSize('1GiB')).toBe(2 ** 30);
  expect(parseSize('256 MiB')).toBe(2 ** 28);
  expect(parseSize('1.5k')).toBe(1536);
  expect(parseSize('700')).toBe(700);
  expect(() => parseSize('large')).toThrow('not a size: large');
});
