import { endOf, type ItemBatch, startOf, TextFlag } from '@jatdae/kernel';
import type { Draft } from '../contract.js';
import { findingsRule } from '../findings.js';
import { findString, pointerTo } from '../item-text.js';
import { isMojibake } from './mojibake.js';

type Problem = 'replacement' | 'surrogate' | 'mojibake' | 'private-use';

/** In the order of how bad they are; a record is reported for the first that it shows. */
const PROBLEMS: readonly (readonly [Problem, flag: number, test: (text: string) => boolean])[] = [
  ['replacement', TextFlag.Suspect, (text) => text.includes('\ufffd')],
  ['surrogate', TextFlag.Suspect, (text) => /\p{Surrogate}/u.test(text)],
  ['mojibake', TextFlag.NonAscii, isMojibake],
  ['private-use', TextFlag.Suspect, (text) => /[\ue000-\uf8ff]/.test(text)],
];

export const rule = findingsRule(
  {
    code: 'I008',
    name: 'broken-characters',
    severity: 'warning',
    message: { ko: '{problem}', en: '{problem}' },
    words: {
      problem: {
        replacement: {
          ko: '글자가 깨져 대체 문자(U+FFFD)가 되었습니다.',
          en: 'A character was lost: there is a replacement character (U+FFFD).',
        },
        surrogate: { ko: '짝이 없는 서로게이트가 있습니다.', en: 'There is a surrogate without its pair.' },
        mojibake: {
          ko: '다른 인코딩으로 잘못 읽어 깨진 글자로 보입니다.',
          en: 'The text looks as if it was decoded with the wrong encoding.',
        },
        'private-use': {
          ko: '글꼴마다 다르게 보이는 사용자 정의 영역의 문자가 있습니다.',
          en: 'There is a private-use character, which every font shows differently.',
        },
      },
    },
  },
  () => ({
    batch(batch, report) {
      const hasLatin = latinFinder(batch);
      for (let i = 0; i < batch.size; i++) {
        if (batch.root[i] < 0) continue;
        const isSuspect = (batch.flags[i] & TextFlag.Suspect) !== 0;
        const isLatin = hasLatin(i);
        if (!isSuspect && !isLatin) continue;
        const draft = judge(batch, i, isLatin);
        if (draft !== null) report(i, draft);
      }
    },
  }),
);

function judge({ tape, root }: ItemBatch, i: number, isLatin: boolean): Omit<Draft, 'at'> | null {
  for (const [problem, flag, test] of PROBLEMS) {
    if (problem === 'mojibake' && !isLatin) continue;
    const node = findString(tape, root[i], flag, test);
    if (node < 0) continue;
    const draft = { pointer: pointerTo(tape, root[i], node), data: { problem } };
    return problem === 'private-use' ? { ...draft, severity: 'note' } : draft;
  }
  return null;
}

/**
 * Tells, for growing i, whether record i has a character of U+00C0–00FF, without which there is no mojibake that we know.
 * Korean text has none, so that one search usually runs over the whole batch.
 */
function latinFinder({ tape, root, flags }: ItemBatch): (i: number) => boolean {
  let next = -1;
  return (i) => {
    const start = startOf(tape, root[i]);
    const end = endOf(tape, root[i]);
    if (next < start) next = find(tape.bytes, 0xc3, start);
    if (next < end) return true;
    return (flags[i] & TextFlag.Escaped) !== 0 && (flags[i] & TextFlag.NonAscii) !== 0 && hasLatinEscape(tape.bytes, start, end);
  };
}

function find(bytes: Uint8Array, byte: number, from: number): number {
  const found = bytes.indexOf(byte, from);
  return found < 0 ? bytes.length : found;
}

/** Whether there is \u00c0–\u00ff. */
function hasLatinEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let p = find(bytes, 0x5c, start); p < end; p = find(bytes, 0x5c, p + 2)) {
    if (
      bytes[p + 1] === 0x75 &&
      bytes[p + 2] === 0x30 &&
      bytes[p + 3] === 0x30 &&
      /[c-f]/i.test(String.fromCharCode(bytes[p + 4]))
    ) {
      return true;
    }
  }
  return false;
}
