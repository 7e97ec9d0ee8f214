import { Buffer, isUtf8 } from 'node:buffer';
import type { Damage, PartFacts, RawBatch } from '@jatdae/kernel';
import { createTally, factsOf, openText, type Tally, type TextInput } from '../input/open.js';
import { undecodable } from '../input/text.js';
import type { Part, Reader, ReadOptions } from '../reader.js';
import { createRecordSink, isFull, takeBatches } from './record-sink.js';
import { cutYaml } from './yaml-cut.js';

/** A YAML file is read whole, up to this size. */
const FILE_BYTES = 64 << 20;

/**
 * YAML 1.2: the items of a top-level list or of what `at` points to, else one item a document. A long list is parsed in pieces; any other file
 * has to fit in one (`WHOLE_BYTES`).
 */
export function yamlReader(): Reader {
  return {
    id: 'yaml',
    extensions: ['yaml', 'yml'],
    splittable: false,
    sniff: (head) => /^(?:%YAML|---[\s]|- )/u.test(new TextDecoder().decode(head)),
    read: readYaml,
  };
}

async function* readYaml(part: Part, options: ReadOptions, signal: AbortSignal): AsyncGenerator<RawBatch, PartFacts, void> {
  const sink = createRecordSink(options);
  const tally = createTally();
  const input = await openText(part, options, 0);
  try {
    if (input.damage !== null) return factsOf(input, tally, 0, false);
    const bytes = await readText(input);
    if (bytes === null) return factsOf(input, { ...tally, damage: fileTooLarge(FILE_BYTES) }, 0, false);
    countLineEnds(bytes, tally);
    tally.damage = input.stream.damage() ?? notText(bytes, input.start);
    const pieces = tally.damage === null ? cutYaml(bytes, options.at) : [];
    if (pieces === null) tally.damage = fileTooLarge(bytes.length);
    const { readPiece } = await import('./yaml-piece.js');
    for (const piece of pieces ?? []) {
      signal.throwIfAborted();
      tally.damage = readPiece(piece, input.start, options.at, sink);
      if (tally.damage !== null) break;
      if (isFull(sink)) yield* takeBatches(sink);
    }
    yield* takeBatches(sink);
    tally.records = sink.records;
    return factsOf(input, tally, tally.damage === null ? input.stream.stored() : 0, sink.records === 0);
  } finally {
    input.stream.close();
  }
}

function fileTooLarge(byte: number): Damage {
  return { code: 'F006', byte, reason: 'file-bytes', told: false };
}

function notText(bytes: Buffer, start: number): Damage | null {
  if (isUtf8(bytes)) return null;
  const { data } = undecodable(bytes, start);
  return { code: 'F001', byte: data.byte, reason: data.reason, told: false };
}

/** Null where the content is larger than a file may be. */
async function readText({ stream }: TextInput): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    const count = await stream.read(piece);
    if (count === 0) return Buffer.concat(pieces, size);
    pieces.push(piece.subarray(0, count));
    size += count;
    if (size > FILE_BYTES) return null;
  }
}

const PIECE_BYTES = 64 << 10;

function countLineEnds(bytes: Buffer, tally: Tally): void {
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    tally.lines += 1;
    if (bytes[at - 1] === 0x0d) tally.crlf += 1;
    else tally.lf += 1;
  }
}
