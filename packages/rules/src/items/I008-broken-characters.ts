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
  ['mojibake', TextFlag.Latin, isMojibake],
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
      for (let i = 0; i < batch.size; i++) {
        if (batch.root[i] < 0) continue;
        const isSuspect = (batch.flags[i] & TextFlag.Suspect) !== 0 && mayBeBroken(batch, i);
        if (!isSuspect && (batch.flags[i] & TextFlag.Latin) === 0) continue;
        const draft = judge(batch, i);
        if (draft !== null) report(i, draft);
      }
    },
  }),
);

function judge({ tape, root }: ItemBatch, i: number): Omit<Draft, 'at'> | null {
  for (const [problem, flag, test] of PROBLEMS) {
    const node = findString(tape, root[i], flag, test);
    if (node < 0) continue;
    const draft = { pointer: pointerTo(tape, root[i], node), data: { problem } };
    return problem === 'private-use' ? { ...draft, severity: 'note' } : draft;
  }
  return null;
}

/** Whether the record's bytes can hold U+E000–F8FF, U+FFFD or an escape; full-width forms, which are common, are not suspect. */
function mayBeBroken({ tape, root }: ItemBatch, i: number): boolean {
  const { bytes } = tape;
  const end = endOf(tape, root[i]);
  for (let p = startOf(tape, root[i]); p < end; p++) {
    const byte = bytes[p];
    if (byte < 0xee && byte !== 0x5c) continue;
    if (byte === 0x5c ? bytes[p + 1] === 0x75 : byte === 0xee) return true;
    if (byte === 0xef && (bytes[p + 1] < 0xa4 || (bytes[p + 1] === 0xbf && bytes[p + 2] === 0xbd))) return true;
  }
  return false;
}
