import { createHash, createHmac } from 'node:crypto';
import type { NearOptions } from '@jatdae/rules';
import { UsageError } from '../options.js';
import type { ComparedItem } from '../read-items.js';
import { comparison, type LeakComparison, type LeakPair, type LeakPlace, stronger } from './overlap.js';
import { BINS, createSketchIndex, leastEstimate, likeness, sketchText, type TextSketch } from './text-sketch.js';

/** What another version could do otherwise with a text; files of different ones cannot be compared. */
const NORMAL_TEXT = 'nfkc-lower-letters-digits';

/** First line of a key file; the last one says how many items stand between. What was made otherwise cannot be compared. */
export interface KeyHeader {
  readonly 'jatdae-leak': 2;
  readonly dataset: string;
  /** tells one key from another and nothing of it */
  readonly key: string;
  /** of the profile: `rules.H004.options` */
  readonly n: number;
  readonly least: number;
  readonly jaccard: number;
  readonly text: string;
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
  near: NearOptions,
): AsyncGenerator<string, void, void> {
  const header: KeyHeader = { 'jatdae-leak': 2, dataset, key: keyName(key), ...near, text: NORMAL_TEXT };
  let count = 0;
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
    const { syllables, jamo } = sketchText(whole, near, hashOf);
    const fields = [
      path,
      record,
      base64(mac('item', digest).subarray(0, 16)),
      whole.length < near.least ? null : base64(mac('text', `${whole}\0${text.media}`).subarray(0, 16)),
      syllables === null ? null : base64(syllables),
      jamo === null ? null : base64(jamo),
    ];
    count += 1;
    yield `${JSON.stringify(fields)}\n`;
  }
  yield `${JSON.stringify({ items: count })}\n`;
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

/** @throws UsageError where it is no key file, of another version, or not whole */
export function parseKeys(content: string, path: string): KeyFile {
  const lines = content.split('\n');
  // The last line ends with a line feed: what follows it is empty.
  const [last, rest] = [parsed(lines.at(-2)), lines.at(-1)];
  const header = parsed(lines[0]);
  if (!isRecord(header) || header['jatdae-leak'] === undefined) throw noKeyFile(path);
  if (header['jatdae-leak'] !== 2 || !isHeader(header)) throw otherVersion(path);
  if (rest !== '' || !isRecord(last) || last.items !== lines.length - 3) throw notWhole(path);
  const items = lines.slice(1, -2).map((line, k) => itemFrom(parsed(line)) ?? k + 2);
  const broken = items.find((item) => typeof item === 'number');
  if (typeof broken === 'number') throw brokenLine(path, broken);
  return { header, items: items as readonly KeyedItem[] };
}

function parsed(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isHeader(header: Record<string, unknown>): header is Record<string, unknown> & KeyHeader {
  const { dataset, key, n, least, jaccard, text } = header;
  return [dataset, key, text].every((value) => typeof value === 'string') && [n, least, jaccard].every(Number.isFinite);
}

/** null where a line is none that `keyLines` wrote. */
function itemFrom(value: unknown): KeyedItem | null {
  if (!Array.isArray(value) || value.length !== 6) return null;
  const [path, record, content, text, syllables, jamo] = value as readonly unknown[];
  if (typeof path !== 'string' || !Number.isInteger(record) || !isPrint(content) || !(text === null || isPrint(text)))
    return null;
  const sketch = { syllables: sketchFrom(syllables), jamo: sketchFrom(jamo) };
  if (sketch.syllables === undefined || sketch.jamo === undefined) return null;
  return { path, record: record as number, content, text, sketch: sketch as TextSketch };
}

const isPrint = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9+/]{22}==$/.test(value);

/** undefined where it is no sketch */
function sketchFrom(value: unknown): Uint8Array | null | undefined {
  if (value === null) return null;
  const bytes = typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : null;
  return bytes?.length === BINS ? bytes : undefined;
}

const noKeyFile = (path: string): UsageError =>
  new UsageError({
    ko: `\`jatdae leak keys\`가 쓴 파일이 아닙니다: ${path}. 그 명령으로 다시 만드십시오.`,
    en: `Not a file that \`jatdae leak keys\` wrote: ${path}. Make it again with that command.`,
  });

const otherVersion = (path: string): UsageError =>
  new UsageError({
    ko: `다른 판의 잣대가 쓴 지문 파일입니다: ${path}. 두 파일을 같은 판으로 다시 만드십시오.`,
    en: `Another version of jatdae wrote this file of fingerprints: ${path}. Make both files again with the same version.`,
  });

const notWhole = (path: string): UsageError =>
  new UsageError({
    ko: `지문 파일이 온전하지 않습니다(끝이 잘렸거나 줄이 빠졌습니다): ${path}. 다시 받거나 다시 만드십시오.`,
    en: `The file of fingerprints is not whole (its end is cut off, or lines are missing): ${path}. Get it again, or make it again.`,
  });

const brokenLine = (path: string, line: number): UsageError =>
  new UsageError({
    ko: `지문 파일의 ${line}번째 줄이 손상되었습니다: ${path}. 다시 받거나 다시 만드십시오.`,
    en: `Line ${line} of the file of fingerprints is damaged: ${path}. Get it again, or make it again.`,
  });

/** Overlaps of two key files: exact by their fingerprints, near by their sketches, whose similarity is an estimate. @throws UsageError */
export function compareKeys(a: KeyFile, b: KeyFile, keep: number): LeakComparison {
  refuseOtherwiseMade(a.header, b.header);
  const enough = leastEstimate(a.header);
  const index = createSketchIndex(a.header);
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
      if (estimate >= enough) note('near', other, Math.round(estimate * 100) / 100, true);
    }
  }
  return comparison(best, { a: a.items.length, b: b.items.length }, keep);
}

const SETTINGS = ['n', 'least', 'jaccard', 'text'] as const;

function refuseOtherwiseMade(a: KeyHeader, b: KeyHeader): void {
  if (a.key !== b.key) {
    throw new UsageError({
      ko: '두 파일을 다른 키로 만들었습니다. 같은 키로 다시 만드십시오.',
      en: 'The two files were made with different keys. Make them again with the same key.',
    });
  }
  const different = SETTINGS.filter((name) => a[name] !== b[name]).map((name) => `${name} ${a[name]} ≠ ${b[name]}`);
  if (different.length === 0) return;
  throw new UsageError({
    ko: `두 파일을 다른 설정으로 만들었습니다(${different.join(', ')}). 프로파일의 rules.H004.options를 같게 하여 다시 만드십시오.`,
    en: `The two files were made with different settings (${different.join(', ')}). Make them again with the same rules.H004.options in the profile.`,
  });
}

const placeOf = ({ path, record }: LeakPlace): LeakPlace => ({ path, record });
