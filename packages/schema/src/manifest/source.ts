import type { Localized } from '../language.js';
import { formatMessage, showValue } from '../messages.js';

export interface Position {
  /** counted from 1 */
  readonly line: number;
  /** counted from 1, in code points */
  readonly column: number;
}

/** A document with the places of its parts. */
export interface Source {
  readonly value: unknown;
  /** Offset, in UTF-16 units, of the value at `keys`, or of its key; null where there is no such part. */
  offsetOf(keys: readonly string[], part: 'key' | 'value'): number | null;
}

/** Why a text is not the document that it should be. */
export interface SourceProblem {
  readonly offset: number;
  /** the same key twice in one mapping: the document can still be read on */
  readonly duplicateKey: string | null;
  readonly message: Localized;
}

export interface SourceResult {
  /** null where nothing can be read on */
  readonly source: Source | null;
  readonly problems: readonly SourceProblem[];
}

export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lines = before.split('\n');
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
}

export function duplicateKeyMessage(key: string): Localized {
  const data = { key: `'${showValue(key)}'` };
  return {
    ko: formatMessage('같은 키 {key|이/가} 한 묶음에 두 번 있습니다. 하나만 남겨 주십시오.', data),
    en: formatMessage('The key {key} stands twice in one mapping. Keep one of them.', data),
  };
}

/** Deeper manifests are attacks on the reader. */
export const DEEPEST = 100;

export const TOO_DEEP: Localized = {
  ko: `매니페스트가 ${DEEPEST}단계보다 깊게 중첩되어 있습니다. 중첩을 줄여 주십시오.`,
  en: `The manifest is nested deeper than ${DEEPEST} levels. Make it flatter.`,
};
