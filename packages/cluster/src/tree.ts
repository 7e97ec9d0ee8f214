/** How results are merged before they come to whoever started the run. */
export interface TreeShape {
  /** results that one merge takes, at the most */
  readonly fanIn: number;
  /** merges that stand above each other; 0: none */
  readonly depth: number;
}

export interface Merging<Piece> extends TreeShape {
  /** Whether the second comes right behind the first; what a merge takes follows each other. */
  follows(first: Piece, second: Piece): boolean;
  /**
   * Makes one of pieces that follow each other, or gives what stands for them: what cannot be merged goes on as it is. One alone comes here, too.
   * @param level of merges below this one
   */
  merge(pieces: readonly Piece[], level: number): Promise<readonly Piece[]>;
}

/** Merges that are under way at once; then the next leaf waits, so that what is not merged yet stays bounded. */
const MOST_UNDER_WAY = 8;

/** As few levels as leave no more than the fan-in for the last merge; none where there are not even twice as many. */
export function treeOver(leaves: number, fanIn: number): TreeShape {
  let depth = 0;
  if (leaves > fanIn * 2) for (let left = leaves; left > fanIn; left = Math.ceil(left / fanIn)) depth += 1;
  return { fanIn, depth };
}

interface Node<Piece> {
  readonly pieces: Promise<readonly Piece[]>;
  isDone(): boolean;
}

/**
 * Merges leaves as they come and gives what is left of them, in their order. A merge begins once all that it takes is there, so that nobody waits with it; beside
 * what is under way no level holds more than its fan-in.
 */
export async function* asTree<Piece>(
  leaves: AsyncIterable<Piece>,
  { fanIn, depth, follows, merge }: Merging<Piece>,
): AsyncGenerator<Piece, void, void> {
  const open = Array.from({ length: depth }, (): Node<Piece>[] => []);
  const top: Node<Piece>[] = [];
  const underWay: Node<Piece>[] = [];

  function put(node: Node<Piece>, level: number): void {
    const row = open[level];
    if (row === undefined) top.push(node);
    else if (row.push(node) >= fanIn) close(level);
  }

  function close(level: number): void {
    const children = open[level]?.splice(0) ?? [];
    if (children.length === 0) return;
    const node = nodeOf(Promise.all(children.map(({ pieces }) => pieces)).then((all) => merge(all.flat(), level)));
    underWay.push(node);
    put(node, level + 1);
  }

  function closeAll(): void {
    for (const level of open.keys()) close(level);
  }

  async function* ready(): AsyncGenerator<Piece, void, void> {
    for (; top[0]?.isDone() === true; top.shift()) yield* await top[0].pieces;
  }

  let last: Piece | null = null;
  for await (const leaf of leaves) {
    if (last !== null && !follows(last, leaf)) closeAll();
    last = leaf;
    put(nodeOf(Promise.resolve([leaf])), 0);
    for (; underWay.length > MOST_UNDER_WAY; underWay.shift()) await underWay[0]?.pieces;
    yield* ready();
  }
  closeAll();
  for (const { pieces } of top) yield* await pieces;
}

function nodeOf<Piece>(pieces: Promise<readonly Piece[]>): Node<Piece> {
  let isDone = false;
  const done = (): void => {
    isDone = true;
  };
  // Whoever takes it sees what went wrong.
  pieces.then(done, done);
  return { pieces, isDone: () => isDone };
}
