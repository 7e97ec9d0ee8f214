import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import {
  createSketcher,
  FINGERPRINT_WORDS,
  fingerprint,
  ITEM_STRIDE,
  type ItemBatch,
  type Side,
  type Sink,
  type Sketcher,
} from '@jatdae/kernel';
import type { NearOptions } from '@jatdae/rules';
import { SIDES } from '../asked-item.js';
import { UsageError } from '../options.js';
import type { Plan } from '../plan/plan.js';
import type { OpenItems, ReadItem } from '../read-items.js';
import { isItem } from '../record-runs.js';
import { createPrinter, createPrintLog, mediaDigests, writeMedia } from '../scan/prints.js';
import { comparedNodes } from '../similar/item-texts.js';
import { bandsFor } from '../similar/settings.js';
import { jamoUpTo } from '../similar/sketches.js';
import { createKeyBlock, type KeyBlock } from './key-block.js';
import { COUNT_BYTES, KEY_VERSION, type KeyHeader, PRINT_BYTES, type SketchKind } from './key-format.js';

/** A key of 16 bytes or more, from a file; white space at its end is no part of it. @throws UsageError */
export function keyFrom(bytes: Uint8Array, path: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1').trimEnd();
  if (text.length < 16) {
    throw new UsageError({
      ko: `키가 너무 짧습니다: ${path}. 추측할 수 없는 16바이트 이상이어야 합니다(예: openssl rand -hex 32).`,
      en: `The key is too short: ${path}. It takes 16 bytes or more that nobody can guess (openssl rand -hex 32, say).`,
    });
  }
  return createHash('sha256').update(text, 'latin1').digest();
}

/** Bytes of a file of keys (key-format.ts) one piece after the other, and how many items are in those that were taken. */
export interface KeyPieces extends AsyncIterable<Uint8Array> {
  readonly items: number;
}

/**
 * Keys of the items of a deliverable, or of one side: nothing of an item leaves but HMAC-SHA-256 of its fingerprints, and sketches whose
 * grams are hashed by SipHash with a key derived from the same secret.
 */
export function keyPieces(
  { manifest, near, plan, batches }: Pick<OpenItems, 'manifest' | 'near' | 'plan' | 'batches'>,
  secret: Uint8Array,
  side: ReadItem['side'] | null,
): KeyPieces {
  const { jaccard, n, least, jamo, normal } = near;
  const { name } = manifest.dataset;
  const header: KeyHeader = {
    'jatdae-leak': KEY_VERSION,
    dataset: name,
    key: keyName(secret),
    jaccard,
    n,
    least,
    jamo,
    text: normal.join('+'),
  };
  let items = 0;

  async function* blocks(): AsyncGenerator<Uint8Array, void, void> {
    const block = createKeyBlock();
    const keysOf = createKeyWriter(plan, near, secret);
    for await (const { batch, file, first } of batches()) {
      const path = plan.files[file]?.path ?? '';
      for (const row of keysOf(batch)) {
        if (side !== null && SIDES[batch.side[row.i] as Side] !== side) continue;
        if (block.isFull) yield block.take();
        row.write(block, path, first + row.i);
        items += 1;
      }
    }
    if (block.items > 0) yield block.take();
  }

  async function* pieces(): AsyncGenerator<Uint8Array, void, void> {
    const digest = createHash('sha256');
    const signed = (piece: Uint8Array): Uint8Array => {
      digest.update(piece);
      return piece;
    };
    yield signed(Buffer.from(`${JSON.stringify(header)}\n`));
    for await (const block of blocks()) yield signed(block);
    const end = Buffer.alloc(COUNT_BYTES + 8);
    end.writeBigUInt64LE(BigInt(items), COUNT_BYTES);
    yield signed(end);
    yield digest.digest();
  }

  return {
    [Symbol.asyncIterator]: pieces,
    get items() {
      return items;
    },
  };
}

const keyName = (secret: Uint8Array): string => createHmac('sha256', secret).update('name').digest('hex').slice(0, 16);

interface KeyedRow {
  readonly i: number;
  write(block: KeyBlock, path: string, record: number): void;
}

/** The rows of a batch that have anything to compare. */
function createKeyWriter(
  plan: Plan,
  { n, least, jaccard, jamo, normal }: NearOptions,
  secret: Uint8Array,
): (batch: ItemBatch) => Generator<KeyedRow> {
  const print = createPrinter(plan);
  const digests = mediaDigests(plan);
  const hmac = createSecretKey(secret);
  const gramKey = mac(hmac, 'gram', new Uint8Array(0));
  const [ids, prints] = [createPrintLog(), createPrintLog()];
  const nodes: number[] = [];
  let sketcher: Sketcher | null = null;

  function writeText(own: Sketcher, batch: ItemBatch, i: number, block: KeyBlock): void {
    comparedNodes(batch, i, nodes);
    const units = nodes.length === 0 ? 0 : own.take(batch.tape, nodes);
    if (units < least) return;
    const { sink } = batch.tape;
    sink.length = 0;
    writeMedia(batch, i, sink, digests);
    own.append(sink);
    block.setText(mac(hmac, 'text', printOf(sink)));
    const add = (kind: SketchKind): void => block.addSketch(kind, (out, at) => own.keyedBins(kind === 'jamo', gramKey, out, at));
    if (units >= jamo) add('syllables');
    if (units < jamoUpTo(jamo, jaccard)) add('jamo');
  }

  return function* keysOf(batch) {
    sketcher ??= createSketcher(batch.tape.memory, { n, ...bandsFor(jaccard), normal });
    const own = sketcher;
    ids.length = 0;
    prints.length = 0;
    print(batch, 0, ids, prints);
    for (let at = 0; at < prints.length; at += ITEM_STRIDE) {
      const i = prints.ints[at + ROW] as number;
      if (!isItem(batch, i)) continue;
      const whole = bytesOf(prints.ints, at);
      yield {
        i,
        write(block, path, record) {
          block.addItem(path, record, mac(hmac, 'item', whole));
          writeText(own, batch, i, block);
        },
      };
    }
  };
}

/** Where an entry of the printer has the row. */
const ROW = 5;

const mac = (key: KeyObject, purpose: string, given: Uint8Array): Uint8Array =>
  createHmac('sha256', key).update(`${purpose}\0`).update(given).digest().subarray(0, PRINT_BYTES);

function printOf(sink: Sink): Uint8Array {
  const words = new Int32Array(FINGERPRINT_WORDS);
  fingerprint(sink, words);
  return bytesOf(words, 0);
}

/** A fingerprint as bytes, little-endian. */
function bytesOf(words: Int32Array, at: number): Uint8Array {
  const bytes = Buffer.alloc(FINGERPRINT_WORDS * 4);
  for (let k = 0; k < FINGERPRINT_WORDS; k++) bytes.writeInt32LE(words[at + k] as number, k * 4);
  return bytes;
}
