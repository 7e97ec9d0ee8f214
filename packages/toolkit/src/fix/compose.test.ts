import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composed, createComposer } from './compose.js';

/** A text that comes in pieces of some sizes, and how many syllables were joined. */
function throughPieces(text: string, sizes: readonly number[]): readonly [text: string, lines: readonly number[]] {
  const bytes = Buffer.from(text);
  const lines: number[] = [];
  const composer = createComposer((line) => lines.push(line));
  const out: Buffer[] = [];
  for (let at = 0, k = 0; at < bytes.length; k++) {
    const size = sizes[k % sizes.length] ?? 1;
    out.push(Buffer.from(composer.push(bytes.subarray(at, at + size))));
    at += size;
  }
  out.push(composer.end());
  return [Buffer.concat(out).toString(), lines];
}

const hangul = fc.stringMatching(/^[가-힣 a-z\n]{0,30}$/u);
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

describe('decomposed Hangul', () => {
  it('is joined wherever a file is cut into pieces', () => {
    fc.assert(
      fc.property(hangul, sizes, (text, pieces) => {
        const [joined, lines] = throughPieces(text.normalize('NFD'), pieces);
        expect(joined).toBe(text);
        expect(lines.length).toBe((text.match(/[가-힣]/gu) ?? []).length);
      }),
    );
  });

  it('is told with its line', () => {
    expect(throughPieces(`a\n${'가'.normalize('NFD')}\n\n${'나다'.normalize('NFD')}`, [3])[1]).toEqual([2, 4, 4]);
  });

  it('is all that is touched: ideographs, marks, lone jamo and bytes that are no UTF-8 stay', () => {
    const texts = ['\uf914園', 'e\u0301', 'ᄀ. 첫째', '\u3131\u314f', '각\u11a8', '\u1112\u119e\u11ab'];
    for (const text of texts) {
      expect(composed(text)).toBe(text);
      expect(throughPieces(text, [2])[0]).toBe(text);
    }
    const bad = Buffer.from([0xb0, 0xa1, 0xe1, 0x84, 0x0a, 0xff]);
    const composer = createComposer(() => undefined);
    expect(Buffer.concat([composer.push(bad), composer.end()])).toEqual(bad);
  });

  it('is joined in any text as NFC would', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), hangul, (around, text) => {
        expect(composed(`${around} ${text.normalize('NFD')}`)).toBe(composed(`${around} ${text}`));
      }),
    );
  });
});
