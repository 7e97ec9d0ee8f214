import { createHmac } from 'node:crypto';

/**
 * What an item, or a group of items, is drawn by: HMAC-SHA256 (RFC 2104) with the seed's UTF-8 bytes as the key over the UTF-8 bytes of
 * the JSON text of its key, as `printf '["id","q-17"]' | openssl dgst -sha256 -hmac SEED` gives it. Those that rank lowest are drawn, so
 * that the choice depends on the seed and the keys alone.
 */
export interface Rank {
  /** the first 48 bits of the digest, and the 32 bits after them */
  readonly high: number;
  readonly low: number;
}

/** What an item is known by. An id that need not be unique in the deliverable stands behind what it is unique in. */
export type ItemKey =
  | readonly ['id', string]
  | readonly ['id', string, string]
  | readonly ['group', string]
  /** 128-bit print of what makes two items the same, of an item without an id */
  | readonly ['content', string];

export function rankOf(seed: string, key: ItemKey): Rank {
  const digest = createHmac('sha256', seed).update(JSON.stringify(key)).digest();
  return { high: digest.readUIntBE(0, 6), low: digest.readUInt32BE(6) };
}
