import { type BestKeys, kindNumber } from './best-keys.js';
import { PRINT_BYTES } from './key-format.js';
import type { KeyFile, StoredBlock } from './read-keys.js';

/** Items of the other side whose fingerprints are held at once: 52 bytes each. */
const LOAD = 1 << 20;
const WORDS = PRINT_BYTES / 4;
const KINDS = [
  ['items', kindNumber('same')],
  ['texts', kindNumber('same-text')],
] as const;

/** Finds equal fingerprints; of equal ones the first of the other side counts. */
export async function findSameKeys(a: KeyFile, b: KeyFile, best: BestKeys): Promise<void> {
  for (const load of loadsOf(b.blocks)) {
    for (const [column, kind] of KINDS) {
      const find = await tableOf(b, load, column);
      for (const block of a.blocks) {
        const prints = wordsOf(await a.column(block, column));
        for (let k = 0; k < block.items; k++) {
          const item = block.before + k;
          const known = best.kind[item] as number;
          if (known !== 0 && known <= kind) continue;
          const partner = find(prints, k * WORDS);
          if (partner < 0) continue;
          best.kind[item] = kind;
          best.partner[item] = partner;
        }
      }
    }
  }
}

/** Blocks that are held together. */
function* loadsOf(blocks: readonly StoredBlock[]): Generator<readonly StoredBlock[], void, void> {
  for (let from = 0; from < blocks.length; ) {
    let to = from;
    let items = 0;
    do items += (blocks[to++] as StoredBlock).items;
    while (to < blocks.length && items + (blocks[to] as StoredBlock).items <= LOAD);
    yield blocks.slice(from, to);
    from = to;
  }
}

/** Gives the item with a fingerprint, -1 where there is none or where it is all zeros. */
async function tableOf(
  file: KeyFile,
  load: readonly StoredBlock[],
  column: 'items' | 'texts',
): Promise<(prints: Int32Array, at: number) => number> {
  const first = load[0]?.before ?? 0;
  const size = load.reduce((sum, { items }) => sum + items, 0);
  const held = new Int32Array(size * WORDS);
  for (const block of load) held.set(wordsOf(await file.column(block, column)), (block.before - first) * WORDS);
  const mask = 2 ** Math.ceil(Math.log2(size * 2 + 2)) - 1;
  const table = new Int32Array(mask + 1).fill(-1);

  function slotOf(prints: Int32Array, at: number): number {
    let slot = (prints[at] as number) & mask;
    while ((table[slot] as number) >= 0 && !isSame(held, (table[slot] as number) * WORDS, prints, at)) slot = (slot + 1) & mask;
    return slot;
  }

  for (let k = 0; k < size; k++) {
    const at = k * WORDS;
    if (isNone(held, at)) continue;
    const slot = slotOf(held, at);
    if ((table[slot] as number) < 0) table[slot] = k;
  }
  return (prints, at) => {
    const found = isNone(prints, at) ? -1 : (table[slotOf(prints, at)] as number);
    return found < 0 ? -1 : first + found;
  };
}

function isSame(a: Int32Array, atA: number, b: Int32Array, atB: number): boolean {
  for (let k = 0; k < WORDS; k++) if (a[atA + k] !== b[atB + k]) return false;
  return true;
}

function isNone(prints: Int32Array, at: number): boolean {
  for (let k = 0; k < WORDS; k++) if (prints[at + k] !== 0) return false;
  return true;
}

/** Words in the order of the machine: they are only compared. */
const wordsOf = (bytes: Buffer): Int32Array =>
  bytes.byteOffset % 4 === 0
    ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2)
    : new Int32Array(Uint8Array.from(bytes).buffer);
