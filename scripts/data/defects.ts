import type { Item } from './item.js';
import type { Random } from './random.js';

export interface ItemDefect {
  readonly rule: string;
  /** the split the spoilt item must stand in */
  readonly side: 'public' | 'leaderboard' | 'any';
  /** `source` is an untouched public item that stands earlier in the same sub-metric. */
  spoil(item: Item, source: Item, random: Random): Item | Uint8Array;
}

/** Content of the source under the item's own id and split; what a leaderboard withholds stays withheld. */
function copyOf(source: Item, item: Item): Item {
  const withheld = item.answer === null;
  return {
    ...source,
    id: item.id,
    split: item.split,
    answer: withheld ? null : source.answer,
    explanation: withheld ? null : source.explanation,
  };
}

export const itemDefects = {
  'duplicate-id': { rule: 'I002', side: 'any', spoil: (item, source) => ({ ...item, id: source.id }) },
  'missing-id': { rule: 'I003', side: 'any', spoil: (item) => ({ ...item, id: '' }) },
  'answer-out-of-range': { rule: 'I004', side: 'public', spoil: (item) => ({ ...item, answer: item.choices.length }) },
  'duplicate-choices': {
    rule: 'I005',
    side: 'any',
    spoil: (item) => ({
      ...item,
      choices: [...item.choices.slice(0, -1), item.choices[0]],
      answer: item.answer === null ? null : 1,
    }),
  },
  'blank-question': { rule: 'I006', side: 'any', spoil: (item) => ({ ...item, question: ' \t ' }) },
  'decomposed-hangul': { rule: 'I007', side: 'any', spoil: (item) => ({ ...item, question: item.question.normalize('NFD') }) },
  'replacement-character': {
    rule: 'I008',
    side: 'any',
    spoil: (item) => ({ ...item, question: `${item.question.slice(0, 12)}\u{fffd}${item.question.slice(13)}` }),
  },
  'unknown-split': { rule: 'I009', side: 'public', spoil: (item) => ({ ...item, split: 'test' }) },
  'unknown-sub-metric': { rule: 'I009', side: 'public', spoil: (item) => ({ ...item, sub_metric: `${item.sub_metric}-draft` }) },
  'conflicting-answer': {
    rule: 'I010',
    side: 'public',
    spoil: (item, source) => ({ ...copyOf(source, item), answer: ((source.answer ?? 0) + 1) % source.choices.length }),
  },
  'wrong-type': { rule: 'I001', side: 'any', spoil: (item) => ({ ...item, difficulty: '어려움' }) },
  'duplicate-item': { rule: 'D001', side: 'public', spoil: (item, source) => copyOf(source, item) },
  leak: { rule: 'H003', side: 'leaderboard', spoil: (item, source) => copyOf(source, item) },
  'control-character': { rule: 'F003', side: 'any', spoil: (item) => ({ ...item, question: `${item.question}\u0007` }) },
  'mixed-line-ends': { rule: 'F004', side: 'any', spoil: (item) => Buffer.from(`${JSON.stringify(item)}\r`) },
  'invalid-utf8': {
    rule: 'F001',
    side: 'any',
    spoil(item) {
      const bytes = Buffer.from(JSON.stringify(item));
      const start = bytes.indexOf('"question":"') + '"question":"'.length;
      // Half a syllable: the last two of its three bytes become ASCII.
      bytes.write('??', start + 1);
      return bytes;
    },
  },
  'malformed-line': {
    rule: 'F007',
    side: 'any',
    spoil: (item, _, random) => {
      const text = JSON.stringify(item);
      return Buffer.from(text.slice(0, Math.floor(text.length * (0.3 + 0.5 * random.next()))));
    },
  },
} satisfies Record<string, ItemDefect>;

export const fileDefects = {
  bom: { rule: 'F002' },
  'empty-file': { rule: 'F009' },
  'undeclared-file': { rule: 'M006' },
} as const;

export type DefectName = keyof typeof itemDefects | keyof typeof fileDefects;

export const defectNames = [...Object.keys(itemDefects), ...Object.keys(fileDefects)] as DefectName[];

export function isDefectName(name: string): name is DefectName {
  return (defectNames as string[]).includes(name);
}

export interface Planted {
  readonly defect: DefectName;
  readonly rule: string;
  readonly path: string;
  /** 1-based; null where the file as a whole is meant */
  readonly line: number | null;
  readonly id: string | null;
}
