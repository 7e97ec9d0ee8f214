import type { CopyItem } from './copy.js';
import { address, businessNumber, cardNumber, mobileNumber, passport, residentNumber, token } from './numbers.js';
import { type Json, type JsonObject, valueAt, withValue } from './pointer.js';
import type { Random } from './random.js';

/** A way to spoil one item, and the rule that must see it. */
export interface ItemDefect {
  readonly code: string;
  readonly name: string;
  /** false where the item cannot have this defect */
  suits(item: CopyItem, manifest: Facts): boolean;
  /** side that another item of the same sub-metric must stand on, which stays as it is */
  readonly source?: 'public' | 'leaderboard' | 'same';
  /** the line instead of the item's own */
  spoil(item: CopyItem, source: CopyItem | null, random: Random): JsonObject | Uint8Array;
}

/** What the manifest says of answers. */
export interface Facts {
  readonly withheld: boolean;
  itemType(item: CopyItem): string | null;
  hasId(item: CopyItem): boolean;
}

const textAt = ({ record }: CopyItem, pointer: string): string | null => {
  const value = valueAt(record, pointer);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
};
const question = (item: CopyItem): string => textAt(item, item.pointers.question) ?? '';
const withQuestion = (item: CopyItem, text: Json): JsonObject => withValue(item.record, item.pointers.question, text);
const hasQuestion = (item: CopyItem): boolean => question(item) !== '';
const always = (): boolean => true;

const isKeyed = (item: CopyItem, { itemType }: Facts): boolean =>
  itemType(item) === 'multiple-choice' && item.choices.length > 1 && answerOf(item) !== null && item.side === 'public';
const answerOf = ({ record, pointers }: CopyItem): Json => valueAt(record, pointers.answer) ?? null;

/** A sentence after the question. */
const saying =
  (sentence: (random: Random) => string): ItemDefect['spoil'] =>
  (item, _, random) =>
    withQuestion(item, `${question(item)} ${sentence(random)}`);

/** The source's content under the item's own id, sub-metric and split; what a leaderboard withholds stays withheld. */
function copied(item: CopyItem, source: CopyItem | null): JsonObject {
  const kept = [
    'id',
    'subMetric',
    'split',
    ...(item.side === 'leaderboard' ? (['answer', 'explanation'] as const) : []),
  ] as const;
  return kept.reduce<JsonObject>(
    (record, name) => {
      const pointer = item.pointers[name];
      return pointer === '' ? record : withValue(record, pointer, valueAt(item.record, pointer));
    },
    (source ?? item).record,
  );
}

/** A letter in 120 is another one: of the runs of five letters far more than four in five stay. */
function nearly(text: string): string {
  return [...text].map((letter, k) => (k % 120 === 60 ? (letter === '가' ? '나' : '가') : letter)).join('');
}

const encoder = new TextEncoder();
const isLong = (item: CopyItem): boolean => [...question(item)].length >= 80;
const nearCopy: ItemDefect['spoil'] = (item, source) => {
  const record = copied(item, source);
  return withValue(record, item.pointers.question, nearly(String(valueAt(record, item.pointers.question) ?? '')));
};
const likeSource = (item: CopyItem): boolean => hasQuestion(item) && item.subMetric !== null;

