import type { CopyItem, WrittenAs } from './copy-item.js';
import { BYTE_FAULTS, type ByteFault, type Spoilt } from './formats.js';
import type { Keys } from './keys.js';
import { address, businessNumber, cardNumber, mobileNumber, passport, residentNumber, token } from './numbers.js';
import { type Json, type JsonObject, valueAt, withValue } from './pointer.js';
import type { Random } from './random.js';
import type { Reason } from './reasons.js';

/** A way to spoil one item, and the rule that must see it. */
export interface ItemDefect {
  readonly code: string;
  readonly name: string;
  /** false where the item cannot have this defect */
  suits(item: CopyItem, facts: Facts): boolean;
  /** why no item may suit */
  readonly otherwise: Reason;
  /** side that another item of the same sub-metric must stand on, which stays as it is */
  readonly source?: 'public' | 'leaderboard' | 'same';
  /** what stands in the item's place */
  spoil(item: CopyItem, source: CopyItem | null, random: Random, facts: Facts): Spoilt;
}

/** What the manifest says of items, and how they are written. */
export interface Facts {
  readonly withheld: boolean;
  readonly keys: Keys;
  writtenAs(item: CopyItem): WrittenAs;
  itemType(item: CopyItem): string | null;
  hasId(item: CopyItem): boolean;
}

const textAt = ({ record }: CopyItem, pointer: string): string | null => {
  const value = valueAt(record, pointer);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
};
const question = (item: CopyItem): string => textAt(item, item.pointers.question) ?? '';
const withQuestion = (item: CopyItem, text: Json): JsonObject => withValue(item.record, item.pointers.question, text);
/** An id that serves as the question, too, is no text to most rules. */
const hasQuestion = (item: CopyItem): boolean => question(item) !== '' && item.pointers.question !== item.pointers.id;

const isKeyed = (item: CopyItem, { itemType }: Facts): boolean =>
  itemType(item) === 'multiple-choice' && item.choices.length > 1 && answerOf(item) !== null && item.side === 'public';
const answerOf = ({ record, pointers }: CopyItem): Json => valueAt(record, pointers.answer) ?? null;

/** Whether each choice has a place of its own in the record: not where one cell holds them all. */
const hasOwnChoices = ({ record, choices }: CopyItem): boolean =>
  new Set(choices).size === choices.length && choices.every((pointer) => valueAt(record, pointer) !== undefined);

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

/** Where the longer text of an item is. */
const longest = (item: CopyItem): string =>
  (textAt(item, item.pointers.context)?.length ?? 0) > question(item).length ? item.pointers.context : item.pointers.question;
const isLong = (item: CopyItem): boolean => [...(textAt(item, longest(item)) ?? '')].length >= 80;
const nearCopy: ItemDefect['spoil'] = (item, source) => {
  const record = copied(item, source);
  const pointer = longest(source ?? item);
  return withValue(record, pointer, nearly(String(valueAt(record, pointer) ?? '')));
};
/** The record with the key at another place. */
const otherKey = (item: CopyItem, { keys }: Facts): JsonObject | null => keys.moved(item, item.key === 0 ? 1 : 0);
const likeSource = (item: CopyItem): boolean => hasQuestion(item) && item.subMetric !== null;

/** A defect of a record's bytes. */
const ofBytes = (code: string, name: string, fault: ByteFault): ItemDefect => ({
  code,
  name,
  otherwise: 'not-in-format',
  suits: (item, { writtenAs }) => BYTE_FAULTS[writtenAs(item)].includes(fault),
  spoil: () => fault,
});

/** A defect of what the question says. */
const said = (code: string, name: string, sentence: (random: Random) => string): ItemDefect => ({
  code,
  name,
  otherwise: 'no-suitable-item',
  suits: hasQuestion,
  spoil: (item, _, random) => withQuestion(item, `${question(item)} ${sentence(random)}`),
});

