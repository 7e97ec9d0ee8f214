import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DamagedSource, type TreeEntry } from '@jatdae/readers';
import type { OpenFiles } from '@jatdae/validator';
import { fileSink } from '../output/file-sink.js';

const PIECE = 1 << 20;

/** Copies a file as it is; on file systems that can, without its bytes being written twice. */
export async function copyEntry(open: OpenFiles, entry: TreeEntry, out: string): Promise<void> {
  await mkdir(dirname(out), { recursive: true });
  if (entry.member === undefined) {
    await copyFile(join(open.root, entry.stored), out, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    return;
  }
  const source = await open.open(entry);
  const sink = await fileSink(out);
  try {
    const piece = Buffer.allocUnsafe(PIECE);
    for (let at = 0, count = await source.read(piece, at); count > 0; count = await source.read(piece, at)) {
      await sink.write(piece.subarray(0, count));
      at += count;
    }
    const damage = (await source.verify?.()) ?? source.damage?.() ?? null;
    if (damage !== null) throw new DamagedSource(entry.path, damage.reason);
  } finally {
    await source.close();
    await sink.close();
  }
}