export const ITEM_DEFECTS: readonly ItemDefect[] = [
  {
    code: 'D001',
    name: 'duplicate',
    source: 'same',
    suits: (item) => likeSource(item),
    spoil: (item, source) => copied(item, source),
  },
  { code: 'D002', name: 'near duplicate', source: 'same', suits: (item) => likeSource(item) && isLong(item), spoil: nearCopy },
  {
    code: 'F001',
    name: 'a byte that is no UTF-8',
    suits: always,
    spoil({ record }) {
      const bytes = encoder.encode(JSON.stringify(record));
      bytes[bytes.length >> 1] = 0xff;
      return bytes;
    },
  },
  {
    code: 'F003',
    name: 'control character',
    suits: hasQuestion,
    spoil: (item) => withQuestion(item, `${question(item)}\u0007`),
  },
  {
    code: 'F006',
    name: 'nesting too deep',
    suits: always,
    spoil: ({ record }) =>
      encoder.encode(`${JSON.stringify(record).slice(0, -1)},"nested":${'['.repeat(600)}${']'.repeat(600)}}`),
  },
  {
    code: 'F007',
    name: 'cut record',
    suits: always,
    spoil: ({ record }) => encoder.encode(JSON.stringify(record).slice(0, -2)),
  },
  {
    code: 'H003',
    name: 'leak',
    source: 'public',
    suits: (item) => likeSource(item) && item.side === 'leaderboard',
    spoil: (item, source) => copied(item, source),
  },
  {
    code: 'H004',
    name: 'near leak',
    source: 'public',
    suits: (item) => likeSource(item) && item.side === 'leaderboard' && isLong(item),
    spoil: nearCopy,
  },
  {
    code: 'H005',
    name: 'answer in the leaderboard split',
    suits: (item, { withheld }) => withheld && item.side === 'leaderboard' && answerOf(item) === null && item.choices.length > 1,
    spoil: (item) => withValue(item.record, item.pointers.answer, valueAt(item.record, item.choices[0] ?? '') ?? 0),
  },
  {
    code: 'I001',
    name: 'question that is a number',
    suits: hasQuestion,
    spoil: (item, _, random) => withQuestion(item, 1000 + random.below(1000)),
  },
  {
    code: 'I002',
    name: 'id of another item',
    source: 'same',
    suits: (item, { hasId }) => hasId(item) && valueAt(item.record, item.pointers.id) !== undefined,
    spoil: (item, source) => withValue(item.record, item.pointers.id, valueAt((source ?? item).record, item.pointers.id) ?? null),
  },
  {
    code: 'I003',
    name: 'no id',
    suits: (item, { hasId }) => hasId(item),
    spoil: (item) => withValue(item.record, item.pointers.id, ''),
  },
  {
    code: 'I004',
    name: 'answer that is no choice',
    suits: isKeyed,
    spoil: (item) =>
      withValue(item.record, item.pointers.answer, typeof answerOf(item) === 'number' ? item.choices.length + 7 : '없는 선택지'),
  },
  {
    code: 'I005',
    name: 'two choices alike',
    suits: (item) => item.choices.length > 2,
    spoil: (item) => withValue(item.record, item.choices.at(-1) ?? '', valueAt(item.record, item.choices.at(-2) ?? '') ?? null),
  },
  { code: 'I006', name: 'blank question', suits: hasQuestion, spoil: (item) => withQuestion(item, ' \t ') },
  {
    code: 'I007',
    name: 'decomposed Hangul',
    suits: (item) => question(item) !== question(item).normalize('NFD') && /[\uac00-\ud7a3]/.test(question(item)),
    spoil: (item) => withQuestion(item, question(item).normalize('NFD')),
  },
  {
    code: 'I008',
    name: 'lost character',
    suits: (item) => question(item).length > 10,
    spoil: (item) => withQuestion(item, `${question(item).slice(0, 4)}\ufffd${question(item).slice(5)}`),
  },
  {
    code: 'I009',
    name: 'unknown sub-metric',
    suits: (item) => item.pointers.subMetric !== '' && valueAt(item.record, item.pointers.subMetric) !== undefined,
    spoil: (item) => withValue(item.record, item.pointers.subMetric, '없는 하위 측정 항목'),
  },
  {
    code: 'I010',
    name: 'same item, another key',
    source: 'same',
    suits: (item, facts) => isKeyed(item, facts) && typeof answerOf(item) === 'number' && likeSource(item),
    spoil(item, source) {
      const record = copied(item, source);
      const key = Number(valueAt(record, item.pointers.answer));
      return withValue(record, item.pointers.answer, key > 1 ? key - 1 : key + 1);
    },
  },
  {
    code: 'P001',
    name: 'resident number',
    suits: hasQuestion,
    spoil: saying((random) => `주민등록번호는 ${residentNumber(random)}이다.`),
  },
  { code: 'P002', name: 'telephone', suits: hasQuestion, spoil: saying((random) => `연락처는 ${mobileNumber(random)}이다.`) },
  { code: 'P003', name: 'payment card', suits: hasQuestion, spoil: saying((random) => `카드 번호는 ${cardNumber(random)}이다.`) },
  { code: 'P004', name: 'e-mail', suits: hasQuestion, spoil: saying((random) => `전자 우편은 ${address(random)} 이다.`) },
  { code: 'P005', name: 'passport', suits: hasQuestion, spoil: saying((random) => `여권번호는 ${passport(random)}이다.`) },
  { code: 'P006', name: 'token', suits: hasQuestion, spoil: saying((random) => `토큰은 ${token(random)} 이다.`) },
  {
    code: 'P007',
    name: 'business number',
    suits: hasQuestion,
    spoil: saying((random) => `개인사업자 김민수의 사업자등록번호는 ${businessNumber(random)}이다.`),
  },
];
