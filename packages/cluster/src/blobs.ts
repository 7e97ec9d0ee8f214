import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from './connection.js';
import { DamagedEnvelope, open, seal } from './envelope.js';

/**
 * Values of a run by name. Small ones lie in Redis; large ones in the shared folder, where there is one, with a word in Redis that they are there. A name
 * is written whole or not at all, and whoever writes it again writes the same, so that it does not matter who was last.
 */
export interface Blobs {
  put(name: string, value: unknown): Promise<void>;
  /** null where there is none, or where what is there is damaged: then it has to be made again */
  get(name: string): Promise<unknown>;
  has(name: string): Promise<boolean>;
  drop(...names: readonly string[]): Promise<void>;
  /** Whether the shared folder is seen here. It is never made here: on a host that has another storage at its place, results would be lost. */
  isReachable(): Promise<boolean>;
}

/** Bytes from which on a value goes to the shared folder. */
const LARGE = 64 << 10;
/** A Redis string holds 512 MiB. */
const MOST = 500 * 2 ** 20;
/** Seconds after which Redis forgets a run whose owner gave no sign: what it made is made again if it comes back. */
export const KEPT_SECONDS = 600;
/** A file that another host has just given its name may not be seen here for a while (NFS): how often it is looked for, and every how many milliseconds. */
const LOOKS = 15;
const LOOK_MS = 200;

const IN_FOLDER = Buffer.from('>');

/** @param key of the Redis hash that holds them, so that all go at once */
export function createBlobs({ redis, ask }: Pick<Connection, 'redis' | 'ask'>, key: string, folder: string | null): Blobs {
  const fileOf = (name: string): string => join(folder ?? '', name);

  async function say(name: string, bytes: Buffer): Promise<void> {
    // In one go to the server: a small delivery takes little time but for its waits.
    await ask(() => Promise.all([redis.hset(key, name, bytes), redis.expire(key, KEPT_SECONDS)]));
  }

  async function read(name: string, looks: number): Promise<Buffer> {
    try {
      return await readFile(fileOf(name));
    } catch (error) {
      if (looks <= 1 || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await wait(LOOK_MS);
      return read(name, looks - 1);
    }
  }

  return {
    async put(name, value) {
      const bytes = seal(value);
      if (folder === null || bytes.length < LARGE) {
        if (bytes.length > MOST) throw new TooLarge(bytes.length);
        return say(name, bytes);
      }
      await ask(() => writeWhole(folder, name, bytes));
      return say(name, IN_FOLDER);
    },
    async get(name) {
      const bytes = await ask(() => redis.hgetBuffer(key, name));
      if (bytes === null) return null;
      try {
        return open(folder !== null && bytes.equals(IN_FOLDER) ? await ask(() => read(name, LOOKS)) : bytes);
      } catch (error) {
        if (error instanceof DamagedEnvelope || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    isReachable: async () => folder === null || (await stat(folder).catch(() => null))?.isDirectory() === true,
    has: async (name) => (await ask(() => redis.hexists(key, name))) > 0,
    async drop(...names) {
      await ask(() => redis.hdel(key, ...names));
      if (folder !== null) await Promise.all(names.map((name) => ask(() => removed(fileOf(name)))));
    },
  };
}

/** Most values are in no file: one call of the system says so. */
async function removed(file: string): Promise<void> {
  await unlink(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

/** Two hosts may write the same file at once: each writes its own and gives it the name. */
async function writeWhole(folder: string, name: string, bytes: Buffer): Promise<void> {
  const draft = join(folder, `.${name}.${randomUUID()}`);
  try {
    await writeFile(draft, bytes);
    await rename(draft, join(folder, name));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

class TooLarge extends Error {
  constructor(bytes: number) {
    super(
      `a result of ${bytes} bytes is more than Redis holds in one value: give --store a folder that all hosts see, or a smaller --split-size`,
    );
    this.name = 'TooLarge';
  }
}
