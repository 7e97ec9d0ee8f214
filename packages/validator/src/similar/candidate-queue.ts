import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from './candidate-log.js';
import { createIntFile, type IntFile } from './int-file.js';

/** Candidates one after the other, in memory up to a budget and on disk past it. */
export interface CandidateQueue {
  readonly size: number;
  add(candidate: Candidate): void;
  all(): Iterable<Candidate>;
  close(): void;
}

/** Integers before a candidate's partners: owner and relation, how many are near, and how many there are. */
const HEAD = 3;
const LEAST_INTS = 1 << 12;

export function createCandidateQueue(budgetBytes: number, tempDir: string): CandidateQueue {
  const most = Math.max(LEAST_INTS, Math.floor(budgetBytes / 4));
  let ints = new Int32Array(LEAST_INTS);
  let length = 0;
  let size = 0;
  let folder: string | null = null;
  let file: IntFile | null = null;
  /** where each piece ends in the file */
  const ends: number[] = [];

  function makeRoom(by: number): void {
    if (length + by <= ints.length) return;
    if (ints.length < most) {
      const grown = new Int32Array(Math.min(most, ints.length * 2));
      grown.set(ints);
      ints = grown;
      return;
    }
    folder ??= mkdtempSync(join(tempDir, 'jatdae-rounds-'));
    file ??= createIntFile(join(folder, 'rounds'));
    file.append(ints.subarray(0, length));
    ends.push(file.length);
    length = 0;
  }

  return {
    get size() {
      return size;
    },
    add({ relation, owner, partners, near }) {
      makeRoom(HEAD + partners.length);
      ints[length] = owner * 2 + (relation === 'within' ? 0 : 1);
      ints[length + 1] = near;
      ints[length + 2] = partners.length;
      ints.set(partners, length + HEAD);
      length += HEAD + partners.length;
      size += 1;
    },
    *all() {
      for (const [k, end] of ends.entries()) {
        const piece = new Int32Array(end - (k === 0 ? 0 : (ends[k - 1] as number)));
        file?.read(end - piece.length, piece);
        yield* candidatesIn(piece);
      }
      yield* candidatesIn(ints.subarray(0, length));
    },
    close() {
      file?.close();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}

function* candidatesIn(ints: Int32Array): Generator<Candidate, void, void> {
  for (let at = 0; at < ints.length; ) {
    const first = ints[at] as number;
    const end = at + HEAD + (ints[at + 2] as number);
    yield {
      relation: first % 2 === 0 ? 'within' : 'across',
      owner: first >>> 1,
      partners: [...ints.subarray(at + HEAD, end)],
      near: ints[at + 1] as number,
    };
    at = end;
  }
}
