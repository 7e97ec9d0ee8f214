import { TextFlag } from '@jatdae/kernel';
import { findingsRule } from '../findings.js';
import { findString, pointerTo } from '../item-text.js';

/** A leading consonant and a vowel, or a syllable and a final consonant, next to each other. */
const JAMO_PAIR = /[\u1100-\u1112][\u1161-\u1175]|[\uac00-\ud7a3][\u11a8-\u11c2]/g;

export const rule = findingsRule(
  {
    code: 'I007',
    name: 'decomposed-hangul',
    severity: 'warning',
    message: {
      ko: '한글이 자모로 풀려 있습니다(NFC가 아닙니다).',
      en: 'Hangul is decomposed into jamo (the text is not NFC).',
    },
  },
  () => ({
    batch(batch, report) {
      const { tape, root, flags } = batch;
      for (let i = 0; i < batch.size; i++) {
        if (root[i] < 0 || (flags[i] & TextFlag.Jamo) === 0) continue;
        const node = findString(tape, root[i], TextFlag.Jamo, isDecomposed);
        if (node >= 0) report(i, { pointer: pointerTo(tape, root[i], node), data: {} });
      }
    },
  }),
);

/** Whether NFC would join jamo of the text. Lone jamo, which Korean texts use as bullets, stay as they are. */
function isDecomposed(text: string): boolean {
  for (const [pair] of text.matchAll(JAMO_PAIR)) if (pair.normalize('NFC') !== pair) return true;
  return false;
}
