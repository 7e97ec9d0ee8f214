import fc from 'fast-check';
import { expect, it } from 'vitest';
import { repeatBytes } from './lz4-repeat.js';

it('repeats what is there byte by byte, however far back and however long', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.nat(600), (before, far, length) => {
      const distance = 1 + (far % before.length);
      const bytes = new Uint8Array(before.length + length + 1);
      bytes.set(before);
      const expected = [...before];
      for (let i = 0; i < length; i += 1) expected.push(expected[expected.length - distance] as number);
      repeatBytes(bytes, before.length, distance, length);
      expect([...bytes]).toEqual([...expected, 0]);
    }),
  );
});
