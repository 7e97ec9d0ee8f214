import {
  ABSENT,
  Answer,
  appendCanonical,
  appendJson,
  type ByteMemory,
  childrenOf,
  createSink,
  createTape,
  type Fault,
  FINGERPRINT_WORDS,
  fingerprint,
  ITEM_FIELDS,
  type ItemBatch,
  type ItemField,
  Kind,
  kindOf,
  Medium,
  memberOf,
  Side,
  type Tape,
} from '@jatdae/kernel';

/** One row of a batch: a JSON record with the plan's field names, and what the plan made of it. */
export interface TestItem {
  /** undefined: a row that could not be parsed */
  readonly record?: unknown;
  /** source of the record, where its spelling matters */
  readonly json?: string;
  readonly side?: Side;
  readonly subMetric?: number;
  readonly answer?: Answer;
  /** bits of the keyed choices */
  readonly key?: number;
  readonly faults?: readonly Omit<Fault, 'record'>[];
  /** where its media references lead, one for each; missing files where absent */
  readonly mediaFile?: readonly number[];
}

export interface TestBatchOptions {
  readonly split?: number;
  readonly file?: number;
  readonly resource?: number;
  /** number of the first row in its part */
  readonly firstRecord?: number;
  readonly idMapped?: boolean;
  /** where its tape lies; plain where absent */
  readonly memory?: ByteMemory | undefined;
}

const encoder = new TextEncoder();

/** An ItemBatch of rows whose fields have the names that items give them. */
export function batchOf(items: readonly TestItem[], options: TestBatchOptions = {}): ItemBatch {
  const { split = 0, file = 0, resource = 0, firstRecord = 0, idMapped = true, memory } = options;
  const tape = createTape(1024, memory);
  const size = items.length;
  const root = new Int32Array(size);
  const flags = new Uint16Array(size);
  items.forEach(({ record, json = JSON.stringify(record) }, i) => {
    root[i] = record === undefined ? ABSENT : appendJson(tape, json);
    flags[i] = record === undefined ? 0 : tape.flags;
  });
  const member = (name: string) => root.map((node) => (node < 0 ? ABSENT : presentMember(tape, node, name)));
  const field = Object.fromEntries(ITEM_FIELDS.map((name) => [name, member(name)])) as Record<ItemField, Int32Array>;
  const [choiceStart, choice] = lists(tape, member('choices'));
  const [mediaStart, media] = lists(tape, member('media'));
  return {
    split,
    resource,
    size,
    tape,
    root,
    valid: Uint8Array.from(items, ({ record }) => (record === undefined ? 0 : 1)),
    sound: Uint8Array.from(items, ({ record }) => (record === undefined ? 0 : 1)),
    subMetric: Int16Array.from(items, ({ record, subMetric = 0 }) => (record === undefined ? ABSENT : subMetric)),
    side: Uint8Array.from(items, ({ record, side = Side.Public }) => (record === undefined ? Side.Unknown : side)),
    flags,
    field,
    choiceStart,
    choice,
    choicePrint: prints(tape, choice),
    mediaStart,
    media,
    mediaFile: mediaFiles(items, mediaStart),
    answer: Uint8Array.from(items, ({ answer }, i) => answer ?? (field.answer[i] < 0 ? Answer.Absent : Answer.Keyed)),
    key: Int32Array.from(items, ({ key = 1 }) => key),
    idMapped,
    faults: items.flatMap(({ faults = [] }, i) => faults.map((fault) => ({ ...fault, record: i }))),
    locate: (i) => ({ split, file, record: firstRecord + i, line: firstRecord + i, byte: (firstRecord + i) * 100 }),
    mediaPointer: (k) => `/media/${k - Math.max(...mediaStart.filter((start) => start <= k))}`,
    pointer: (name, k) => (k === undefined ? `/${name}` : `/${name}/${k}`),
  };
}

function presentMember(tape: Tape, root: number, name: string): number {
  const node = memberOf(tape, root, encoder.encode(name));
  return node >= 0 && kindOf(tape, node) === Kind.Null ? ABSENT : node;
}

function lists(tape: Tape, nodes: Int32Array): readonly [start: Int32Array, elements: Int32Array] {
  const start = new Int32Array(nodes.length + 1);
  const elements: number[] = [];
  nodes.forEach((node, i) => {
    if (node >= 0 && kindOf(tape, node) === Kind.Array) elements.push(...childrenOf(tape, node));
    start[i + 1] = elements.length;
  });
  return [start, Int32Array.from(elements)];
}

function mediaFiles(items: readonly TestItem[], starts: Int32Array): Int32Array {
  const files = new Int32Array(starts[items.length] ?? 0).fill(Medium.Missing);
  items.forEach(({ mediaFile = [] }, i) => {
    mediaFile.slice(0, (starts[i + 1] ?? 0) - (starts[i] ?? 0)).forEach((file, k) => {
      files[(starts[i] ?? 0) + k] = file;
    });
  });
  return files;
}

function prints(tape: Tape, nodes: Int32Array): Int32Array {
  const out = new Int32Array(nodes.length * FINGERPRINT_WORDS);
  nodes.forEach((node, k) => {
    const sink = createSink(64);
    appendCanonical(tape, node, sink);
    fingerprint(sink, out, k * FINGERPRINT_WORDS);
  });
  return out;
}
