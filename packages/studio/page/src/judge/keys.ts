import type { DefectKind } from '../../../src/api.js';
import { DEFECTS } from '../words.js';

export type JudgeAction =
  | { readonly kind: 'pass' | 'note' | 'previous' | 'next' | 'undo' | 'help' }
  | { readonly kind: 'defect'; readonly defect: DefectKind };

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/** By the place of the key: while Hangul is typed P gives ㅔ. */
const BY_CODE: Readonly<Record<string, JudgeAction['kind']>> = {
  Enter: 'pass',
  NumpadEnter: 'pass',
  KeyP: 'pass',
  KeyN: 'note',
  KeyK: 'previous',
  ArrowLeft: 'previous',
  KeyJ: 'next',
  ArrowRight: 'next',
  KeyU: 'undo',
};

/** What a key means while an item is judged; null for every other key, with modifiers, and while a key is held down. */
export function actionOf(press: KeyPress): JudgeAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return null;
  if (press.key === '?') return { kind: 'help' };
  const digit = /^(?:Digit|Numpad)([1-9])$/u.exec(press.code)?.[1];
  if (digit !== undefined) {
    const defect = DEFECTS[Number(digit) - 1]?.kind;
    return defect === undefined ? null : { kind: 'defect', defect };
  }
  const kind = BY_CODE[press.code];
  return kind === undefined || kind === 'defect' ? null : { kind };
}

/** Where keys belong to the element that has the focus: something is typed there, or Enter presses it. */
export function isTaken(target: EventTarget | null, press: Pick<KeyPress, 'code'>): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select, audio, video, dialog') !== null) return true;
  return /^(?:Enter|NumpadEnter|Space)$/u.test(press.code) && target.closest('button, a, summary') !== null;
}
