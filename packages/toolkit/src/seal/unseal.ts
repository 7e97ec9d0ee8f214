import { createReadStream } from 'node:fs';
import { pointerKeys } from '@jatdae/schema';
import { type OpenItems, openItems, type Problem, type RecordRun, UsageError } from '@jatdae/validator';
import { copyDeliverable } from '../copy/copy-deliverable.js';
import type { AddedRecord } from '../copy/survey-tables.js';
import { memberAt, withMember } from '../json/edit-member.js';
import { linesOf } from '../json/lines.js';
import { newFolder } from '../output/new-folder.js';
import { isAge, type Key, openAge } from './age.js';
import {
  ANSWERS_PATH,
  COMMITMENTS_PATH,
  type CommitmentRow,
  commitmentOf,
  type OpeningRow,
  objectIn,
  parseCommitment,
  parseOpening,
} from './opening.js';

export interface UnsealOptions {
  /** folder to make */
  readonly folder: string;
  /** null where the answers are in clear */
  readonly key: Key | null;
  /** where the answers are kept that are not in the deliverable; may be encrypted, too */
  readonly answers: string | null;
  readonly temp?: string;
  readonly signal: AbortSignal;
}

/** Why an opening is not that of this deliverable. */
export type Mismatch =
  /** what was opened is not what was committed to */
  | 'commitment'
  /** no such item stands at the place, or another one */
  | 'item'
  /** the opening lacks a row, or has one too many */
  | 'row';

export type UnsealResult =
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] }
  | {
      readonly status: 'differs';
      readonly reason: Mismatch;
      readonly path: string;
      readonly record: number;
      readonly id: string | null;
    }
  | { readonly status: 'done'; readonly opened: number };

/**
 * Copies a sealed deliverable with its answers back in their places, once each is proved to be the one that was committed to. Nothing is
 * left behind where one is not.
 * @throws UsageError where the call cannot be carried out; the signal's reason where it is aborted
 */
export async function unsealDeliverable(target: string, options: UnsealOptions): Promise<UnsealResult> {
  const open = await openItems(target, options.signal, options.temp);
  if (!open.ok) return { status: 'unusable', problems: open.problems };
  try {
    const opened = await newFolder(options.folder, [target, open.plan.root], (folder) => writeOpened(open, folder, options));
    return { status: 'done', opened };
  } catch (error) {
    if (!(error instanceof Differs)) throw error;
    const { path, record, id } = error.row;
    return { status: 'differs', reason: error.reason, path, record, id };
  } finally {
    await open.close();
  }
}

/** Ends the copying; never leaves this file. */
class Differs extends Error {
  constructor(
    readonly reason: Mismatch,
    readonly row: Pick<OpeningRow, 'path' | 'record' | 'id'>,
  ) {
    super(reason);
  }
}

async function writeOpened(open: OpenItems, folder: string, { key, answers, signal }: UnsealOptions): Promise<number> {
  const rows = provedRows(openingLines(open, key, answers), commitmentLines(open));
  let next = await rows.next();
  let opened = 0;
  await copyDeliverable(open, folder, {
    signal,
    omit: [ANSWERS_PATH, COMMITMENTS_PATH],
    added: () => openedRecords(open, key, answers),
    manifest: [{ path: ['dataset', 'leaderboardAnswers'], value: 'included' }],
    async edit(run, i) {
      const text = run.text(i);
      if (next.done === true || next.value.path !== run.path || next.value.record !== run.first + i) return text;
      const row = next.value;
      refuseOther(run, i, row);
      next = await rows.next();
      opened += 1;
      return restored(text, row);
    },
  });
  // What is left over names a place that was not met, or not in this order.
  if (next.done !== true) throw new Differs('item', next.value);
  return opened;
}

/** What will stand in tables again, as far as it can be read: it is proved when it is put there. */
async function* openedRecords(open: OpenItems, key: Key | null, answers: string | null): AsyncGenerator<AddedRecord, void, void> {
  for await (const line of openingLines(open, key, answers)) {
    const row = parseOpening(line);
    if (row === null) continue;
    const record = row.fields.reduce(
      (text, [pointer, value]) => withMember(text, pointerKeys(pointer), value),
      Buffer.from('{}') as Uint8Array,
    );
    yield { to: { path: row.path }, record };
  }
}

function refuseOther(run: RecordRun, i: number, row: OpeningRow): void {
  const isSame = run.isItem(i) && run.side(i) === 'leaderboard' && run.id(i) === row.id;
  if (!isSame) throw new Differs('item', row);
}

function restored(record: Uint8Array, row: OpeningRow): Uint8Array {
  return row.fields.reduce((text, [pointer, value]) => {
    const path = pointerKeys(pointer);
    const held = Buffer.from(memberAt(text, path) ?? []).toString();
    if (held !== 'null' && held !== '""') throw new Differs('item', row);
    return withMember(text, path, value);
  }, record);
}

