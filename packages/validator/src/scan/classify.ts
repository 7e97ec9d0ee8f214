import { ABSENT, hasBytes, Side, type Tape, textOf } from '@jatdae/kernel';
import type { Plan } from '../plan/plan.js';
import type { Columns } from './columns.js';
import type { FieldFinder, Mapping } from './mapping.js';

/** Writes the item's sub-metric and side into the columns. */
export type Classifier = (tape: Tape, i: number, file: number, columns: Columns) => void;

export function createClassifier(plan: Plan, resourceIndex: number, mapping: Mapping, finder: FieldFinder): Classifier {
  const subMetric = subMetricOf(plan, resourceIndex, mapping, finder);
  const side = sideOf(plan, resourceIndex, mapping, finder);
  return (tape, i, file, columns) => {
    columns.subMetric[i] = subMetric(tape, file);
    columns.side[i] = side(tape, file);
  };
}

function subMetricOf(
  plan: Plan,
  resourceIndex: number,
  mapping: Mapping,
  finder: FieldFinder,
): (tape: Tape, file: number) => number {
  const { files, fileSubMetric } = plan.resources[resourceIndex] ?? { files: [], fileSubMetric: null };
  if (fileSubMetric !== null) {
    const byFile = new Map(files.map((file, position) => [file, fileSubMetric[position] ?? ABSENT]));
    return (_, file) => byFile.get(file) ?? ABSENT;
  }
  const path = mapping.subMetric;
  if (path !== null) {
    const lookUp = createWordFinder(new Map(plan.subMetrics.map((id, index) => [id, index])), ABSENT);
    return (tape) => lookUp(tape, finder.node(path));
  }
  const spelling = plan.manifest.resources[resourceIndex]?.subMetric;
  const value =
    spelling !== undefined && 'value' in spelling ? plan.subMetrics.indexOf(String(spelling.value).normalize('NFC')) : ABSENT;
  return () => value;
}

const SIDES: Readonly<Record<'public' | 'leaderboard', Side>> = { public: Side.Public, leaderboard: Side.Leaderboard };

/** A resource that says nothing of a split is public. */
function sideOf(plan: Plan, resourceIndex: number, mapping: Mapping, finder: FieldFinder): (tape: Tape, file: number) => number {
  const { files, fileSide } = plan.resources[resourceIndex] ?? { files: [], fileSide: null };
  if (fileSide !== null) {
    const byFile = new Map(files.map((file, position) => [file, fileSide[position] ?? Side.Unknown]));
    return (_, file) => byFile.get(file) ?? Side.Unknown;
  }
  const spelling = plan.manifest.resources[resourceIndex]?.split;
  if (spelling === undefined) return () => Side.Public;
  const path = mapping.split;
  if (path === null) {
    const value = 'value' in spelling ? SIDES[spelling.value as 'public' | 'leaderboard'] : Side.Unknown;
    return () => value;
  }
  const values: Readonly<Record<string, string>> = ('values' in spelling ? spelling.values : undefined) ?? {
    public: 'public',
    leaderboard: 'leaderboard',
  };
  const words = Object.entries(values).map(([word, side]): [string, number] => [
    word.normalize('NFC'),
    SIDES[side as 'public' | 'leaderboard'],
  ]);
  const lookUp = createWordFinder(new Map(words), Side.Unknown);
  return (tape) => lookUp(tape, finder.node(path));
}

/** Finds a node's text among few words: by bytes, the last one found first, and only else by its NFC text. */
function createWordFinder(words: ReadonlyMap<string, number>, otherwise: number): (tape: Tape, node: number) => number {
  const encoder = new TextEncoder();
  const known = [...words].map(([word, value]) => ({ bytes: encoder.encode(word), value }));
  let last = known[0];
  return (tape, node) => {
    if (node < 0) return otherwise;
    if (last !== undefined && hasBytes(tape, node, last.bytes)) return last.value;
    for (const word of known) {
      if (!hasBytes(tape, node, word.bytes)) continue;
      last = word;
      return word.value;
    }
    return words.get(textOf(tape, node).normalize('NFC')) ?? otherwise;
  };
}
