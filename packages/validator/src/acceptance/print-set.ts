/** Whether prints were seen before: the first 64 bits of each, in an open-addressing table of 32-bit words. */
export interface PrintSet {
  /** false where it was there already */
  add(print: Int32Array, at: number): boolean;
}

const FREE = 0;
/** Words of a slot. */
const SLOT = 2;

export function createPrintSet(): PrintSet {
  let slots = 1 << 12;
  let table = new Int32Array(slots * SLOT);
  let size = 0;

  function place(a: number, b: number): boolean {
    let slot = (b >>> 0) % slots;
    for (;;) {
      const at = slot * SLOT;
      if (table[at] === FREE && table[at + 1] === FREE) {
        table[at] = a;
        table[at + 1] = b;
        return true;
      }
      if (table[at] === a && table[at + 1] === b) return false;
      slot = (slot + 1) % slots;
    }
  }

  function grow(): void {
    const old = table;
    slots *= 2;
    table = new Int32Array(slots * SLOT);
    for (let at = 0; at < old.length; at += SLOT) {
      const [a, b] = [old[at] as number, old[at + 1] as number];
      if (a !== FREE || b !== FREE) place(a, b);
    }
  }

  return {
    add(print, at) {
      if (size * 2 >= slots) grow();
      // A print of zeros would look like a free slot.
      const added = place(print[at] === FREE && print[at + 1] === FREE ? 1 : (print[at] as number), print[at + 1] as number);
      if (added) size += 1;
      return added;
    },
  };
}
