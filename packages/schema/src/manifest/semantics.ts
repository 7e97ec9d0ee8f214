import type { Localized } from '../language.js';
import { formatMessage, showValue } from '../messages.js';
import { nearestWord } from '../nearest.js';
import { childPointer } from '../pointer.js';

/** What a schema cannot say about a manifest. */
export interface SemanticProblem {
  readonly pointer: string;
  readonly part: 'key' | 'value';
  readonly message: Localized;
  readonly value: unknown;
  readonly expected: string;
  readonly nearest: string | null;
}

/** Checks names that refer to each other. Takes any value: what the schema already refused is passed over. */
export function checkSemantics(manifest: unknown): SemanticProblem[] {
  const subMetrics = members(manifest, 'subMetrics');
  const experiments = members(manifest, 'experiments');
  const declared = new Set(subMetrics.map(({ value }) => textAt(value, 'id')?.normalize('NFC')).filter((id) => id !== undefined));
  return [
    ...subMetrics.flatMap(({ value, pointer }) => checkSubMetricId(textAt(value, 'id'), `${pointer}/id`)),
    ...repeated(subMetrics, { ko: '하위 측정 항목의 id', en: 'sub-metric id' }),
    ...repeated(experiments, { ko: '실험의 id', en: 'experiment id' }),
    ...members(manifest, 'resources').flatMap(({ value, pointer }) => [
      ...checkReference(textAt(fieldOf(value, 'subMetric'), 'value'), `${pointer}/subMetric/value`, 'value', declared),
      ...checkSplit(fieldOf(value, 'split'), `${pointer}/split`),
      ...checkLayout(value, pointer),
    ]),
    ...experiments.flatMap(({ value, pointer }) =>
      keysOf(fieldOf(value, 'scores')).flatMap((id) =>
        checkReference(id, childPointer(`${pointer}/scores`, id), 'key', declared),
      ),
    ),
  ];
}

/** A layout takes the place of a path, and its parts mean nothing without it. */
function checkLayout(resource: unknown, pointer: string): SemanticProblem[] {
  const keys = keysOf(resource);
  const problem = (at: string, value: unknown, expected: string, message: Localized): SemanticProblem[] => [
    { pointer: at, part: 'value', message, value, expected, nearest: null },
  ];
  if (keys.includes('layout') && keys.includes('path')) {
    return problem(`${pointer}/path`, fieldOf(resource, 'path'), 'layout | path', {
      ko: 'layout이 파일을 정하므로 path를 함께 쓸 수 없습니다. 둘 가운데 하나만 남겨 주십시오.',
      en: 'The layout says which files there are, so path cannot stand beside it. Keep one of the two.',
    });
  }
  const parts = fieldOf(fieldOf(resource, 'split'), 'layout');
  if (parts === undefined || keys.includes('layout')) return [];
  return problem(`${pointer}/split/layout`, parts, '{field, values} | {value}', {
    ko: "'split'의 layout은 리소스에 layout이 있을 때만 쓸 수 있습니다.",
    en: "'split' takes layout only where the resource has one.",
  });
}

/** A dataset has tens of sub-metrics; comparing names with more is work for nothing. */
const MOST_COMPARED = 1000;

