import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { validate } from '../packages/validator/src/index.js';
import { type Item, itemMaker, itemSchema } from './data/item.js';
import { manifestText } from './data/manifest.js';
import { type Random, randomFrom } from './data/random.js';

export interface Measured {
  /** by brute force: items that have a near one (H004: in the public split; D002: before them in their split) */
  readonly near: ByRule;
  /** those of them that were reported, as a share */
  readonly recall: ByRule;
  /** the same of items that have no near one, but one that contains them or that they contain */
  readonly contained: ByRule;
  readonly recallContained: ByRule;
  /** reported pairs that brute force does not know */
  readonly wrong: number;
  /** planted leaks that were reported, by edits in per cent of the text */
  readonly byEdits: Readonly<Record<number, number>>;
}

type ByRule = Readonly<Record<'H004' | 'D002', number>>;

/** edits: copies with a share of their letters changed; stretches: parts of public items, and public items inside longer ones */
export type Planting = 'edits' | 'stretches';

const SUB_METRICS = 12;
const JACCARD = 0.8;
const CONTAINMENT = 0.95;

/** Plants leaks of public items in the leaderboard split and compares what is reported with all pairs, counted otherwise. */
export async function measurePlantedLeaks(
  items: number,
  leaks: number,
  seed: number,
  planting: Planting = 'edits',
): Promise<Measured> {
  const random = randomFrom(seed);
  const open = publicItems(items, random, seed);
  const planted = Array.from({ length: leaks }, (_, k) =>
    planting === 'edits' ? leakOf(random.pick(open), (k % 10) + 1, k, random) : stretchOf(open, k, random),
  );
  const all = [...open, ...planted.map(({ item }) => item)];
  const report = await reportOf(all);
  const truth = bruteForce(all);
  const found = { H004: new Set<number>(), D002: new Set<number>() };
  let wrong = 0;
  for (const { code, place, related, data } of report.findings) {
    if ((code !== 'H004' && code !== 'D002') || data.kind === 'passages') continue;
    const [item, like] = [(place.record ?? 0) - 1, (related[0]?.record ?? 0) - 1];
    found[code].add(item);
    const isTrue = data.kind === 'contained' ? truth.contains(item, like) : truth.share(item, like) >= JACCARD;
    if (!isTrue) wrong += 1;
  }
  const share = (code: 'H004' | 'D002', of: ReadonlySet<number>): number =>
    [...of].filter((item) => found[code].has(item)).length / Math.max(1, of.size);
  const counts = ({ H004, D002 }: Truth): ByRule => ({ H004: H004.size, D002: D002.size });
  const recall = ({ H004, D002 }: Truth): ByRule => ({ H004: share('H004', H004), D002: share('D002', D002) });
  const byEdits: Record<number, number> = {};
  for (const [k, { edits }] of planted.entries()) byEdits[edits] = (byEdits[edits] ?? 0) + (found.H004.has(items + k) ? 1 : 0);
  return {
    near: counts(truth.near),
    recall: recall(truth.near),
    contained: counts(truth.contained),
    recallContained: recall(truth.contained),
    wrong,
    byEdits,
  };
}

/** Of many lengths: one to all sentences of an item. */
function publicItems(count: number, random: Random, seed: number): Item[] {
  const maker = itemMaker(seed, Math.ceil(count / SUB_METRICS) + 1);
  return Array.from({ length: count }, (_, k) => {
    const item = maker.make(k % SUB_METRICS, 1 + Math.floor(k / SUB_METRICS));
    const sentences = item.question.split(/(?<=[.?]) /u);
    const from = random.below(sentences.length);
    return { ...item, id: `p${k}`, question: sentences.slice(from, from + 1 + random.below(5)).join(' ') };
  });
}

interface Leak {
  readonly item: Item;
  readonly edits: number;
}

function leakOf(source: Item, percent: number, k: number, random: Random): Leak {
  const edits = Math.max(1, Math.round(([...source.question].length * percent) / 100));
  return { item: heldOut(source, k, edited(source.question, edits, random)), edits: percent };
}

/** Every other one a part of a public item, else one inside other sentences; with none to three letters changed. */
function stretchOf(open: readonly Item[], k: number, random: Random): Leak {
  const source = random.pick(open);
  const letters = [...source.question];
  const edits = Math.floor(k / 2) % 4;
  if (k % 2 === 0) {
    const length = Math.ceil(letters.length * (0.2 + random.below(65) / 100));
    const from = random.below(letters.length - length + 1);
    return { item: heldOut(source, k, edited(letters.slice(from, from + length).join(''), edits, random)), edits };
  }
  const [before, after] = [random.pick(open).question, random.pick(open).question];
  return { item: heldOut(source, k, `${before} ${edited(source.question, edits, random)} ${after}`), edits };
}

