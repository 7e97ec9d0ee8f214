import { createHash, createHmac } from 'node:crypto';
import { UsageError } from '../options.js';
import type { ComparedItem } from '../read-items.js';
import { comparison, type LeakComparison, type LeakPair, type LeakPlace, stronger } from './overlap.js';
import { createSketchIndex, GRAM, LEAST, likeness, NEAR_ESTIMATE, sketchText, type TextSketch } from './text-sketch.js';

/** First line of a key file. What was made with another key or other settings cannot be compared. */
export interface KeyHeader {
  readonly 'jatdae-leak': 1;
  readonly dataset: string;
  /** tells one key from another and nothing of it */
  readonly key: string;
  readonly n: number;
  readonly least: number;
}

interface KeyedItem extends LeakPlace {
  readonly content: string;
  /** null for short texts */
  readonly text: string | null;
  readonly sketch: TextSketch;
}

/** Grams whose keyed hash is remembered: texts of one data set repeat each other. */
const REMEMBERED = 1 << 20;

/** The lines of a key file: every fingerprint is an HMAC-SHA-256, and every gram of a sketch is hashed by one. */
export async function* keyLines(
  dataset: string,
  items: AsyncIterable<ComparedItem>,
  key: Uint8Array,
): AsyncGenerator<string, void, void> {
  const header: KeyHeader = { 'jatdae-leak': 1, dataset, key: keyName(key), n: GRAM, least: LEAST };
  yield `${JSON.stringify(header)}\n`;
  const mac = (purpose: string, text: string): Buffer => createHmac('sha256', key).update(`${purpose}\0${text}`).digest();
  const grams = new Map<string, number>();
  const hashOf = (gram: string): number => {
    const known = grams.get(gram);
    if (known !== undefined) return known;
    const hash = mac('gram', gram).readUInt32LE(0);
    if (grams.size < REMEMBERED) grams.set(gram, hash);
    return hash;
  };
  for await (const { path, record, text, digest } of items) {
    const whole = text.passage + text.question;
    const { syllables, jamo } = sketchText(whole, hashOf);
    const fields = [
      path,
      record,
      base64(mac('item', digest).subarray(0, 16)),
      whole.length < LEAST ? null : base64(mac('text', `${whole}\0${text.media}`).subarray(0, 16)),
      syllables === null ? null : base64(syllables),
      jamo === null ? null : base64(jamo),
    ];
    yield `${JSON.stringify(fields)}\n`;
  }
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const keyName = (key: Uint8Array): string => createHmac('sha256', key).update('name').digest('hex').slice(0, 16);

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

export interface KeyFile {
  readonly header: KeyHeader;
  readonly items: readonly KeyedItem[];
}

/** @throws UsageError where it is no key file */
export function parseKeys(content: string, path: string): KeyFile {
  const lines = content.split('\n').filter((line) => line !== '');
  try {
    const header = JSON.parse(lines[0] ?? '') as KeyHeader;
    if (header['jatdae-leak'] !== 1) throw new SyntaxError('no header');
    return { header, items: lines.slice(1).map(parseItem) };
  } catch {
    throw new UsageError({
      ko: `\`jatdae leak keys\`가 쓴 파일이 아닙니다: ${path}. 그 명령으로 다시 만드십시오.`,
      en: `Not a file that \`jatdae leak keys\` wrote: ${path}. Make it again with that command.`,
    });
  }
}

function parseItem(line: string): KeyedItem {
  const [path, record, content, text, syllables, jamo] = JSON.parse(line) as [
    string,
    number,
    string,
    string | null,
    string | null,
    string | null,
  ];
  return { path, record, content, text, sketch: { syllables: bytesOf(syllables), jamo: bytesOf(jamo) } };
}

const BINS = 128;

function bytesOf(text: string | null): Uint8Array | null {
  if (text === null) return null;
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  if (bytes.length !== BINS) throw new SyntaxError('no sketch');
  return bytes;
}

/** Overlaps of two key files: exact by their fingerprints, near by their sketches, whose similarity is an estimate. @throws UsageError */
export function compareKeys(a: KeyFile, b: KeyFile, keep: number): LeakComparison {
  if (a.header.key !== b.header.key || a.header.n !== b.header.n || a.header.least !== b.header.least) {
    throw new UsageError({
      ko: '두 파일을 다른 키나 다른 설정으로 만들었습니다. 같은 키로, 같은 판의 잣대로 다시 만드십시오.',
      en: 'The two files were made with different keys or settings. Make them again with the same key and the same version of jatdae.',
    });
  }
  const index = createSketchIndex();
  const byContent = new Map<string, number>();
  const byText = new Map<string, number>();
  for (const [k, item] of b.items.entries()) {
    index.add(k, item.sketch);
    if (!byContent.has(item.content)) byContent.set(item.content, k);
    if (item.text !== null && !byText.has(item.text)) byText.set(item.text, k);
  }
  const best = new Map<number, LeakPair>();
  for (const [k, item] of a.items.entries()) {
    const note = (kind: LeakPair['kind'], other: number | undefined, similarity: number | null, estimate: boolean): void => {
      const partner = b.items[other ?? -1];
      if (partner === undefined) return;
      const places = { a: placeOf(item), b: { ...placeOf(partner), dataset: b.header.dataset } };
      best.set(k, stronger(best.get(k), { kind, ...places, similarity, estimate }));
    };
    note('same', byContent.get(item.content), null, false);
    if (item.text !== null) note('same-text', byText.get(item.text), null, false);
    if (best.has(k)) continue;
    for (const other of index.candidates(item.sketch)) {
      const estimate = likeness(item.sketch, (b.items[other] as KeyedItem).sketch);
      if (estimate >= NEAR_ESTIMATE) note('near', other, Math.round(estimate * 100) / 100, true);
    }
  }
  return comparison(best, { a: a.items.length, b: b.items.length }, keep);
}

const placeOf = ({ path, record }: LeakPlace): LeakPlace => ({ path, record });
