import {
  endOf,
  flagsOf,
  hasChineseBeforeHangul,
  holdsChineseBeforeHangul,
  type ItemBatch,
  Kind,
  kindOf,
  nextOf,
  STRIDE,
  startOf,
  type Tape,
  TextFlag,
  textOf,
} from '@jatdae/kernel';
import type { Draft } from '../contract.js';
import { findingsRule } from '../findings.js';
import { findString, pointerTo } from '../item-text.js';
import { createMask, type Mask } from '../privacy/mask.js';
import { isSecret, MASK } from '../secrecy.js';
import { type FoundLeftover, findLeftovers, findLookAlike } from './leftovers.js';
import { createCp949MojibakeReader, type MojibakeReader, readLatinMojibake } from './mojibake.js';

type Problem = 'replacement' | 'surrogate' | 'mojibake' | 'private-use';

interface Test {
  readonly problem: Problem;
  readonly flag: number;
  readonly test: (text: string) => boolean;
}

/** In the order of how bad they are; a record is reported for the first that it shows. */
const BROKEN: readonly Test[] = [
  { problem: 'replacement', flag: TextFlag.Suspect, test: (text) => text.includes('\ufffd') },
  { problem: 'surrogate', flag: TextFlag.Suspect, test: (text) => /\p{Surrogate}/u.test(text) },
];
const PRIVATE: Test = { problem: 'private-use', flag: TextFlag.Suspect, test: (text) => /[\ue000-\uf8ff]/.test(text) };

/** Characters of the original text that a finding shows. */
const SHOWN = 40;
const SHOWN_BEFORE = 10;

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
          ko: '다른 인코딩으로 잘못 읽어 깨진 글자로 보입니다. 원래 글: {original}',
          en: 'The text looks as if it was decoded with the wrong encoding. The original: {original}',
        },
        'private-use': {
          ko: '글꼴마다 다르게 보이는 사용자 정의 영역의 문자가 있습니다.',
          en: 'There is a private-use character, which every font shows differently.',
        },
        'bidi-control': {
          ko: '글의 방향을 바꾸는 보이지 않는 문자({found})가 있습니다. 지우십시오.',
          en: 'There is an invisible character that changes the direction of the text ({found}). Remove it.',
        },
        'zero-width': {
          ko: '보이지 않는 폭 없는 문자({found})가 있어, 눈에 같은 글이 다른 글로 비교됩니다. 지우십시오.',
          en: 'There is an invisible zero-width character ({found}): texts that look alike do not compare as equal. Remove it.',
        },
        entity: {
          ko: 'HTML 문자 참조({found})가 그대로 남아 있습니다. 뜻하는 글자로 바꾸십시오.',
          en: 'An HTML entity ({found}) was left over. Replace it by the character it stands for.',
        },
        markup: {
          ko: 'HTML 태그({found})가 남아 있습니다. 글이 태그를 다루는 것이 아니라면 지우십시오.',
          en: 'An HTML tag ({found}) was left over. Remove it, unless the text is about markup.',
        },
        'look-alike': {
          ko: '선택지의 한 낱말에 로마자와, 로마자처럼 보이는 다른 문자의 글자가 섞여 있습니다({found}). 로마자로 고치십시오.',
          en: 'A word of a choice mixes Latin letters with letters of another script that look the same ({found}). Use Latin letters.',
        },
      },
    },
  },
  ({ profile }) => {
    const mask = createMask(profile);
    const readCp949 = createCp949MojibakeReader();
    return {
      batch(batch, report) {
        const { tape, root } = batch;
        const isMixed = holdsChineseBeforeHangul(tape);
        const leftovers = findLeftovers(batch);
        for (let i = 0; i < batch.size; i++) {
          if (batch.root[i] < 0) continue;
          const isSuspect = (batch.flags[i] & TextFlag.Suspect) !== 0 && mayBeBroken(batch, i);
          const isLatin = (batch.flags[i] & TextFlag.Latin) !== 0;
          const mayBeCp949 = isMixed && hasChineseBeforeHangul(tape, startOf(tape, root[i]), endOf(tape, root[i]));
          const leftover = leftovers.get(i) ?? ((batch.flags[i] & UNUSUAL) === 0 ? null : findLookAlike(batch, i));
          if (!isSuspect && !isLatin && !mayBeCp949 && leftover === null) continue;
          const draft =
            judge(batch, i, BROKEN) ??
            (isLatin ? judgeMojibake(batch, i, isLatinString, readLatinMojibake, mask) : null) ??
            (mayBeCp949 ? judgeMojibake(batch, i, isMixedString, readCp949, mask) : null) ??
            (leftover === null ? null : draftOf(batch, i, leftover)) ??
            judge(batch, i, [PRIVATE]);
          if (draft !== null) report(i, draft);
        }
      },
    };
  },
);

/** Strings with letters of other scripts have one of these. */
const UNUSUAL = TextFlag.Complex | TextFlag.Escaped;

/** Tags may be meant. */
function draftOf({ tape, root }: ItemBatch, i: number, { node, leftover, found }: FoundLeftover): Omit<Draft, 'at'> {
  const draft = { pointer: pointerTo(tape, root[i], node), data: { problem: leftover, found } };
  return leftover === 'markup' ? { ...draft, severity: 'note' } : draft;
}

function judge({ tape, root }: ItemBatch, i: number, tests: readonly Test[]): Omit<Draft, 'at'> | null {
  for (const { problem, flag, test } of tests) {
    const node = findString(tape, root[i], flag, test);
    if (node < 0) continue;
    const draft = { pointer: pointerTo(tape, root[i], node), data: { problem } };
    return problem === 'private-use' ? { ...draft, severity: 'note' } : draft;
  }
  return null;
}

type StringTest = (tape: Tape, node: number) => boolean;

const isLatinString: StringTest = (tape, node) => (flagsOf(tape, node) & TextFlag.Latin) !== 0;
const isMixedString: StringTest = (tape, node) => hasChineseBeforeHangul(tape, startOf(tape, node), endOf(tape, node));

function judgeMojibake(
  batch: ItemBatch,
  i: number,
  mayBe: StringTest,
  read: MojibakeReader,
  mask: Mask,
): Omit<Draft, 'at'> | null {
  const { tape, root } = batch;
  const end = nextOf(tape, root[i]);
  for (let node = root[i]; node < end; node += STRIDE) {
    if (kindOf(tape, node) !== Kind.String || !mayBe(tape, node)) continue;
    const broken = textOf(tape, node);
    const whole = read(broken);
    if (whole === null) continue;
    const pointer = pointerTo(tape, root[i], node);
    const original =
      isSecret(batch, i) && !isAsked(batch, i, node) ? MASK : excerpt(whole, broken, (text) => mask(text, pointer));
    return { pointer, data: { problem: 'mojibake', original } };
  }
  return null;
}

/** What is shown of the original: from its start, or from a little before the first broken character. */
function excerpt(original: string, broken: string, mask: Mask): string {
  const [whole, other] = [[...original], [...broken]];
  const first = whole.findIndex((character, k) => character !== other[k]);
  const from = first < SHOWN ? 0 : first - SHOWN_BEFORE;
  return `${from > 0 ? '…' : ''}${[...mask(original)].slice(from, from + SHOWN).join('')}`;
}

/** Whether a string is part of what an item asks, and not of what answers it. */
function isAsked({ field, choice, choiceStart }: ItemBatch, i: number, node: number): boolean {
  const isChoice = choice.subarray(choiceStart[i], choiceStart[i + 1]).includes(node);
  return node === field.question[i] || node === field.context[i] || isChoice;
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
