import type { Json, JsonObject } from '../selftest/pointer.js';

/** Values of a document that somebody else wrote: each is what is asked for, or nothing. */
export const textAt = (object: JsonObject, key: string): string | null => {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value : null;
};

export const isNode = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The elements of a list, or the one value that stands in its place. */
export const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

export const nodesOf = (value: Json | undefined): readonly JsonObject[] => listOf(value).filter(isNode);

export const textsOf = (value: Json | undefined): readonly string[] =>
  listOf(value).filter((one): one is string => typeof one === 'string' && one.trim() !== '');

/** A whole number that a file can have as its size. */
export function sizeFrom(value: Json | undefined): number | null {
  const text = typeof value === 'string' ? (/^\s*(\d{1,15})\s*B?\s*$/u.exec(value)?.[1] ?? '') : value;
  const size = text === '' ? Number.NaN : Number(text);
  return typeof text !== 'boolean' && text !== null && Number.isSafeInteger(size) && size >= 0 ? size : null;
}

/** SHA-256 as 64 digits, with or without its name before it. */
export const sha256From = (text: string | null): string | null =>
  /^(?:sha-?256:)?([0-9a-f]{64})$/iu.exec(text?.trim() ?? '')?.[1]?.toLowerCase() ?? null;

const CREATIVE_COMMONS = /^https?:\/\/creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)\/?/iu;
const SPDX = /^https?:\/\/spdx\.org\/licenses\/([A-Za-z0-9.+-]+?)(?:\.html|\.json)?\/?$/iu;

/** An id of SPDX, from the addresses that licenses are named by; null for what is none. */
export function licenseFrom(text: string | null): string | null {
  if (text === null) return null;
  const plain = text.trim();
  const spdx = SPDX.exec(plain)?.[1];
  if (spdx !== undefined) return spdx;
  const [, kind, number] = CREATIVE_COMMONS.exec(plain) ?? [];
  if (kind !== undefined) return `CC-${kind.toUpperCase()}-${number}`;
  if (/^https?:\/\/creativecommons\.org\/publicdomain\/zero\/1\.0/iu.test(plain)) return 'CC0-1.0';
  if (/^cc-[a-z0-9.-]+$/u.test(plain)) return plain.toUpperCase();
  return /^[A-Za-z0-9.+-]{2,64}$/u.test(plain) ? plain : null;
}
