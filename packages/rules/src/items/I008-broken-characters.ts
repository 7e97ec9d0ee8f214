import { endOf, type ItemBatch, startOf, TextFlag, textOf } from '@jatdae/kernel';
import type { Draft } from '../contract.js';
import { findingsRule } from '../findings.js';
import { findString, pointerTo } from '../item-text.js';
import { isAnswerPointer, isSecret, MASK } from '../secrecy.js';
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

/** Strings whatever they are flagged with. */
const ANY = 0;

/** Characters of the original text that a finding shows. */
const SHOWN = 40;
/** Bytes at the start of a text that tell whether it may be UTF-8 read as CP949. */
const GLANCE_BYTES = 24;

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
      },
    },
  },
  () => {
    const readCp949 = createCp949MojibakeReader();
    return {
      batch(batch, report) {
        for (let i = 0; i < batch.size; i++) {
          if (batch.root[i] < 0) continue;
          const isSuspect = (batch.flags[i] & TextFlag.Suspect) !== 0 && mayBeBroken(batch, i);
          const isLatin = (batch.flags[i] & TextFlag.Latin) !== 0;
          const isChinese = beginsWithChinese(batch, i);
          if (!isSuspect && !isLatin && !isChinese) continue;
          const draft =
            judge(batch, i, BROKEN) ??
            (isLatin ? judgeMojibake(batch, i, TextFlag.Latin, readLatinMojibake) : null) ??
            (isChinese ? judgeMojibake(batch, i, ANY, readCp949) : null) ??
            judge(batch, i, [PRIVATE]);
          if (draft !== null) report(i, draft);
        }
      },
    };
  },
);

function judge({ tape, root }: ItemBatch, i: number, tests: readonly Test[]): Omit<Draft, 'at'> | null {
  for (const { problem, flag, test } of tests) {
    const node = findString(tape, root[i], flag, test);
    if (node < 0) continue;
    const draft = { pointer: pointerTo(tape, root[i], node), data: { problem } };
    return problem === 'private-use' ? { ...draft, severity: 'note' } : draft;
  }
  return null;
}

function judgeMojibake(batch: ItemBatch, i: number, flag: number, read: MojibakeReader): Omit<Draft, 'at'> | null {
  const { tape, root } = batch;
  const node = findString(tape, root[i], flag, (text) => read(text) !== null);
  if (node < 0) return null;
  const pointer = pointerTo(tape, root[i], node);
  const isHidden = isSecret(batch, i) && isAnswerPointer(batch, pointer);
  const original = isHidden ? MASK : [...(read(textOf(tape, node)) ?? '')].slice(0, SHOWN).join('');
  return { pointer, data: { problem: 'mojibake', original } };
}

/**
 * Whether a question, its context or its explanation begins with Chinese characters (U+4000–9FFF) and what may be Hangul: a glance at a few
 * bytes, for every Korean text comes by here.
 */
function beginsWithChinese({ tape, field }: ItemBatch, i: number): boolean {
  for (const node of [field.question[i], field.context[i], field.explanation[i]]) {
    if (node === undefined || node < 0) continue;
    const { bytes } = tape;
    const start = startOf(tape, node);
    const end = Math.min(endOf(tape, node), start + GLANCE_BYTES);
    for (let p = start; p < end; p++) {
      const byte = bytes[p];
      if (byte >= 0xe4 && byte <= 0xe9) return true;
    }
  }
  return false;
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