function edited(text: string, edits: number, random: Random): string {
  const letters = [...text];
  for (let edit = 0; edit < edits; edit++) {
    const at = random.below(letters.length);
    const letter = String.fromCharCode(0xac00 + random.below(11_172));
    letters.splice(at, random.below(2), ...(random.below(3) === 0 ? [] : [letter]));
  }
  return letters.join('');
}

function heldOut(source: Item, k: number, question: string): Item {
  const item = { ...source, id: `l${k}`, split: 'leaderboard', question, choices: [...source.choices].reverse() };
  return { ...item, answer: null, explanation: null } as Item;
}

async function reportOf(items: readonly Item[]): Promise<Awaited<ReturnType<typeof validate>>['report']> {
  const folder = await mkdtemp(join(tmpdir(), 'jatdae-planted-'));
  try {
    await mkdir(join(folder, 'data'));
    await writeFile(join(folder, 'data/items.jsonl'), items.map((item) => `${JSON.stringify(item)}\n`).join(''));
    await mkdir(join(folder, 'schemas'));
    await writeFile(join(folder, 'schemas/item.schema.json'), JSON.stringify(itemSchema));
    const facts = { subMetrics: SUB_METRICS, leaderboardAnswers: 'withheld', experiments: [] } as const;
    await writeFile(join(folder, 'benchmark.yaml'), manifestText(facts));
    const { report } = await validate(folder, { language: 'en', select: ['H004', 'D002'], maxFindings: 1e6, engine: 'inline' });
    return report;
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Truth = Readonly<Record<'H004' | 'D002', ReadonlySet<number>>>;

/** Exact, by counting common grams through lists of the items that have each; shares no code with the program. */
function bruteForce(items: readonly Item[]): {
  readonly near: Truth;
  /** items that have no near one, but one that contains them or that they contain */
  readonly contained: Truth;
  share(a: number, b: number): number;
  contains(a: number, b: number): boolean;
} {
  const texts = items.map(({ question }) => question.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const sets = texts.map((text) => gramsOf(text));
  const letters = texts.map((text) => (text.length < 60 ? gramsOf(text.normalize('NFD')) : null));
  const share = (a: number, b: number): number => {
    const short = Math.min(texts[a].length, texts[b].length) < 40;
    return short
      ? jaccard(letters[a] ?? gramsOf(texts[a].normalize('NFD')), letters[b] ?? gramsOf(texts[b].normalize('NFD')))
      : jaccard(sets[a], sets[b]);
  };
  const contains = (a: number, b: number): boolean =>
    common(sets[a], sets[b]) >= CONTAINMENT * Math.min(sets[a].size, sets[b].size);
  const mayBePair = (a: number, b: number): boolean =>
    Math.min(texts[a].length, texts[b].length) >= 20 &&
    items[a].choices.filter((choice) => items[b].choices.includes(choice)).length * 2 >=
      Math.min(items[a].choices.length, items[b].choices.length) &&
    contentOf(items[a]) !== contentOf(items[b]);
  const holders = new Map<string, number[]>();
  const copies = new Set<string>();
  const near = { H004: new Set<number>(), D002: new Set<number>() };
  const contained = { H004: new Set<number>(), D002: new Set<number>() };
  for (const [k, set] of sets.entries()) {
    const copied = copies.has(contentOf(items[k]) + items[k].split);
    copies.add(contentOf(items[k]) + items[k].split);
    const shared = new Map<number, number>();
    for (const gram of set) {
      const before = holders.get(gram);
      for (const other of before ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
      if (before === undefined) holders.set(gram, [k]);
      else before.push(k);
    }
    if (copied) continue;
    for (const [other, count] of shared) {
      const code = items[other].split === items[k].split ? 'D002' : 'H004';
      if (near[code].has(k)) continue;
      // Half as many grams in common leave no doubt, by letters neither.
      const mayBeNear = count * 4 >= Math.max(set.size, sets[other].size);
      const isContained = count >= CONTAINMENT * Math.min(set.size, sets[other].size);
      if (!(mayBeNear || isContained) || !mayBePair(other, k)) continue;
      if (mayBeNear && share(other, k) >= JACCARD) near[code].add(k);
      else if (isContained) contained[code].add(k);
    }
  }
  for (const code of ['H004', 'D002'] as const) for (const k of near[code]) contained[code].delete(k);
  return { near, contained, share, contains };
}

const contentOf = ({ question, choices }: Item): string => [question.trim(), ...[...choices].sort()].join('\n');

function gramsOf(text: string): Set<string> {
  const set = new Set<string>();
  for (let k = 0; k + 5 <= text.length; k++) set.add(text.slice(k, k + 5));
  return set;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = common(a, b);
  return both / (a.size + b.size - both);
}

function common(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const gram of a) if (b.has(gram)) both += 1;
  return both;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const planting = process.argv.includes('stretches') ? 'stretches' : 'edits';
  const [items = 20_000, leaks = 1000, seed = 1] = process.argv.slice(2).filter(Number).map(Number);
  console.log(JSON.stringify(await measurePlantedLeaks(items, leaks, seed, planting), null, 2));
}
