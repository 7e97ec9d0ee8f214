import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language, Report } from '@jatdae/schema';
import { openFiles, type Problem, validate } from '@jatdae/validator';
import { newFolder } from '../output/new-folder.js';
import type { FixName } from './fixes.js';
import { type FixLog, writeCopy } from './write-copy.js';

export interface FixOptions {
  readonly fixes: ReadonlySet<FixName>;
  /** of the reports before and after */
  readonly language: Language;
  readonly temp?: string;
  readonly signal?: AbortSignal;
}

export type FixResult =
  | { readonly status: 'fixed'; readonly log: FixLog; readonly before: Report; readonly after: Report }
  | { readonly status: 'tried'; readonly log: FixLog }
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] };

/** The copy does not have all items any more: a defect of ours, and nothing is left of the copy. */
class LostItems extends Error {
  constructor(before: number, after: number) {
    super(`${before} items became ${after}`);
    this.name = 'LostItems';
  }
}

/**
 * Copies a deliverable into a new folder and mends in the copy what changes no meaning; then both are validated. Without `out` it is only
 * told what would be done. The deliverable is only read.
 * @throws UsageError where the target is nothing that jatdae reads or the folder cannot be made; LostItems; the signal's reason
 */
export async function fixDeliverable(target: string, out: string | null, options: FixOptions): Promise<FixResult> {
  const temp = options.temp ?? tmpdir();
  const signal = options.signal ?? new AbortController().signal;
  const open = await openFiles(target, temp);
  if (!open.ok) return { status: 'unusable', problems: open.problems };
  try {
    if (out !== null) {
      return await newFolder(out, [open.root], async (folder) => {
        const log = await writeCopy(open, folder, true, { fixes: options.fixes, temp, signal, target });
        const validation = { language: options.language, temp, signal, engine: 'auto' } as const;
        const before = (await validate(target, validation)).report;
        const after = (await validate(join(folder, open.manifestPath), validation)).report;
        signal.throwIfAborted();
        if (itemsOf(after) < itemsOf(before)) throw new LostItems(itemsOf(before), itemsOf(after));
        return { status: 'fixed', log, before, after };
      });
    }
    const scratch = await mkdtemp(join(temp, 'jatdae-fix-'));
    try {
      return { status: 'tried', log: await writeCopy(open, scratch, false, { fixes: options.fixes, temp, signal, target }) };
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  } finally {
    await open.close();
  }
}

const itemsOf = ({ deliverable }: Report): number => deliverable?.items ?? 0;
