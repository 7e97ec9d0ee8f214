import { ABSENT, flagsOf, hasBytes, Side, type Tape, TextFlag, textOf } from '@jatdae/kernel';
import type { Plan } from '../plan/plan.js';
import type { Columns } from './columns.js';
import type { FieldFinder, Mapping } from './mapping.js';
import type { FieldPath } from './path.js';

/** Writes the item's sub-metric and side into the columns. */
export type Classifier = (tape: Tape, i: number, file: number, columns: Columns) => void;

/** What tells an item's sub-metric or side: a field that holds one of some words (NFC), or the file that it stands in. */
export interface WordSource {
  readonly path: FieldPath | null;
  readonly words: ReadonlyMap<string, number>;
  otherwise(file: number): number;
}

export function createClassifier(subMetric: WordSource, side: WordSource, finder: FieldFinder): Classifier {
  const findSubMetric = createFinder(subMetric, finder);
  const findSide = createFinder(side, finder);
  return (tape, i, file, columns) => {
    columns.subMetric[i] = findSubMetric(tape, file);
    columns.side[i] = findSide(tape, file);
  };
}

function createFinder({ path, words, otherwise }: WordSource, finder: FieldFinder): (tape: Tape, file: number) => number {
  if (path === null) return (_, file) => otherwise(file);
  const lookUp = createWordFinder(words);
  return (tape, file) => lookUp(tape, finder.node(path)) ?? otherwise(file);
}

const NO_WORDS: ReadonlyMap<string, number> = new Map();
const constant = (value: number): WordSource => ({ path: null, words: NO_WORDS, otherwise: () => value });

/** Each file's own value. */
function byFile(files: readonly number[], values: readonly (number | null | undefined)[], otherwise: number): WordSource {
  const known = new Map(files.map((file, position) => [file, values[position] ?? otherwise]));
  return { path: null, words: NO_WORDS, otherwise: (file) => known.get(file) ?? otherwise };
}

export function subMetricSource(plan: Plan, resourceIndex: number, mapping: Mapping): WordSource {
  const { files, fileSubMetric } = plan.resources[resourceIndex] ?? { files: [], fileSubMetric: null };
  if (fileSubMetric !== null) return byFile(files, fileSubMetric, ABSENT);
  if (mapping.subMetric !== null) {
    const words = new Map(plan.subMetrics.map((id, index) => [id, index]));
    return { path: mapping.subMetric, words, otherwise: () => ABSENT };
  }
  const spelling = plan.manifest.resources[resourceIndex]?.subMetric;
  const isGiven = spelling !== undefined && 'value' in spelling;
  return constant(isGiven ? plan.subMetrics.indexOf(String(spelling.value).normalize('NFC')) : ABSENT);
}

const SIDES: Readonly<Record<'public' | 'leaderboard', Side>> = { public: Side.Public, leaderboard: Side.Leaderboard };

/** A resource that says nothing of a split is public. */
export function sideSource(plan: Plan, resourceIndex: number, mapping: Mapping): WordSource {
  const { files, fileSide } = plan.resources[resourceIndex] ?? { files: [], fileSide: null };
  if (fileSide !== null) return byFile(files, fileSide, Side.Unknown);
  const spelling = plan.manifest.resources[resourceIndex]?.split;
  if (spelling === undefined) return constant(Side.Public);
  if (mapping.split === null) {
    return constant('value' in spelling ? SIDES[spelling.value as 'public' | 'leaderboard'] : Side.Unknown);
  }
  const values: Readonly<Record<string, string>> = ('values' in spelling ? spelling.values : undefined) ?? {
    public: 'public',
    leaderboard: 'leaderboard',
  };
  const words = Object.entries(values).map(([word, side]): [string, number] => [
    word.normalize('NFC'),
    SIDES[side as 'public' | 'leaderboard'],
  ]);
  return { path: mapping.split, words: new Map(words), otherwise: () => Side.Unknown };
}

/** Finds a node's text among few words: by bytes, the last one found first, and only else by its NFC text. */
function createWordFinder(words: ReadonlyMap<string, number>): (tape: Tape, node: number) => number | undefined {
  const encoder = new TextEncoder();
  const known = [...words].map(([word, value]) => ({ bytes: encoder.encode(word), value }));
  let last = known[0];
  return (tape, node) => {
    if (node < 0) return undefined;
    // The bytes of an escaped text are not those of the text, and may be those of another one.
    if ((flagsOf(tape, node) & TextFlag.Escaped) !== 0) return words.get(textOf(tape, node).normalize('NFC'));
    if (last !== undefined && hasBytes(tape, node, last.bytes)) return last.value;
    for (const word of known) {
      if (!hasBytes(tape, node, word.bytes)) continue;
      last = word;
      return word.value;
    }
    return words.get(textOf(tape, node).normalize('NFC'));
  };
}
