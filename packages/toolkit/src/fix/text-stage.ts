import { type ByteSource, openText, type ReadOptions } from '@jatdae/readers';
import type { ByteSink } from '@jatdae/workbook';
import { createComposer } from './compose.js';

/** What the bytes of a text file are, before anything is changed. */
export interface TextFacts {
  /** what they are read as: utf-8, cp949, utf-16le, … */
  readonly encoding: string;
  readonly bom: boolean;
  /** line of each syllable that is decomposed, as far as `MOST_LINES` go, and how many there are */
  readonly decomposed: { readonly count: number; readonly lines: readonly number[] };
  readonly lf: number;
  readonly crlf: number;
  /** CR that no LF follows */
  readonly cr: number;
  /** why it cannot be rewritten */
  readonly hindrance: 'damaged' | 'undecodable' | null;
}

/** What is done to the text on its way; the encoding becomes UTF-8 in any case. */
export interface TextPlan {
  readonly dropBom: boolean;
  readonly compose: boolean;
  /** CRLF to LF; `all`: CR alone, too */
  readonly lineEnds: 'keep' | 'crlf' | 'all';
}

const PIECE = 256 << 10;
const MOST_LINES = 20;
const MARK = Buffer.of(0xef, 0xbb, 0xbf);
/** What a transcoder leaves where nothing can be decoded; UTF-8 has no such byte. */
const LOST = 0xff;
const CR = 0x0d;
const LF = 0x0a;

/** Reads a text once for what there is to change. */
export async function surveyText(source: ByteSource, options: ReadOptions): Promise<TextFacts> {
  const lines: number[] = [];
  let [count, lf, crlf, cr] = [0, 0, 0, 0];
  let isLost = false;
  let before = 0;
  const composer = createComposer((line) => {
    count += 1;
    if (lines.length < MOST_LINES) lines.push(line);
  });
  const { encoding, bom, isWhole } = await readText(source, options, async (bytes) => {
    isLost ||= bytes.includes(LOST);
    composer.push(bytes);
    for (let i = nextEnd(bytes, 0); i >= 0; i = nextEnd(bytes, i + 1)) {
      const isAfterCr = (i === 0 ? before : bytes[i - 1]) === CR;
      if (bytes[i] === CR) cr += 1;
      else if (isAfterCr) {
        cr -= 1;
        crlf += 1;
      } else lf += 1;
    }
    before = bytes.at(-1) ?? before;
  });
  composer.end();
  // A mark of UTF-8 in a file that is said to be CP949: one of both is wrong.
  const isTorn = bom && !encoding.startsWith('utf-');
  const hindrance = !isWhole ? 'damaged' : isTorn || (isLost && encoding !== 'utf-8') ? 'undecodable' : null;
  return { encoding, bom, decomposed: { count, lines }, lf, crlf, cr, hindrance };
}

function nextEnd(bytes: Buffer, from: number): number {
  for (let i = from; i < bytes.length; i++) if (bytes[i] === LF || bytes[i] === CR) return i;
  return -1;
}

/** Writes a text as UTF-8, decompressed, as a plan says. */
export async function rewriteText(source: ByteSource, options: ReadOptions, plan: TextPlan, sink: ByteSink): Promise<void> {
  const composer = createComposer(() => undefined);
  const unify = lineUnifier(plan.lineEnds);
  const put = async (bytes: Buffer): Promise<void> => {
    if (bytes.length > 0) await sink.write(bytes);
  };
  let isFirst = true;
  await readText(source, options, async (bytes, bom) => {
    if (isFirst && bom && !plan.dropBom) await put(MARK);
    isFirst = false;
    await put(unify.push(plan.compose ? composer.push(bytes) : bytes));
  });
  await put(unify.push(composer.end()));
  await put(unify.end());
}

/** Hands over the text in pieces, as UTF-8 without its mark. */
async function readText(
  source: ByteSource,
  options: ReadOptions,
  take: (bytes: Buffer, bom: boolean) => Promise<void>,
): Promise<{ readonly encoding: string; readonly bom: boolean; readonly isWhole: boolean }> {
  const input = await openText({ source, start: 0, end: source.size }, options, 0);
  try {
    const piece = Buffer.allocUnsafe(PIECE);
    while (input.damage === null) {
      const count = await input.stream.read(piece);
      if (count === 0) break;
      await take(piece.subarray(0, count), input.bom);
    }
    const isWhole = input.damage === null && input.stream.damage() === null;
    return { encoding: input.encoding(), bom: input.bom, isWhole };
  } finally {
    input.stream.close();
  }
}

interface LineUnifier {
  push(bytes: Buffer): Buffer;
  end(): Buffer;
}

function lineUnifier(how: TextPlan['lineEnds']): LineUnifier {
  if (how === 'keep') return { push: (bytes) => bytes, end: () => Buffer.alloc(0) };
  let isHeld = false;
  return {
    push(bytes) {
      if (bytes.length === 0) return bytes;
      const all = isHeld ? Buffer.concat([Buffer.of(CR), bytes]) : bytes;
      isHeld = all.at(-1) === CR;
      const text = (isHeld ? all.subarray(0, -1) : all).toString('latin1');
      return Buffer.from(text.replace(how === 'all' ? /\r\n?/g : /\r\n/g, '\n'), 'latin1');
    },
    end: () => (isHeld ? Buffer.from(how === 'all' ? '\n' : '\r') : Buffer.alloc(0)),
  };
}
