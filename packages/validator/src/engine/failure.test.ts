import { expect, it } from 'vitest';
import { packFailure, unpackFailure } from './failure.js';

it('is told by a worker with the code by which a full disk is known', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const told = unpackFailure(structuredClone(packFailure(full)));
  expect(told).toMatchObject({ message: full.message, code: 'ENOSPC' });
});

it('is what was thrown where that has no code', () => {
  expect(unpackFailure(structuredClone(packFailure(new RangeError('no split 3'))))).toEqual(new RangeError('no split 3'));
  expect(unpackFailure(structuredClone(packFailure('gone')))).toBe('gone');
});
