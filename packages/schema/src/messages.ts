import type { Language, Localized } from './language.js';
import { particleAfter } from './particles.js';

/** Longest value in a message, in code points. */
const SHOWN_LENGTH = 80;

/** Controls, line and paragraph separators, marks that change direction, and lone surrogates. */
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const PLACEHOLDER = /\{([A-Za-z_]\w*)(?:\|([^{}|]+))?\}/g;

/**
 * Fills `{name}` from `data`; `{name|을/를}` is the value with the particle that its last sound asks for. Numbers are grouped
 * (1,000), lists joined, a text in both languages shown in `language`, control characters escaped, long values cut.
 * A placeholder without a value stays as it is.
 */
export function formatMessage(template: string, data: Readonly<Record<string, unknown>>, language?: Language): string {
  return template.replace(PLACEHOLDER, (placeholder, name: string, particle: string | undefined) => {
    if (!Object.hasOwn(data, name) || data[name] === undefined) return placeholder;
    const text = textOf(data[name], language);
    return particle === undefined ? text : text + particleAfter(text, particle);
  });
}

function textOf(value: unknown, language: Language | undefined): string {
  if (language !== undefined && isLocalized(value)) return value[language];
  return showValue(value);
}

function isLocalized(value: unknown): value is Localized {
  return typeof value === 'object' && value !== null && 'ko' in value && 'en' in value && typeof value.ko === 'string';
}

/** A value as one printable line: never a control character, never longer than 80 code points and an ellipsis. */
export function showValue(value: unknown): string {
  return cut(escapeControls(plain(value)));
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return groupDigits(value);
  if (Array.isArray(value)) return value.slice(0, SHOWN_LENGTH).map(plain).join(', ');
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return String(value);
}

/** Like `showValue`, with strings in quotes, so that `"3"` and `3` differ. */
export function showJson(value: unknown): string {
  if (typeof value === 'string') return `"${showValue(value)}"`;
  if (typeof value === 'number') return String(value);
  return cut(escapeControls(JSON.stringify(value) ?? String(value)));
}

/** `1234567.5` as `1,234,567.5`. */
export function groupDigits(value: number): string {
  const text = String(Number.isInteger(value) ? value : Number(value.toPrecision(12)));
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

export function escapeControls(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return '\\t';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function cut(text: string): string {
  if (text.length <= SHOWN_LENGTH) return text;
  // Two UTF-16 units a code point at the most, so a long text is not spread whole.
  const points = [...text.slice(0, 2 * SHOWN_LENGTH + 2)];
  return points.length <= SHOWN_LENGTH ? text : `${points.slice(0, SHOWN_LENGTH).join('')}…`;
}
