/** Lengths of the texts of all sketches in plan order, up to 2^16 − 1 units: 2 bytes each. */
export interface TextLengths {
  /** Takes those of the next split. */
  append(lengths: Uint16Array): void;
  /** After the last `append`, in shared memory. */
  share(): Uint16Array;
}

export function createTextLengths(): TextLengths {
  const pieces: Uint16Array[] = [];
  let size = 0;
  return {
    append(lengths) {
      if (lengths.length === 0) return;
      pieces.push(lengths);
      size += lengths.length;
    },
    share() {
      const whole = new Uint16Array(new SharedArrayBuffer(size * 2));
      let at = 0;
      for (const piece of pieces.splice(0)) {
        whole.set(piece, at);
        at += piece.length;
      }
      return whole;
    },
  };
}
