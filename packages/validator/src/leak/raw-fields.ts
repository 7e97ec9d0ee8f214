import { createRecordParser, createTape, jsonOf, loadTape, wasmMemory } from '@jatdae/kernel';
import { detectForm, openEntry, type TreeEntry } from '@jatdae/readers';
import { DEFAULT_LIMITS } from '../options.js';

/** The fields of a file without a manifest that its items are compared by. */
export interface RawFields {
  readonly question: string;
  readonly context?: string;
  /** a field with a list, or a field for each choice */
  readonly choices?: string | readonly string[];
  /** no field has a name that is known for a question: it is the one with the longest texts */
  readonly guessed?: true;
  /** JSON Pointer to the items of a JSON document that is no list of them */
  readonly at?: string;
}

/** Names that public benchmarks give to what an item asks, those first that are believed first; compared without case, blanks, `-` and `_`. */
const QUESTIONS = [
  'question',
  'query',
  'problem',
  'questiontext',
  'instruction',
  'input',
  'prompt',
  'q',
  'sentence',
  'hypothesis',
  'text',
  'goal',
  'stem',
  'comments',
  '질문',
  '문제',
  '문항',
  '질의',
  '발문',
];
const CONTEXTS = [
  'context',
  'passage',
  'paragraph',
  'premise',
  'article',
  'document',
  'story',
  'background',
  'ctx',
  '지문',
  '본문',
  '문맥',
  '보기글',
];
const CHOICES = ['choices', 'options', 'candidates', 'endings', 'answerchoices', '선택지', '보기', '선지'];

/** Records that are looked at to tell what a file holds. */
const SAMPLE = 100;

/** The fields that a file's items are compared by; null where it is read by no reader or holds no texts. */
export async function rawFieldsOf(root: string, entry: TreeEntry, signal: AbortSignal): Promise<RawFields | null> {
  const records = await sampleOf(root, entry, null, signal);
  const inner = records.length === 1 ? listIn(records[0] ?? {}) : undefined;
  if (inner === undefined) return fieldsIn(records);
  const at = `/${inner.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const fields = fieldsIn(await sampleOf(root, entry, at, signal));
  return fields === null ? null : { ...fields, at };
}

/** The member that holds the items, where a document is an object with a list of objects: «data». */
const listIn = (document: Readonly<Record<string, unknown>>): string | undefined =>
  Object.keys(document).find((name) => Array.isArray(document[name]) && document[name].some(isRecord));

/** The first records; what cannot be read has none. */
async function sampleOf(root: string, entry: TreeEntry, at: string | null, signal: AbortSignal): Promise<readonly Sampled[]> {
  return readSample(root, entry, at, signal).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return [];
  });
}

type Sampled = Readonly<Record<string, unknown>>;

async function readSample(root: string, entry: TreeEntry, at: string | null, signal: AbortSignal): Promise<readonly Sampled[]> {
  const source = await openEntry(root, entry);
  try {
    const { reader, compression } = await detectForm(source, entry.path, {});
    if (reader === null) return [];
    const tape = createTape(undefined, wasmMemory() ?? undefined);
    const parser = createRecordParser(tape.memory);
    const options = { limits: DEFAULT_LIMITS, at, csv: {}, compression, canary: null };
    const batches = reader.read({ source, start: 0, end: source.size }, options, signal);
    const records: Sampled[] = [];
    for await (const { size, start, end, bytes } of batches) {
      const [roots, flags] = [new Int32Array(size), new Uint16Array(size)];
      loadTape(
        tape,
        bytes.subarray(
          0,
          end.subarray(0, size).reduce((most, each) => Math.max(most, each), 0),
        ),
      );
      parser.parse(tape, { size, start, end }, DEFAULT_LIMITS.depth, roots, flags);
      for (let i = 0; i < size && records.length < SAMPLE; i++) {
        const value = (roots[i] as number) < 0 ? null : jsonOf(tape, roots[i] as number);
        if (isRecord(value)) records.push(value);
      }
      if (records.length >= SAMPLE) break;
    }
    return records;
  } finally {
    await source.close();
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Exported for its tests. */
export function fieldsIn(records: readonly Sampled[]): RawFields | null {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const textual = names.filter((name) =>
    records.some((record) => typeof record[name] === 'string' && record[name].trim() !== ''),
  );
  const listed = names.filter((name) => records.some((record) => Array.isArray(record[name]) || isRecord(record[name])));
  const choices = find(listed.concat(textual), CHOICES) ?? lettered(names);
  const context = find(textual, CONTEXTS);
  const known = find(textual, QUESTIONS);
  const question =
    known ??
    longestOf(
      textual.filter((name) => name !== context && name !== choices),
      records,
    );
  if (question === undefined) return null;
  return {
    question,
    ...(context === undefined ? {} : { context }),
    ...(choices === undefined ? {} : { choices }),
    ...(known === undefined ? { guessed: true } : {}),
  };
}

/** The field with most letters in all records, the first of equals. */
function longestOf(names: readonly string[], records: readonly Sampled[]): string | undefined {
  const lengths = names.map((name) =>
    records.reduce((sum, { [name]: value }) => sum + (typeof value === 'string' ? value.length : 0), 0),
  );
  return names[lengths.indexOf(Math.max(...lengths))];
}

const plain = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]/gu, '');

const find = (names: readonly string[], known: readonly string[]): string | undefined =>
  known.flatMap((one) => names.filter((name) => plain(name) === one))[0];

/** «A», «B», … as columns, two at the least. */
function lettered(names: readonly string[]): readonly string[] | undefined {
  const letters = [...'ABCDEFGHIJ'];
  const end = letters.findIndex((letter) => !names.includes(letter));
  return end < 2 ? undefined : letters.slice(0, end);
}
