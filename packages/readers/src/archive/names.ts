import { Buffer, isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';

export interface MemberName {
  readonly text: string;
  readonly cp949: boolean;
  /** false: neither UTF-8 nor CP949; `text` is then read as Latin-1, for people only */
  readonly decodable: boolean;
}

/** Reads names that are neither ASCII nor UTF-8. */
export type NameDecoder = (raw: Uint8Array) => string | null;

/**
 * The name of a zip member. The Unicode path of Info-ZIP (extra field 0x7075) goes before the name itself while its checksum says
 * that it belongs to it; a name that is UTF-8 is UTF-8 whether or not the flag says so; only then it can be CP949.
 */
export function decodeName(raw: Uint8Array, unicodePath: Uint8Array | null, decodeCp949: NameDecoder): MemberName {
  const fromExtra = unicodePath === null ? null : readUnicodePath(unicodePath, raw);
  if (fromExtra !== null) return { text: fromExtra, cp949: false, decodable: true };
  if (isUtf8(raw)) return { text: textOf(raw), cp949: false, decodable: true };
  const decoded = decodeCp949(raw);
  if (decoded !== null) return { text: decoded, cp949: true, decodable: true };
  return { text: Buffer.from(raw).toString('latin1'), cp949: false, decodable: false };
}

/** Version, CRC-32 of the name in the header, UTF-8 (APPNOTE 4.6.9). */
function readUnicodePath(extra: Uint8Array, raw: Uint8Array): string | null {
  if (extra.length < 5 || extra[0] !== 1) return null;
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  const name = extra.subarray(5);
  return view.getUint32(1, true) === crc32(raw) && isUtf8(name) ? textOf(name) : null;
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');

/** CP949 that comes out as the same bytes when it is written again; null for anything else. */
export async function cp949Names(): Promise<NameDecoder> {
  const { default: iconv } = await import('iconv-lite');
  return (raw) => {
    const bytes = Buffer.from(raw);
    const text = iconv.decode(bytes, 'cp949');
    return !text.includes('\ufffd') && iconv.encode(text, 'cp949').equals(bytes) ? text : null;
  };
}
