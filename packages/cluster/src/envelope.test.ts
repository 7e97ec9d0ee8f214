import fc from 'fast-check';
import { expect, it } from 'vitest';
import { open, seal } from './envelope.js';

const value = fc.dictionary(
  fc.string(),
  fc.oneof(fc.string(), fc.integer(), fc.double(), fc.int32Array(), fc.uint8Array(), fc.array(fc.string()), fc.constant(null)),
);

it('gives back what was sent, typed arrays and maps as they are', () => {
  fc.assert(
    fc.property(value, (each) => {
      const sent = { each, map: new Map(Object.entries(each)), set: new Set(Object.keys(each)) };
      expect(open(seal(sent))).toEqual(sent);
    }),
  );
});

it('takes no damaged bytes for a result', () => {
  fc.assert(
    fc.property(value, fc.nat(), fc.integer({ min: 1, max: 255 }), (each, at, flip) => {
      const bytes = seal(each);
      bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ flip;
      expect(() => open(bytes)).toThrow('not the bytes that were written');
      expect(() => open(bytes.subarray(0, at % bytes.length))).toThrow('not the bytes that were written');
    }),
  );
});
