import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';

/** A small disk of its own, in memory. */
export interface Disk {
  readonly folder: string;
  /** Gives it another size; what it holds stays. */
  resize(bytes: number): void;
  writeProtect(): void;
  remove(): void;
}

/** @throws where this system lets nobody mount, or not us */
export function makeDisk(bytes: number): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'jatdae-disk-'));
  const size = (most: number): string => `size=${most}`;
  try {
    run('mount', '-t', 'tmpfs', '-o', size(bytes), 'tmpfs', folder);
  } catch (error) {
    rmdirSync(folder);
    throw error;
  }
  return {
    folder,
    writeProtect: () => run('mount', '-o', 'remount,ro', folder),
    resize: (most) => run('mount', '-o', `remount,${size(most)}`, folder),
    remove() {
      // Lazily: a process that ends may still have a file open there.
      run('umount', '-l', folder);
      rmdirSync(folder);
    },
  };
}

function run(command: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}

function canMakeDisks(): boolean {
  try {
    makeDisk(1 << 16).remove();
    return true;
  } catch {
    return false;
  }
}

/** `describe` for tests that fill a disk of their own; where none can be made they are skipped, and their name says how to have them run. */
export function describeWithDisks(name: string, body: () => void): void {
  const possible = canMakeDisks();
  describe.skipIf(!possible)(possible ? name : `${name} (needs root in a system that may mount tmpfs)`, body);
}
