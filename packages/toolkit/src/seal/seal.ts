import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type OpenItems, openItems, type Problem, UsageError, validate } from '@jatdae/validator';
import { type ByteSink, buffered, type EndingSink } from '@jatdae/workbook';
import { copyDeliverable } from '../copy/copy-deliverable.js';
import { type FileSink, nestedFileSink } from '../output/file-sink.js';
import { newFolder } from '../output/new-folder.js';
import { ageSink, type Lock } from './age.js';
import { newKept } from './kept-file.js';
import {
  ANSWERS_PATH,
  COMMITMENTS_HEAD,
  COMMITMENTS_PATH,
  commitmentOf,
  newSalt,
  OPENING_HEAD,
  type OpeningRow,
} from './opening.js';
import { secretFields, stripFields } from './secret-fields.js';

export interface SealOptions {
  /** folder to make */
  readonly folder: string;
  /** encrypts what is taken out into the deliverable; or writes it in clear into a new file outside of it, to be kept */
  readonly seal: Lock | { readonly keep: string };
  /** fields besides answer and explanation, as paths into the record */
  readonly also: readonly string[];
  readonly temp?: string;
  readonly signal: AbortSignal;
}

/** A field of a leaderboard item that tells the answer all the same (H005). */
export interface Telling {
  readonly path: string;
  readonly record: number | null;
  readonly pointer: string | null;
}

export type SealResult =
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] }
  | {
      readonly status: 'done';
      /** items of the leaderboard split, and those that something was taken out of */
      readonly leaderboard: number;
      readonly sealed: number;
      /** SHA-256 of the commitments' file, hex: whoever has this alone can later tell whether other answers are shown */
      readonly commitments: string;
      readonly telling: { readonly count: number; readonly first: readonly Telling[] };
    };

/**
 * Copies a deliverable without the answers and explanations of its leaderboard items, which are encrypted or kept apart, with a commitment
 * to each. The deliverable is only read.
 * @throws UsageError where the call cannot be carried out; the signal's reason where it is aborted
 */
export async function sealDeliverable(target: string, options: SealOptions): Promise<SealResult> {
  const open = await openItems(target, options.signal, options.temp);
  if (!open.ok) return { status: 'unusable', problems: open.problems };
  const { folder: made, seal } = options;
  const fill = (to: Vault): Promise<SealResult> =>
    newFolder(made, [target, open.plan.root], async (folder) => {
      const sealed = await writeSealed(open, folder, to, options);
      options.signal.throwIfAborted();
      return { status: 'done', ...sealed, telling: await tellingFields(folder, options) } as const;
    });
  try {
    refuseSealed(open);
    return 'keep' in seal ? await newKept(seal.keep, [target, open.plan.root, made], (sink) => fill({ sink })) : await fill(seal);
  } finally {
    await open.close();
  }
}

function refuseSealed({ manifest, files }: OpenItems): void {
  const held = files.find(({ path }) => path === ANSWERS_PATH || path === COMMITMENTS_PATH);
  if (held === undefined && manifest.dataset.leaderboardAnswers !== 'sealed') return;
  throw new UsageError({
    ko: `이미 봉인된 납품물입니다${held === undefined ? '(leaderboardAnswers: sealed)' : `(${held.path})`}. 다시 봉인하려면 먼저 'jatdae unseal'로 여십시오.`,
    en: `This deliverable is sealed already (${held?.path ?? 'leaderboardAnswers: sealed'}). To seal it again, open it with 'jatdae unseal' first.`,
  });
}

async function writeSealed(
  open: OpenItems,
  folder: string,
  to: Vault,
  { also, signal }: SealOptions,
): Promise<{ leaderboard: number; sealed: number; commitments: string }> {
  const secrets = open.manifest.resources.map((resource) => secretFields(resource, also));
  const counts = { leaderboard: 0, sealed: 0 };
  const files = await openFiles(folder, to);
  const hash = createHash('sha256');
  const commit = (row: object): Promise<void> => {
    const line = lineOf(row);
    hash.update(line);
    return files.commitments.write(line);
  };
  try {
    await files.opening.write(lineOf(OPENING_HEAD));
    await commit(COMMITMENTS_HEAD);
    await copyDeliverable(open, folder, {
      signal,
      omit: [],
      added: nothing,
      manifest: [{ path: ['dataset', 'leaderboardAnswers'], value: 'sink' in to ? 'withheld' : 'sealed' }],
      async edit(run, i) {
        const text = run.text(i);
        if (!run.isItem(i) || run.side(i) !== 'leaderboard') return text;
        counts.leaderboard += 1;
        const { record, fields } = stripFields(text, secrets[run.resource] ?? []);
        if (fields.length === 0) return text;
        counts.sealed += 1;
        const place = { path: run.path, record: run.first + i, id: run.id(i) };
        const row: OpeningRow = { ...place, salt: newSalt(), fields };
        await files.opening.write(lineOf(row));
        await commit({ ...place, commitment: commitmentOf(row) });
        return record;
      },
    });
    if (counts.leaderboard === 0) throw new UsageError(NO_LEADERBOARD);
    await commit({ rows: counts.sealed });
    await files.end();
    return { ...counts, commitments: hash.digest('hex') };
  } finally {
    await files.close();
  }
}

/** Nulls and empty texts need no column and no type of their own. */
async function* nothing(): AsyncGenerator<never, void, void> {}

const lineOf = (row: object): Buffer => Buffer.from(`${JSON.stringify(row)}\n`);

const NO_LEADERBOARD = {
  ko: "리더보드 문항이 없어 봉인할 것이 없습니다. 매니페스트의 split을 확인하거나, 먼저 'jatdae split'으로 나누십시오.",
  en: "There are no leaderboard items to seal. Check the manifest's split, or draw one with 'jatdae split' first.",
};

/** Where what is taken out goes: encrypted into the copy, or in clear to where it is kept. */
type Vault = Lock | { readonly sink: ByteSink };

interface SealFiles {
  readonly opening: ByteSink;
  readonly commitments: ByteSink;
  end(): Promise<void>;
  close(): Promise<void>;
}

async function openFiles(folder: string, to: Vault): Promise<SealFiles> {
  const files: FileSink[] = [];
  const create = async (path: string): Promise<FileSink> => {
    const file = await nestedFileSink(join(folder, path));
    files.push(file);
    return file;
  };
  const close = async (): Promise<void> => {
    for (const file of files) await file.close();
  };
  try {
    const commitments = buffered(await create(COMMITMENTS_PATH));
    const answers = 'sink' in to ? keptAnswers(to.sink) : await ageSink(to, await create(ANSWERS_PATH));
    const opening = buffered(answers);
    return {
      opening,
      commitments,
      async end() {
        await opening.flush();
        await answers.end();
        await commitments.flush();
        await close();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whoever keeps them ends the file. */
const keptAnswers = ({ write }: ByteSink): EndingSink => ({ write, end: async () => undefined });

const SHOWN = 5;

/** What H005 still finds in the copy. */
async function tellingFields(folder: string, { temp, signal }: SealOptions): Promise<{ count: number; first: Telling[] }> {
  const { report } = await validate(folder, {
    language: 'en',
    select: ['H005'],
    maxFindings: SHOWN,
    signal,
    ...(temp === undefined ? {} : { temp }),
  });
  const count = report.rules.find(({ code }) => code === 'H005')?.count ?? 0;
  return { count, first: report.findings.map(({ place: { path, record, pointer } }) => ({ path, record, pointer })) };
}
