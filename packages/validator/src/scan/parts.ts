import type { PartFacts, RawBatch } from '@jatdae/kernel';
import {
  type ByteSource,
  type Compression,
  createOpener,
  detectForm,
  type Form,
  type Opener,
  type Reader,
  type ReadOptions,
  readerOf,
  type Workroom,
} from '@jatdae/readers';
import type { FileForm, Plan, PlanFile, PlanResource, Split } from '../plan/plan.js';

/** A part of a file as a split sees it. */
export interface OpenPart {
  /** index in the plan's files */
  readonly file: number;
  readonly whole: boolean;
  /** offset of its first byte in the file */
  readonly start: number;
  readonly size: number;
  /** null where it could not be opened */
  readonly form: FileForm | null;
  readonly batches: AsyncGenerator<RawBatch, PartFacts, void>;
  close(): Promise<void>;
}

/** Puts something between a file that is read from end to end and its reader. */
export type Watch = (source: ByteSource) => ByteSource;

/** The parts of a split, one open at a time. `columns`: names of the members that are needed, where not all are. */
export async function* partsOf(
  plan: Plan,
  split: Split,
  signal: AbortSignal,
  workroom: Workroom,
  columns?: readonly string[],
  watch?: Watch,
): AsyncGenerator<OpenPart, void, void> {
  const resource = plan.resources[split.resource];
  const fallback = readerOf(resource?.reader ?? '');
  if (resource === undefined || fallback === null) return;
  const reading: Reading = { plan, resource, fallback, columns, workroom, watch, options: new Map() };
  const files = resource.files.slice(split.from, split.to).map((file) => plan.files[file] as PlanFile);
  const opener = createOpener(plan.root, files);
  try {
    for (let position = split.from; position < split.to; position++) {
      signal.throwIfAborted();
      const file = resource.files[position] as number;
      const part = await openPart(reading, split, file, opener, signal);
      try {
        yield part;
      } finally {
        await part.close();
      }
    }
  } finally {
    await opener.close();
  }
}

interface Reading {
  readonly plan: Plan;
  readonly resource: PlanResource;
  /** reads what does not say its format */
  readonly fallback: Reader;
  readonly columns: readonly string[] | undefined;
  readonly workroom: Workroom;
  readonly watch: Watch | undefined;
  /** made once, for all files of the split that are compressed alike */
  readonly options: Map<Compression, ReadOptions>;
}

function optionsOf({ plan, resource, columns, workroom, options }: Reading, split: Split, compression: Compression): ReadOptions {
  const known = options.get(compression);
  if (known !== undefined) return known;
  const made: ReadOptions = {
    ...resource.options,
    compression,
    workroom,
    ...(split.csv === undefined ? {} : { csv: split.csv }),
    ...(columns === undefined ? {} : { columns }),
    limits: plan.limits,
    canary: plan.manifest.dataset.canary ?? null,
  };
  options.set(compression, made);
  return made;
}

async function openPart(reading: Reading, split: Split, file: number, opener: Opener, signal: AbortSignal): Promise<OpenPart> {
  const { plan, resource, fallback, watch } = reading;
  const planned = plan.files[file] ?? { path: '', stored: '', size: 0 };
  const { size } = planned;
  const alone = split.to === split.from + 1;
  const range = alone ? { start: split.start, end: split.end } : { start: 0, end: size };
  const whole = range.start === 0 && range.end === size;
  const given = (form: FileForm | null, batches: OpenPart['batches'], close: OpenPart['close']): OpenPart => {
    return { file, whole, start: range.start, size: range.end - range.start, form, batches, close };
  };
  try {
    const opened = await opener.open(planned);
    const source = whole && watch !== undefined ? watch(opened) : opened;
    const { reader, compression } =
      split.form === undefined ? await detectForm(source, planned.path, resource.declared) : formOf(split.form);
    const options = optionsOf(reading, split, compression);
    const format = reader ?? fallback;
    const batches = verified(format.read({ source, start: range.start, end: range.end }, options, signal), source, range.start);
    return given({ reader: format.id, compression }, batches, () => source.close());
  } catch (error) {
    return given(null, failing(error), async () => {});
  }
}

/** What a member of an archive is found to be goes before what its content then looks like to a format. */
async function* verified(
  batches: AsyncGenerator<RawBatch, PartFacts, void>,
  source: ByteSource,
  start: number,
): AsyncGenerator<RawBatch, PartFacts, void> {
  const facts = yield* batches;
  // The first part of a file answers for its checksum.
  const verify = facts.damage === null && start === 0 ? await source.verify?.() : null;
  return { ...facts, damage: source.damage?.() ?? verify ?? facts.damage };
}

/** A part that could not be opened fails when it is read, as one does that cannot be read to its end. */
// biome-ignore lint/correctness/useYield: it ends before its first value
async function* failing(error: unknown): AsyncGenerator<RawBatch, PartFacts, void> {
  throw error;
}

const formOf = ({ reader, compression }: FileForm): Form => ({ reader: readerOf(reader), compression });