interface Member {
  readonly value: unknown;
  readonly pointer: string;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function textAt(value: unknown, key: string): string | undefined {
  const text = fieldOf(value, key);
  return typeof text === 'string' ? text : undefined;
}

function members(value: unknown, key: string): Member[] {
  const list = fieldOf(value, key);
  return Array.isArray(list) ? list.map((item: unknown, k) => ({ value: item, pointer: `/${key}/${k}` })) : [];
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

function checkSubMetricId(id: string | undefined, pointer: string): SemanticProblem[] {
  if (id === undefined || id === '') return [];
  const problem = (message: Localized): SemanticProblem[] => [
    { pointer, part: 'value', message, value: id, expected: 'NFC text without control characters or /', nearest: null },
  ];
  const shown = showValue(id);
  if (/[/\p{Cc}]/u.test(id)) {
    return problem({
      ko: `하위 측정 항목의 id '${shown}'에 빗금(/)이나 제어 문자가 있습니다. 다른 문자로 바꿔 주십시오.`,
      en: `The sub-metric id '${shown}' has a slash or a control character in it. Use another character.`,
    });
  }
  if (id !== id.normalize('NFC')) {
    return problem({
      ko: `하위 측정 항목의 id '${shown}'의 한글이 자모로 풀려 있습니다(NFC가 아닙니다). 다시 입력해 주십시오.`,
      en: `The sub-metric id '${shown}' is not in Unicode form NFC. Type it again.`,
    });
  }
  if (id.trim() !== id) {
    return problem({
      ko: `하위 측정 항목의 id '${shown}'의 앞이나 뒤에 빈칸이 있습니다. 지워 주십시오.`,
      en: `The sub-metric id '${shown}' starts or ends with white space. Remove it.`,
    });
  }
  return [];
}

function repeated(list: readonly Member[], what: Localized): SemanticProblem[] {
  const seen = new Map<string, string>();
  return list.flatMap(({ value, pointer }) => {
    const id = textAt(value, 'id');
    if (id === undefined) return [];
    const first = seen.get(id.normalize('NFC'));
    if (first === undefined) {
      seen.set(id.normalize('NFC'), pointer);
      return [];
    }
    const data = { what, id: `'${showValue(id)}'`, first: first.slice(1).replace(/\/(\d+)$/, '[$1]') };
    const message = {
      ko: formatMessage('{what} {id|이/가} 두 번 나옵니다. 먼저 나온 곳: {first}. 서로 다른 이름을 붙여 주십시오.', data, 'ko'),
      en: formatMessage('The {what} {id} is used twice, first at {first}. Give each its own.', data, 'en'),
    };
    return [{ pointer: `${pointer}/id`, part: 'value', message, value: id, expected: 'a unique id', nearest: null }];
  });
}

function checkReference(
  id: string | undefined,
  pointer: string,
  part: 'key' | 'value',
  declared: ReadonlySet<string>,
): SemanticProblem[] {
  if (id === undefined || declared.has(id.normalize('NFC'))) return [];
  const nearest = declared.size > MOST_COMPARED ? null : nearestWord(id, declared);
  const data = { id: `'${showValue(id)}'`, nearest: `'${showValue(nearest)}'` };
  const message = {
    ko: formatMessage('subMetrics에 선언되지 않은 하위 측정 항목 {id|을/를} 가리킵니다.', data),
    en: formatMessage('This names the sub-metric {id}, which subMetrics does not declare.', data),
  };
  const hint = {
    ko: formatMessage('{nearest|을/를} 쓰려던 것인지 확인해 주십시오.', data),
    en: formatMessage('Did you mean {nearest}?', data),
  };
  return [
    {
      pointer,
      part,
      message: nearest === null ? message : { ko: `${message.ko} ${hint.ko}`, en: `${message.en} ${hint.en}` },
      value: id,
      expected: 'an id of subMetrics',
      nearest,
    },
  ];
}

function checkSplit(split: unknown, pointer: string): SemanticProblem[] {
  const keys = keysOf(split);
  const problem = (message: Localized): SemanticProblem[] => [
    { pointer, part: 'value', message, value: split, expected: '{field, values} | {value}', nearest: null },
  ];
  if (['field', 'value', 'layout'].filter((key) => keys.includes(key)).length > 1) {
    return problem({
      ko: "'split'에는 field, value, layout 가운데 하나만 써야 합니다.",
      en: "'split' takes one of field, value and layout.",
    });
  }
  if (keys.includes('values') && !keys.includes('field')) {
    return problem({
      ko: "'split'의 values는 field와 함께 써야 합니다. 모든 문항이 한 분할이면 value를 쓰십시오.",
      en: "'split' has values without a field. Where all items are of one split, use value.",
    });
  }
  return [];
}
