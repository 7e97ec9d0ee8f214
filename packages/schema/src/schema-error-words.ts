import type { Localized } from './language.js';

/** Sentences by keyword, templates of `formatMessage`. `where` is the value's path, `shown` the value itself. */
export const KEYWORD_WORDS: Readonly<Record<string, Localized>> = {
  type: {
    ko: '{where|은/는} {expected|이어야/여야} 하는데 {shown}입니다.',
    en: '{where} must be {expected}, but is {shown}.',
  },
  required: {
    ko: '{where}에 꼭 필요한 {key|이/가} 없습니다. 추가해 주십시오.',
    en: '{where} lacks the required {key}. Add it.',
  },
  additionalProperties: {
    ko: '{where}에 쓸 수 없는 키 {key|이/가} 있습니다.',
    en: '{where} has a key that is not allowed: {key}.',
  },
  enum: {
    ko: '{where|은/는} 정해진 값이 아닌 {shown}입니다. 쓸 수 있는 값: {allowed}.',
    en: '{where} is {shown}, which is not one of the allowed values: {allowed}.',
  },
  const: {
    ko: '{where|은/는} {allowed|이어야/여야} 하는데 {shown}입니다.',
    en: '{where} must be {allowed}, but is {shown}.',
  },
  minItems: {
    ko: '{where}에는 {limit}개 이상이 있어야 하는데 {count}개뿐입니다.',
    en: '{where} must have {limit} or more elements, but has {count}.',
  },
  maxItems: {
    ko: '{where}에는 {limit}개까지만 있어야 하는데 {count}개가 있습니다.',
    en: '{where} has {count} elements: {limit} at the most.',
  },
  uniqueItems: {
    ko: '{where}에 같은 것이 두 번 있습니다({first}번째와 {second}번째). 하나만 남겨 주십시오.',
    en: '{where} has the same element twice (numbers {first} and {second}). Keep one of them.',
  },
  contains: {
    ko: '{where}에 조건에 맞는 것이 모자랍니다.',
    en: '{where} has too few elements of the required kind.',
  },
  minimum: {
    ko: '{where|은/는} {limit} 이상이어야 하는데 {shown}입니다.',
    en: '{where} must be {limit} or more, but is {shown}.',
  },
  maximum: {
    ko: '{where|은/는} {limit} 이하여야 하는데 {shown}입니다.',
    en: '{where} must be {limit} or less, but is {shown}.',
  },
  exclusiveMinimum: {
    ko: '{where|은/는} {limit}보다 커야 하는데 {shown}입니다.',
    en: '{where} must be more than {limit}, but is {shown}.',
  },
  exclusiveMaximum: {
    ko: '{where|은/는} {limit}보다 작아야 하는데 {shown}입니다.',
    en: '{where} must be less than {limit}, but is {shown}.',
  },
  multipleOf: {
    ko: '{where|은/는} {limit}의 배수여야 하는데 {shown}입니다.',
    en: '{where} must be a multiple of {limit}, but is {shown}.',
  },
  empty: {
    ko: '{where|이/가} 비어 있습니다. 내용을 적어 주십시오.',
    en: '{where} is empty. Fill it in.',
  },
  minLength: {
    ko: '{where|은/는} {limit}자 이상이어야 하는데 {shown}입니다.',
    en: '{where} must have {limit} or more characters, but is {shown}.',
  },
  maxLength: {
    ko: '{where|은/는} {limit}자 이하여야 하는데 {shown}입니다.',
    en: '{where} is too long, {limit} characters at the most: {shown}.',
  },
  pattern: {
    ko: '{where|이/가} 정해진 형식에 맞지 않습니다: {shown}. 형식: {limit}',
    en: '{where} does not have the required form: {shown}. Form: {limit}',
  },
  format: {
    ko: '{where|은/는} {expected|이어야/여야} 하는데 {shown}입니다.',
    en: '{where} must be {expected}, but is {shown}.',
  },
  minProperties: {
    ko: '{where}에는 키가 {limit}개 이상 있어야 합니다.',
    en: '{where} must have {limit} or more keys.',
  },
  maxProperties: {
    ko: '{where}에는 키가 {limit}개까지만 있어야 합니다.',
    en: '{where} has too many keys: {limit} at the most.',
  },
  propertyNames: {
    ko: '{where}에 이름이 형식에 맞지 않는 키 {key|이/가} 있습니다.',
    en: '{where} has a key whose name does not have the required form: {key}.',
  },
  dependentRequired: {
    ko: '{where}에 {dependent|이/가} 있으면 {key}도 있어야 합니다.',
    en: '{where} has {dependent}, so it must have {key} as well.',
  },
  anyOf: {
    ko: '{where|이/가} 허용된 형태 가운데 어느 것과도 맞지 않습니다: {shown}.',
    en: '{where} fits none of the allowed forms: {shown}.',
  },
  oneOf: {
    ko: '{where|은/는} 허용된 형태 가운데 꼭 하나와 맞아야 합니다: {shown}.',
    en: '{where} must fit exactly one of the allowed forms: {shown}.',
  },
  not: {
    ko: '{where|이/가} 금지된 형태입니다: {shown}.',
    en: '{where} has a form that is ruled out: {shown}.',
  },
  'false schema': {
    ko: '{where|은/는} 있어서는 안 됩니다.',
    en: '{where} must not be there.',
  },
};

export const TYPE_WORDS: Readonly<Record<string, Localized>> = {
  string: { ko: '문자열', en: 'a string' },
  number: { ko: '숫자', en: 'a number' },
  integer: { ko: '정수', en: 'an integer' },
  boolean: { ko: 'true/false 값', en: 'true/false' },
  array: { ko: '목록', en: 'a list' },
  object: { ko: '키와 값의 묶음', en: 'a mapping of keys to values' },
  null: { ko: 'null', en: 'null' },
};

export const FORMAT_WORDS: Readonly<Record<string, Localized>> = {
  date: { ko: '2024-12-31처럼 쓴 실제 날짜', en: 'a real date, written like 2024-12-31' },
  'date-time': { ko: '2024-12-31T09:00:00Z처럼 쓴 날짜와 시각', en: 'a date and time, written like 2024-12-31T09:00:00Z' },
  uuid: { ko: 'UUID', en: 'a UUID' },
  email: { ko: '전자우편 주소', en: 'an e-mail address' },
  uri: { ko: 'URI', en: 'a URI' },
};