/** The rows of an opening, each with its commitment beside it. */
async function* provedRows(
  opening: AsyncGenerator<string, void, void>,
  commitments: AsyncGenerator<string, void, void>,
): AsyncGenerator<OpeningRow, void, void> {
  refuseHead(await opening.next(), 'opening');
  refuseHead(await commitments.next(), 'commitments');
  let rows = 0;
  let last: OpeningRow | null = null;
  for await (const line of commitments) {
    const committed = parseCommitment(line);
    if (committed === null) {
      if (objectIn(line)?.rows !== rows) throw new UsageError(broken(COMMITMENTS_PATH));
      const more = (await opening.next()).value;
      if (more !== undefined) throw new Differs('row', parseOpening(more) ?? last ?? NOWHERE);
      return;
    }
    last = await nextOpening(opening, committed);
    rows += 1;
    yield last;
  }
  // The line that says how many there are is missing.
  throw new UsageError(broken(COMMITMENTS_PATH));
}

const NOWHERE = { path: '', record: 0, id: null };

async function nextOpening(opening: AsyncGenerator<string, void, void>, committed: CommitmentRow): Promise<OpeningRow> {
  const { value } = await opening.next();
  if (value === undefined) throw new Differs('row', committed);
  const row = parseOpening(value);
  if (row === null) throw new UsageError(broken('opening'));
  const isSame = row.path === committed.path && row.record === committed.record && row.id === committed.id;
  if (!isSame) throw new Differs('row', committed);
  if (commitmentOf(row) !== committed.commitment) throw new Differs('commitment', committed);
  return row;
}

function refuseHead(first: IteratorResult<string, void>, what: 'opening' | 'commitments'): void {
  const head = first.done === true ? null : objectIn(first.value);
  if (head?.jatdae === what && head.version === 1) return;
  throw new UsageError(broken(what === 'opening' ? 'opening' : COMMITMENTS_PATH));
}

const broken = (what: string): { readonly ko: string; readonly en: string } =>
  what === 'opening'
    ? {
        ko: "정답 파일이 'jatdae seal'이 쓴 것이 아니거나 손상되었습니다.",
        en: "The file of the answers was not written by 'jatdae seal', or is damaged.",
      }
    : {
        ko: `${what}: 'jatdae seal'이 쓴 것이 아니거나 손상되었습니다. 봉인한 납품물을 다시 받으십시오.`,
        en: `${what}: it was not written by 'jatdae seal', or is damaged. Get the sealed deliverable again.`,
      };

function commitmentLines({ files, content }: OpenItems): AsyncGenerator<string, void, void> {
  if (!files.some(({ path }) => path === COMMITMENTS_PATH))
    throw new UsageError({
      ko: `봉인된 납품물이 아닙니다: ${COMMITMENTS_PATH} 파일이 없습니다.`,
      en: `This is no sealed deliverable: it has no file ${COMMITMENTS_PATH}.`,
    });
  return linesOf(content(COMMITMENTS_PATH));
}

async function* openingLines(
  { files, content }: OpenItems,
  key: Key | null,
  answers: string | null,
): AsyncGenerator<string, void, void> {
  if (answers === null && !files.some(({ path }) => path === ANSWERS_PATH))
    throw new UsageError({
      ko: `${ANSWERS_PATH} 파일이 없습니다. 정답을 따로 보관했다면 --answers로 그 파일을 지정하십시오.`,
      en: `There is no file ${ANSWERS_PATH}. If the answers were kept apart, name their file with --answers.`,
    });
  const pieces = answers === null ? content(ANSWERS_PATH) : keptPieces(answers);
  const first = await pieces.next();
  const head = first.value === undefined ? new Uint8Array() : Uint8Array.from(first.value);
  const all = joined(head, pieces);
  if (!isAge(head)) return yield* linesOf(all);
  if (key === null)
    throw new UsageError({
      ko: '정답이 암호화되어 있습니다. -i로 age 비밀 키 파일을, 또는 --passphrase-file로 암호 파일을 지정하십시오.',
      en: 'The answers are encrypted. Name a file of age secret keys with -i, or one of the passphrase with --passphrase-file.',
    });
  yield* linesOf(openAge(all, key));
}

async function* joined(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  yield head;
  yield* rest;
}

async function* keptPieces(path: string): AsyncGenerator<Uint8Array, void, void> {
  try {
    for await (const piece of createReadStream(path)) yield piece as Uint8Array;
  } catch {
    throw new UsageError({ ko: `읽을 수 없는 파일입니다: ${path}`, en: `This file cannot be read: ${path}` });
  }
}
