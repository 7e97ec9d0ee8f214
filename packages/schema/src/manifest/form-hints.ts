import type { ErrorObject } from 'ajv';
import type { Localized } from '../language.js';
import { pointerKeys } from '../pointer.js';

/** Forms of the manifest that a regular expression explains badly, by the key. */
const FORMS: Readonly<Record<string, Localized>> = {
  name: {
    ko: '영문 소문자, 숫자, 붙임표(-)만 쓸 수 있습니다(예: global-norms-eval).',
    en: 'Lower-case letters, digits and hyphens only, as in global-norms-eval.',
  },
  version: { ko: '세 수를 점으로 이어 쓰십시오(예: 1.0.0).', en: 'Three numbers with dots, as in 1.0.0.' },
  languages: { ko: 'BCP 47 언어 표시를 쓰십시오(예: ko, en-US).', en: 'Use BCP 47 language tags, as in ko or en-US.' },
  at: { ko: 'JSON 포인터는 /로 시작합니다(예: /data/items).', en: 'A JSON Pointer starts with /, as in /data/items.' },
  path: { ko: '경로에 {subMetric} 자리가 있어야 합니다.', en: 'The path needs a {subMetric} placeholder.' },
  sha256: { ko: 'SHA-256 값은 16진수 64자입니다.', en: 'A SHA-256 is 64 hexadecimal digits.' },
  rule: { ko: '규칙 코드는 D003처럼 씁니다.', en: 'A rule code is written like D003.' },
};

const QUOTE: Localized = { ko: '문자열이라면 따옴표로 감싸 주십시오.', en: 'If it is meant as text, put it in quotes.' };
const UNQUOTE: Localized = { ko: '숫자라면 따옴표를 빼 주십시오.', en: 'If it is meant as a number, remove the quotes.' };

/** Where a resource says what its items belong to. */
const SOURCES: Readonly<Record<string, Localized>> = {
  subMetric: {
    ko: '{field: …}, {value: …}, {path: …} 가운데 하나만 쓰십시오.',
    en: 'Use exactly one of {field: …}, {value: …}, {path: …}.',
  },
  split: { ko: '{field: …}이나 {value: …}를 쓰십시오.', en: 'Use {field: …} or {value: …}.' },
};

/** What to do about an error of a manifest, beyond what its keyword says. */
export function formHint(error: ErrorObject, json: boolean): Localized | null {
  const keys = pointerKeys(error.instancePath).filter((key) => !/^\d+$/.test(key));
  const last = keys.at(-1) ?? '';
  if (error.keyword === 'pattern' && Object.hasOwn(FORMS, last)) return FORMS[last] ?? null;
  if (['type', 'minProperties', 'maxProperties'].includes(error.keyword) && Object.hasOwn(SOURCES, last))
    return SOURCES[last] ?? null;
  if (error.keyword !== 'type' || json) return null;
  const wanted = [error.params.type].flat();
  if (wanted.includes('string') && ['number', 'boolean'].includes(typeof error.data)) return QUOTE;
  if ((wanted.includes('integer') || wanted.includes('number')) && /^-?\d+(\.\d+)?$/.test(String(error.data))) return UNQUOTE;
  return null;
}