export const ITEM_DEFECTS: readonly ItemDefect[] = [
  {
    code: 'D001',
    name: 'duplicate',
    otherwise: 'few-items',
    source: 'same',
    suits: (item) => likeSource(item),
    spoil: (item, source) => copied(item, source),
  },
  {
    code: 'D002',
    name: 'near duplicate',
    otherwise: 'no-long-question',
    source: 'same',
    suits: (item) => likeSource(item) && isLong(item),
    spoil: nearCopy,
  },
  ofBytes('F001', 'a byte that is no UTF-8', 'bad-byte'),
  {
    code: 'F003',
    name: 'control character',
    otherwise: 'no-suitable-item',
    suits: hasQuestion,
    spoil: (item) => withQuestion(item, `${question(item)}\u0007`),
  },
  ofBytes('F006', 'nesting too deep', 'too-deep'),
  ofBytes('F007', 'cut record', 'cut'),
  {
    code: 'H003',
    name: 'leak',
    otherwise: 'no-leaderboard',
    source: 'public',
    suits: (item) => likeSource(item) && item.side === 'leaderboard',
    spoil: (item, source) => copied(item, source),
  },
  {
    code: 'H004',
    name: 'near leak',
    otherwise: 'no-long-question',
    source: 'public',
    suits: (item) => likeSource(item) && item.side === 'leaderboard' && isLong(item),
    spoil: nearCopy,
  },
  {
    code: 'H005',
    name: 'answer in the leaderboard split',
    otherwise: 'nothing-withheld',
    suits: (item, { withheld }) => withheld && item.side === 'leaderboard' && answerOf(item) === null && item.choices.length > 1,
    spoil: (item) => withValue(item.record, item.pointers.answer, valueAt(item.record, item.choices[0] ?? '') ?? 0),
  },
  {
    code: 'H005',
    name: 'answer under another name',
    otherwise: 'nothing-withheld',
    suits: ({ side, record }, { withheld }) => withheld && side === 'leaderboard' && !Object.hasOwn(record, 'gold'),
    spoil: ({ record }) => withValue(record, '/gold', 'A'),
  },
  {
    code: 'I001',
    name: 'question that is a number',
    otherwise: 'all-text',
    suits: (item, { writtenAs }) => hasQuestion(item) && writtenAs(item) !== 'csv',
    spoil: (item, _, random) => withQuestion(item, 1000 + random.below(1000)),
  },
  {
    code: 'I002',
    name: 'id of another item',
    otherwise: 'no-id',
    source: 'same',
    suits: (item, { hasId }) => hasId(item) && valueAt(item.record, item.pointers.id) !== undefined,
    spoil: (item, source) => withValue(item.record, item.pointers.id, valueAt((source ?? item).record, item.pointers.id) ?? null),
  },
  {
    code: 'I003',
    name: 'no id',
    otherwise: 'no-id',
    suits: (item, { hasId }) => hasId(item),
    spoil: (item) => withValue(item.record, item.pointers.id, ''),
  },
  {
    code: 'I004',
    name: 'answer that is no choice',
    otherwise: 'no-keyed-choices',
    suits: isKeyed,
    spoil: (item) =>
      withValue(item.record, item.pointers.answer, typeof answerOf(item) === 'number' ? item.choices.length + 7 : '없는 선택지'),
  },
  {
    code: 'I005',
    name: 'two choices alike',
    otherwise: 'no-keyed-choices',
    suits: (item) => item.choices.length > 2 && hasOwnChoices(item),
    spoil: (item) => withValue(item.record, item.choices.at(-1) ?? '', valueAt(item.record, item.choices.at(-2) ?? '') ?? null),
  },
  {
    code: 'I006',
    name: 'blank question',
    otherwise: 'no-suitable-item',
    suits: hasQuestion,
    spoil: (item) => withQuestion(item, ' \t '),
  },
  {
    code: 'I007',
    name: 'decomposed Hangul',
    otherwise: 'no-suitable-item',
    suits: (item) => question(item) !== question(item).normalize('NFD') && /[\uac00-\ud7a3]/.test(question(item)),
    spoil: (item) => withQuestion(item, question(item).normalize('NFD')),
  },
  {
    code: 'I008',
    name: 'lost character',
    otherwise: 'no-suitable-item',
    suits: (item) => question(item).length > 10,
    spoil: (item) => withQuestion(item, `${question(item).slice(0, 4)}\ufffd${question(item).slice(5)}`),
  },
  {
    code: 'I009',
    name: 'unknown sub-metric',
    otherwise: 'no-suitable-item',
    suits: (item) => item.pointers.subMetric !== '' && valueAt(item.record, item.pointers.subMetric) !== undefined,
    spoil: (item) => withValue(item.record, item.pointers.subMetric, '없는 하위 측정 항목'),
  },
  {
    code: 'I010',
    name: 'same item, another key',
    otherwise: 'no-keyed-choices',
    source: 'same',
    suits: (item, facts) => isKeyed(item, facts) && likeSource(item) && otherKey(item, facts) !== null,
    spoil(item, source, _, facts) {
      const from = source ?? item;
      const key = valueAt(otherKey(from, facts) ?? from.record, from.pointers.answer);
      return withValue(copied(item, source), item.pointers.answer, key);
    },
  },
  said('P001', 'resident number', (random) => `주민등록번호는 ${residentNumber(random)}이다.`),
  said('P002', 'telephone', (random) => `연락처는 ${mobileNumber(random)}이다.`),
  said('P003', 'payment card', (random) => `카드 번호는 ${cardNumber(random)}이다.`),
  said('P004', 'e-mail', (random) => `전자 우편은 ${address(random)} 이다.`),
  said('P005', 'passport', (random) => `여권번호는 ${passport(random)}이다.`),
  said('P006', 'token', (random) => `토큰은 ${token(random)} 이다.`),
  said('P007', 'business number', (random) => `개인사업자 김민수의 사업자등록번호는 ${businessNumber(random)}이다.`),
];
