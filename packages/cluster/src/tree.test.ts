import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asTree, treeOver } from './tree.js';

/** Leaves of a plan by their place in it, and merges of them. */
type Piece = readonly number[];

async function* leavesOf(places: readonly number[]): AsyncGenerator<Piece, void, void> {
  for (const place of places) yield [place];
}

const follows = (first: Piece, second: Piece): boolean => (first.at(-1) as number) + 1 === second[0];

const shape = fc.record({ fanIn: fc.integer({ min: 2, max: 5 }), depth: fc.nat(4) });
/** Places with gaps between some of them. */
const places = fc
  .array(fc.boolean(), { maxLength: 200 })
  .map((isThere) => isThere.flatMap((there, place) => (there || place % 3 > 0 ? [place] : [])));

async function merged(all: readonly number[], tree: { fanIn: number; depth: number }, refuses: (turn: number) => boolean) {
  const taken: { readonly pieces: readonly Piece[]; readonly level: number }[] = [];
  const left: Piece[] = [];
  const merge = async (pieces: readonly Piece[], level: number): Promise<readonly Piece[]> => {
    const turn = taken.push({ pieces, level });
    // They end in another order than they began.
    for (let k = 0; k < (turn * 7) % 5; k++) await Promise.resolve();
    return refuses(turn) ? pieces : [pieces.flat()];
  };
  for await (const piece of asTree(leavesOf(all), { ...tree, follows, merge })) left.push(piece);
  return { taken, left };
}

it('gives every leaf once and in order, whatever cannot be merged', async () => {
  await fc.assert(
    fc.asyncProperty(places, shape, fc.array(fc.nat(50)), async (all, tree, refused) => {
      const { left } = await merged(all, tree, (turn) => refused.includes(turn));
      expect(left.flat()).toEqual(all);
    }),
  );
});

it('merges no more at once than the fan-in, nothing over a gap, and each level only what the one below left', async () => {
  await fc.assert(
    fc.asyncProperty(places, shape, async (all, tree) => {
      const { taken, left } = await merged(all, tree, () => false);
      for (const { pieces, level } of taken) {
        expect(pieces.length).toBeLessThanOrEqual(tree.fanIn);
        expect(level).toBeLessThan(tree.depth);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(tree.fanIn ** level);
      }
      for (const piece of left) expect(piece).toEqual(piece.map((_, k) => (piece[0] as number) + k));
    }),
  );
});

it.each([
  { leaves: 0, fanIn: 32, depth: 0 },
  { leaves: 64, fanIn: 32, depth: 0 },
  { leaves: 65, fanIn: 32, depth: 1 },
  { leaves: 1024, fanIn: 32, depth: 1 },
  { leaves: 1025, fanIn: 32, depth: 2 },
  { leaves: 100_000, fanIn: 32, depth: 3 },
])(
  'has $depth levels over $leaves leaves at a fan-in of $fanIn, so that the last merge takes no more',
  async ({ leaves, fanIn, depth }) => {
    expect(treeOver(leaves, fanIn)).toEqual({ fanIn, depth });
    const all = Array.from({ length: leaves }, (_, place) => place);
    const { left } = await merged(all, { fanIn, depth }, () => false);
    expect(left.length).toBeLessThanOrEqual(depth === 0 ? fanIn * 2 : fanIn);
  },
);

it('does not go on beside merges without end: the next leaf waits', async () => {
  let begun = 0;
  let ended = 0;
  const end: (() => void)[] = [];
  const merge = async (pieces: readonly Piece[]): Promise<readonly Piece[]> => {
    begun += 1;
    await new Promise<void>((resolve) => end.push(resolve));
    ended += 1;
    return [pieces.flat()];
  };
  const all = Array.from({ length: 100 }, (_, place) => place);
  const tree = asTree(leavesOf(all), { fanIn: 2, depth: 1, follows, merge });
  const first = tree.next();
  for (let k = 0; k < 1000; k++) await Promise.resolve();
  expect({ begun, ended }).toEqual({ begun: 9, ended: 0 });
  const release = setInterval(() => {
    for (const done of end.splice(0)) done();
  }, 1);
  const left = [(await first).value as Piece];
  for await (const piece of tree) left.push(piece);
  clearInterval(release);
  expect(left.flat()).toEqual(all);
});

it('says what went wrong with a merge', async () => {
  const merge = (): Promise<readonly Piece[]> => Promise.reject(new Error('it burnt'));
  const tree = asTree(leavesOf([0, 1, 2]), { fanIn: 2, depth: 1, follows, merge });
  await expect(tree.next()).rejects.toThrow('it burnt');
});
