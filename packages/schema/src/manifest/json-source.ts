import type { Localized } from '../language.js';
import { showValue } from '../messages.js';
import { childPointer } from '../pointer.js';
import { DEEPEST, duplicateKeyMessage, type SourceProblem, type SourceResult, TOO_DEEP } from './source.js';

class Stop extends Error {
  constructor(
    readonly offset: number,
    readonly localized: Localized,
  ) {
    super(localized.en);
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;

/** Reads JSON as `JSON.parse` does, and remembers where everything stands. */
export function readJson(text: string): SourceResult {
  const keys = new Map<string, number>();
  const values = new Map<string, number>();
  const problems: SourceProblem[] = [];
  let at = 0;

  const skip = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };

  function readValue(pointer: string, depth: number): unknown {
    if (depth > DEEPEST) throw new Stop(at, TOO_DEEP);
    skip(SPACE);
    values.set(pointer, at);
    const first = text[at];
    if (first === '{') return readObject(pointer, depth);
    if (first === '[') return readArray(pointer, depth);
    if (first === '"') return readString();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (!text.startsWith(word, at)) continue;
      at += word.length;
      return value;
    }
    const number = skip(NUMBER);
    if (number === null) throw unexpected(text, at);
    return Number(number);
  }

  function readString(): string {
    const start = at;
    const raw = skip(STRING);
    if (raw === null) throw new Stop(start, BROKEN_STRING);
    return JSON.parse(raw) as string;
  }

  function readArray(pointer: string, depth: number): unknown[] {
    const list: unknown[] = [];
    at += 1;
    skip(SPACE);
    if (text[at] === ']') at += 1;
    else {
      do {
        list.push(readValue(childPointer(pointer, list.length), depth + 1));
      } while (more(']'));
    }
    return list;
  }

  function readObject(pointer: string, depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    at += 1;
    skip(SPACE);
    if (text[at] === '}') at += 1;
    else {
      do {
        skip(SPACE);
        const start = at;
        if (text[at] !== '"') throw unexpected(text, at);
        const key = readString();
        const child = childPointer(pointer, key);
        if (Object.hasOwn(object, key)) {
          problems.push({ offset: start, duplicateKey: child, message: duplicateKeyMessage(key) });
        }
        keys.set(child, start);
        skip(SPACE);
        if (text[at] !== ':') throw unexpected(text, at);
        at += 1;
        const value = readValue(child, depth + 1);
        // `__proto__` is data.
        Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
      } while (more('}'));
    }
    return object;
  }

  /** After an element: true at a comma, false at the end. */
  function more(close: string): boolean {
    skip(SPACE);
    const next = text[at];
    if (next !== ',' && next !== close) throw unexpected(text, at);
    at += 1;
    return next === ',';
  }

  try {
    const value = readValue('', 0);
    skip(SPACE);
    if (at < text.length) throw unexpected(text, at);
    const offsetOf = (path: readonly string[], part: 'key' | 'value'): number | null =>
      (part === 'key' ? keys : values).get(path.reduce(childPointer, '')) ?? null;
    return { source: { value, offsetOf }, problems };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { source: null, problems: [...problems, { offset: error.offset, duplicateKey: null, message: error.localized }] };
  }
}

const BROKEN_STRING: Localized = {
  ko: '문자열이 닫히지 않았거나, 안에 이스케이프하지 않은 제어 문자나 잘못된 이스케이프가 있습니다.',
  en: 'The string is not closed, or has a raw control character or a wrong escape in it.',
};

function unexpected(text: string, offset: number): Stop {
  const character = text.codePointAt(offset);
  if (character === undefined) {
    return new Stop(offset, {
      ko: 'JSON이 중간에서 끊겼습니다. 닫는 괄호와 따옴표를 확인해 주십시오.',
      en: 'The JSON ends in the middle. Check the closing brackets and quotes.',
    });
  }
  const shown = showValue(String.fromCodePoint(character));
  return new Stop(offset, {
    ko: `이 자리에는 '${shown}' 문자가 올 수 없습니다. 쉼표, 따옴표, 괄호를 확인해 주십시오. JSON에는 주석을 쓸 수 없습니다.`,
    en: `The character '${shown}' cannot stand here in JSON. Check commas, quotes and brackets; JSON has no comments.`,
  });
}
