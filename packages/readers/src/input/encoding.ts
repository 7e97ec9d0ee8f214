import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import { type ByteStream, readAhead, readBy, withHead } from './stream.js';
import { firstBadUtf8 } from './text.js';

export const UTF8 = 'utf-8';
const CP949 = 'cp949';

/** Names by which people call the encodings of Korean files, without case and punctuation. */
const NAMES: Readonly<Record<string, string>> = {
  utf8: UTF8,
  ascii: UTF8,
  usascii: UTF8,
  utf8sig: UTF8,
  cp949: CP949,
  ms949: CP949,
  uhc: CP949,
  windows949: CP949,
  euckr: CP949,
  ksc5601: CP949,
  ksc56011987: CP949,
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
};

/** One name for each encoding: 'utf-8', 'cp949', 'utf-16le', 'utf-16be'; any other as it was given, in lower case. */
export function encodingNamed(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return NAMES[plain] ?? name.toLowerCase();
}

/** Turns bytes of an encoding into UTF-8, piece by piece. */
export interface Transcoder {
  push(bytes: Uint8Array): Buffer;
  end(): Buffer;
}

/** What cannot be decoded becomes this byte, which no UTF-8 text has: the record that holds it is then told as undecodable. */
const UNDECODABLE = Buffer.of(0xff);

/** Null where the encoding is not known. The platform's 'euc-kr' is not CP949: it turns 똠 into other letters without an error. */
export async function createTranscoder(encoding: string): Promise<Transcoder | null> {
  const { default: iconv } = await import('iconv-lite');
  if (!iconv.encodingExists(encoding)) return null;
  const decoder = iconv.getDecoder(encoding, { stripBOM: false });
  const isUtf16 = encoding.startsWith('utf-16');
  const lost = isUtf16 ? /\p{Surrogate}/u : /\ufffd/;
  let carry = '';
  const encode = (text: string): Buffer => {
    if (!lost.test(text)) return Buffer.from(text);
    return Buffer.concat(
      text.split(lost).flatMap((piece, k) => (k === 0 ? [Buffer.from(piece)] : [UNDECODABLE, Buffer.from(piece)])),
    );
  };
  return {
    push(bytes) {
      const text = carry + decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
      const isCut = isUtf16 && /[\ud800-\udbff]$/.test(text);
      carry = isCut ? text.slice(-1) : '';
      return encode(isCut ? text.slice(0, -1) : text);
    },
    end: () => encode(carry + (decoder.end() ?? '')),
  };
}

const PIECE_BYTES = 256 << 10;

/** The same content as UTF-8. */
export function transcoded(stream: ByteStream, transcoder: Transcoder): ByteStream {
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  let ready: Uint8Array = Buffer.alloc(0);
  let ended = false;
  return {
    ...stream,
    async read(into) {
      while (ready.length === 0 && !ended) {
        const count = await stream.read(piece);
        ended = count === 0;
        ready = ended ? transcoder.end() : transcoder.push(piece.subarray(0, count));
      }
      const count = Math.min(ready.length, into.length);
      into.set(ready.subarray(0, count));
      ready = ready.subarray(count);
      return count;
    },
  };
}

export interface DetectedStream {
  readonly stream: ByteStream;
  /** null as long as all that passed was ASCII */
  encoding(): string | null;
}

/** How much text from the first byte above ASCII decides. */
const REGION_BYTES = 64 << 10;

/**
 * Content of an unknown encoding as UTF-8. Where the first text above ASCII is not UTF-8 and the whole of the content, which `reopen`
 * gives once more, is CP949 without exception, it is read as that; else as UTF-8, and records that are not are told one by one.
 */
export function detected(stream: ByteStream, reopen: () => ByteStream): DetectedStream {
  let encoding: string | null = null;
  let source = stream;
  const decide = async (rest: Uint8Array): Promise<void> => {
    const ahead = await readAhead(stream, Math.max(0, REGION_BYTES - rest.length));
    const region = Buffer.concat([rest, ahead]);
    source = withHead(region, stream);
    const transcoder = isUtf8Start(region) ? null : await cp949Transcoder(reopen);
    encoding = transcoder === null ? UTF8 : CP949;
    if (transcoder !== null) source = transcoded(source, transcoder);
  };
  return {
    encoding: () => encoding,
    stream: readBy(stream, async (into) => {
      if (encoding !== null) return source.read(into);
      const count = await stream.read(into);
      const ascii = asciiLength(into.subarray(0, count));
      if (ascii === count) return count;
      await decide(Uint8Array.from(into.subarray(ascii, count)));
      return ascii > 0 ? ascii : source.read(into);
    }),
  };
}

function asciiLength(bytes: Uint8Array): number {
  if (isAscii(bytes)) return bytes.length;
  return bytes.findIndex((byte) => byte >= 0x80);
}

/** Whether bytes that may end inside a letter are UTF-8. */
function isUtf8Start(bytes: Uint8Array): boolean {
  if (isUtf8(bytes)) return true;
  const bad = firstBadUtf8(bytes);
  const left = bytes.subarray(bad);
  const lead = left[0] as number;
  return left.length < 4 && lead >= 0xc2 && lead <= 0xf4 && left.subarray(1).every((byte) => (byte & 0xc0) === 0x80);
}

async function cp949Transcoder(reopen: () => ByteStream): Promise<Transcoder | null> {
  const stream = reopen();
  try {
    return (await isCp949(stream)) ? await createTranscoder(CP949) : null;
  } finally {
    stream.close();
  }
}

async function isCp949(stream: ByteStream): Promise<boolean> {
  const checker = await createTranscoder(CP949);
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  for (let count = await stream.read(piece); count > 0; count = await stream.read(piece)) {
    if (checker === null || checker.push(piece.subarray(0, count)).includes(UNDECODABLE)) return false;
  }
  return checker !== null && !checker.end().includes(UNDECODABLE);
}
