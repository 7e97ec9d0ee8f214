import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { UsageError } from '../options.js';
import type { Plan } from '../plan/plan.js';
import type { ScannedRun } from '../scan/scanned-run.js';
import { VERSION } from '../version.js';
import type { KeptLogs } from './engine.js';
import { packPlan } from './packed-plan.js';

/** Scanned splits of one plan in a folder of their own, each whole or not there. */
export interface ScannedFiles {
  readonly folder: string;
  /** Splits that an earlier run left, whole. */
  readonly done: ReadonlySet<number>;
  /** What begins with a split; null where none does. */
  load(split: number): Promise<ScannedRun | null>;
  save(scanned: ScannedRun): Promise<void>;
  remove(): Promise<void>;
}

/** Of a file's content, before it. */
const DIGEST_BYTES = 32;

/**
 * Opens the folder of a plan below `temp`, and makes it where there is none. Its name is a hash of the plan, of this tool's version and of V8's, whose
 * serialization the files are in: other data, another manifest, profile or selection never meet what was put aside here.
 * @param kept has the logs that scans left in a folder of their fleet
 * @throws UsageError where the folder is not this user's alone
 */
export async function openScannedFiles(temp: string, plan: Plan, kept: KeptLogs | null): Promise<ScannedFiles> {
  const key = keyOf(plan);
  const folder = join(temp, `jatdae-resume-${key}`);
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await checkOwner(folder);
  const done = new Set<number>();

  async function recallAll({ stored }: ScannedRun): Promise<boolean> {
    for (const run of stored) if ((await kept?.recall(key, run)) !== true) return false;
    return true;
  }

  /** by their first split */
  const names = new Map<number, string>();
  for (const name of await readdir(folder)) {
    const [, from, to, isStored] = /^(\d+)-(\d+)(\.stored)?\.split$/u.exec(name) ?? [];
    if (from === undefined) continue;
    const [first, last] = [Number(from), Number(to)];
    const content = await readWhole(join(folder, name));
    if (content === null || (isStored !== undefined && !(await recallAll(deserialize(content) as ScannedRun)))) {
      await rm(join(folder, name));
      continue;
    }
    names.set(first, name);
    for (let split = first; split <= last; split++) done.add(split);
  }
  return {
    folder,
    done,
    async load(split) {
      const name = names.get(split);
      if (name === undefined) return null;
      const content = await readWhole(join(folder, name));
      if (content === null) throw goneMeanwhile(folder);
      return deserialize(content) as ScannedRun;
    },
    async save(scanned) {
      const content = serialize(scanned);
      const [first, last] = [scanned.splits[0]?.split, scanned.splits.at(-1)?.split];
      for (const run of scanned.stored) await kept?.keep(key, run);
      const path = join(folder, `${first}-${last}${scanned.stored.length === 0 ? '' : '.stored'}.split`);
      const draft = `${path}.${process.pid}.tmp`;
      await writeFile(draft, [digestOf(content), content], { mode: 0o600 });
      await rename(draft, path);
    },
    async remove() {
      await rm(folder, { recursive: true, force: true });
      await kept?.forget(key);
    },
  };
}

function keyOf(plan: Plan): string {
  const hash = createHash('sha256')
    .update(`${VERSION}\n${process.versions.v8}\n`)
    .update(serialize(packPlan(plan)));
  return hash.digest('hex').slice(0, 32);
}

const digestOf = (content: Uint8Array): Uint8Array => createHash('sha256').update(content).digest();

/** The content behind its digest; null where the two differ or there is no such file. */
async function readWhole(path: string): Promise<Uint8Array | null> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (bytes === null || bytes.length < DIGEST_BYTES) return null;
  const content = bytes.subarray(DIGEST_BYTES);
  return bytes.subarray(0, DIGEST_BYTES).equals(digestOf(content)) ? content : null;
}

/** A temporary folder may be everyone's: what somebody else put there is not taken for a result. */
async function checkOwner(folder: string): Promise<void> {
  const found = await lstat(folder);
  const isOurs = process.getuid === undefined || found.uid === process.getuid();
  const isPrivate = process.platform === 'win32' || (found.mode & 0o022) === 0;
  if (found.isDirectory() && isOurs && isPrivate) return;
  throw new UsageError({
    ko: `앞 실행의 결과가 있을 폴더를 믿을 수 없습니다(다른 사용자도 쓸 수 있음): ${folder}. --temp로 다른 폴더를 지정하세요.`,
    en: `The folder that should hold an earlier run’s results cannot be trusted, for others can write to it: ${folder}. Name another one with --temp.`,
  });
}

const goneMeanwhile = (folder: string): UsageError =>
  new UsageError({
    ko: `앞 실행의 결과가 검사하는 동안 바뀌었습니다: ${folder}. 같은 검사를 두 번 동시에 실행하고 있는지 확인하고 다시 실행하세요.`,
    en: `An earlier run’s results changed meanwhile: ${folder}. See whether the same check runs twice at once, and start again.`,
  });
