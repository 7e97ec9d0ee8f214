import { type Long, plus, rotated, xor } from './long.js';
import { fullBins } from './normal-text.js';

/** SipHash-2-4 of Aumasson and Bernstein (2012). @param key 16 bytes @param given the message, as bytes */
export function sipHash(key: Uint8Array, given: Uint8Array): Long {
  const [k0, k1] = [longAt(key, 0), longAt(key, 8)];
  const state: State = [
    xor(k0, [0x70736575, 0x736f6d65]),
    xor(k1, [0x6e646f6d, 0x646f7261]),
    xor(k0, [0x6e657261, 0x6c796765]),
    xor(k1, [0x79746573, 0x74656462]),
  ];
  const blocks = new Uint8Array((given.length & ~7) + 8);
  blocks.set(given);
  blocks[blocks.length - 1] = given.length & 0xff;
  for (let at = 0; at < blocks.length; at += 8) {
    const block = longAt(blocks, at);
    state[3] = xor(state[3], block);
    mix(state, 2);
    state[0] = xor(state[0], block);
  }
  state[2] = xor(state[2], [0xff, 0]);
  mix(state, 4);
  return xor(xor(state[0], state[1]), xor(state[2], state[3]));
}

type State = [Long, Long, Long, Long];

function mix(state: State, rounds: number): void {
  let [v0, v1, v2, v3] = state;
  for (let k = 0; k < rounds; k++) {
    v0 = plus(v0, v1);
    v1 = xor(rotated(v1, 13), v0);
    v0 = rotated(v0, 32);
    v2 = plus(v2, v3);
    v3 = xor(rotated(v3, 16), v2);
    v0 = plus(v0, v3);
    v3 = xor(rotated(v3, 21), v0);
    v2 = plus(v2, v1);
    v1 = xor(rotated(v1, 17), v2);
    v2 = rotated(v2, 32);
  }
  state[0] = v0;
  state[1] = v1;
  state[2] = v2;
  state[3] = v3;
}

function longAt(bytes: Uint8Array, at: number): Long {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
  return [view.getUint32(0, true), view.getUint32(4, true)];
}

/** assembly/keyed.ts in plain TypeScript: false where the text is shorter than a gram. */
export function plainKeyedBins(text: string, n: number, key: Uint8Array, out: Uint8Array, at: number): boolean {
  const units = Uint16Array.from({ length: text.length }, (_, k) => text.charCodeAt(k));
  const hashes = new Set<number>();
  for (let k = 0; k + n <= units.length; k++) hashes.add(sipHash(key, littleEndian(units.subarray(k, k + n)))[0] >>> 0);
  if (hashes.size === 0) return false;
  out.set(
    fullBins(hashes).map((bin) => bin & 0xff),
    at,
  );
  return true;
}

const littleEndian = (units: Uint16Array): Uint8Array =>
  Uint8Array.from({ length: units.length * 2 }, (_, k) => ((units[k >> 1] as number) >> ((k & 1) * 8)) & 0xff);
