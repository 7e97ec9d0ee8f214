import type { ErrorObject } from 'ajv';
import ajvKorean from 'ajv-i18n/localize/ko/index.js';
import type { Language, Localized } from './language.js';
import { escapeControls, formatMessage, showJson, showValue } from './messages.js';
import { nearestWord } from './nearest.js';
import { readablePath } from './pointer.js';
import { FORMAT_WORDS, KEYWORD_WORDS, TYPE_WORDS } from './schema-error-words.js';

export interface ExplainOptions {
  /** ●●● stands for values: answers of the leaderboard split never appear in clear */
  readonly masked?: boolean;
  /** puts something else in the place of what must not be quoted of a text or number */
  readonly conceal?: (text: string) => string;
}

const MASK: Localized = { ko: '●●●', en: '●●●' };
const LISTED = 20;

// The package's types describe an ES module; what Node loads is the function itself.
const localizeKorean = ajvKorean as unknown as (errors: ErrorObject[]) => void;

/**
 * What is wrong, what was expected and the nearest allowed word, without the file's place.
 * `value` is what stands at the error's instancePath (`error.data` of `compileSchema`).
 */
export function explainSchemaError(error: ErrorObject, value: unknown, options: ExplainOptions = {}): Localized {
  const masked = options.masked === true;
  const keyword = keywordOf(error);
  const words = Object.hasOwn(KEYWORD_WORDS, keyword) ? KEYWORD_WORDS[keyword] : undefined;
  const data = {
    ...wordsOf(error),
    where: subjectOf(error.instancePath),
    shown: masked ? MASK : describe(concealed(value, options.conceal)),
    count: Array.isArray(value) ? value.length : null,
  };
  const sentence: Localized =
    words === undefined ? fallback(error) : { ko: formatMessage(words.ko, data, 'ko'), en: formatMessage(words.en, data, 'en') };
  const nearest = masked ? null : nearestAllowed(error, value);
  return nearest === null ? sentence : withNearest(sentence, nearest);
}

/** The allowed key or value that was probably meant. */
export function nearestAllowed(error: ErrorObject, value: unknown): string | null {
  const key = unknownKey(error);
  if (key !== null) {
    const properties: unknown = error.parentSchema?.properties;
    return typeof properties === 'object' && properties !== null ? nearestWord(key, Object.keys(properties)) : null;
  }
  const allowed: unknown = error.params.allowedValues;
  if (typeof value !== 'string' || !Array.isArray(allowed)) return null;
  return nearestWord(
    value,
    allowed.filter((word) => typeof word === 'string'),
  );
}

/** The key of an object that a schema does not allow, or null where the error is another one. */
export function unknownKey(error: ErrorObject): string | null {
  const key: unknown = error.params.additionalProperty ?? error.params.unevaluatedProperty;
  return typeof key === 'string' ? key : null;
}

/** What a failed keyword asked for, in a few words: `integer`, `text | image`, `>= 1`. */
export function expectedBy(error: ErrorObject): string {
  const { allowedValues, allowedValue, type, limit, comparison, missingProperty, pattern, format } = error.params;
  if (Array.isArray(allowedValues)) return allowedValues.map(showJson).join(' | ');
  if (allowedValue !== undefined) return showJson(allowedValue);
  if (error.keyword === 'type') return [type].flat().join(' | ');
  if (error.keyword === 'required') return String(missingProperty);
  const properties: unknown = error.parentSchema?.properties;
  if (unknownKey(error) !== null && typeof properties === 'object' && properties !== null) {
    return Object.keys(properties).join(' | ');
  }
  if (comparison !== undefined) return `${comparison} ${limit}`;
  return showValue(pattern ?? format ?? (limit === undefined ? error.keyword : `${error.keyword} ${limit}`));
}

export function withNearest(sentence: Localized, nearest: string): Localized {
  const data = { nearest: quoted(nearest) };
  return {
    ko: `${sentence.ko} ${formatMessage('{nearest|을/를} 쓰려던 것인지 확인해 주십시오.', data)}`,
    en: `${sentence.en} ${formatMessage('Did you mean {nearest}?', data)}`,
  };
}

function keywordOf(error: ErrorObject): string {
  if (error.keyword === 'minLength' && error.params.limit === 1) return 'empty';
  if (error.keyword === 'unevaluatedProperties') return 'additionalProperties';
  if (error.keyword === 'dependencies') return 'dependentRequired';
  return error.keyword;
}

const quoted = (text: string): string => `'${showValue(text)}'`;

function subjectOf(pointer: string): Localized {
  if (pointer === '') return { ko: '최상위 값', en: 'The top-level value' };
  const path = quoted(readablePath(pointer));
  return { ko: `${path} 값`, en: path };
}

function wordsOf(error: ErrorObject): Record<string, unknown> {
  const { params } = error;
  return {
    expected: error.keyword === 'format' ? formatWords(params.format) : joined(params.type, TYPE_WORDS),
    key: quoted(String(unknownKey(error) ?? params.missingProperty ?? params.propertyName ?? '')),
    allowed: 'allowedValue' in params ? showJson(params.allowedValue) : allowedList(params.allowedValues),
    limit: params.limit ?? params.pattern ?? params.multipleOf ?? null,
    dependent: quoted(String(params.property ?? '')),
    first: Number(params.j) + 1,
    second: Number(params.i) + 1,
  };
}

function formatWords(format: unknown): Localized {
  const name = String(format);
  return FORMAT_WORDS[name] ?? { ko: `${showValue(name)} 형식`, en: `of the format ${showValue(name)}` };
}

function joined(names: unknown, words: Readonly<Record<string, Localized>>): Localized {
  const list = [names].flat().map(String);
  const text = (language: Language, or: string): string => {
    const shown = list.map((name) => words[name]?.[language] ?? name);
    return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${or} ${shown.at(-1)}`;
  };
  return { ko: text('ko', '또는'), en: text('en', 'or') };
}

function allowedList(values: unknown): Localized | null {
  if (!Array.isArray(values)) return null;
  const shown = values.slice(0, LISTED).map((value) => (typeof value === 'string' ? showValue(value) : showJson(value)));
  const text = shown.join(', ');
  const rest = values.length - shown.length;
  return rest > 0 ? { ko: `${text} 외 ${rest}개`, en: `${text} and ${rest} more` } : { ko: text, en: text };
}

/** A text, or a number that is one under its mask. */
function concealed(value: unknown, conceal: ExplainOptions['conceal']): unknown {
  if (conceal === undefined || (typeof value !== 'string' && typeof value !== 'number')) return value;
  const text = String(value);
  const shown = conceal(text);
  return shown === text ? value : shown;
}

function describe(value: unknown): Localized {
  if (Array.isArray(value)) return TYPE_WORDS.array as Localized;
  if (typeof value === 'object' && value !== null) return TYPE_WORDS.object as Localized;
  const shown = showJson(value);
  if (typeof value === 'string') return { ko: `문자열 ${shown}`, en: `the string ${shown}` };
  if (typeof value === 'number') return { ko: `숫자 ${shown}`, en: `the number ${shown}` };
  return { ko: shown, en: shown };
}

/** Keywords that no schema of ours uses. */
function fallback(error: ErrorObject): Localized {
  const copy: ErrorObject = { ...error };
  localizeKorean([copy]);
  const where = subjectOf(error.instancePath);
  return {
    ko: `${where.ko}: ${escapeControls(copy.message ?? error.keyword)}.`,
    en: `${where.en} ${escapeControls(error.message ?? `breaks ${error.keyword}`)}.`,
  };
}
