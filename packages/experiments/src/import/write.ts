import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { UsageError } from '@jatdae/validator';

/** A file that takes its name only when it is whole. */
export interface Draft {
  line(text: string): Promise<void>;
  keep(): Promise<void>;
  drop(): Promise<void>;
}

const CHUNK = 1 << 18;

/** @throws UsageError where the file is there already and is not to be replaced, or cannot be written */
export async function openDraft(path: string, force: boolean): Promise<Draft> {
  if (!force && (await stat(path).catch(() => null)) !== null) {
    throw new UsageError({
      ko: `${path}: 이미 있는 파일입니다. 바꾸려면 --force를, 따로 두려면 --id를 쓰십시오.`,
      en: `${path}: this file is there already. Replace it with --force, or name another --id.`,
    });
  }
  const draft = `${path}.${process.pid}.tmp`;
  const file = await attempt(path, () => open(draft, 'w'));
  let held = '';
  const flush = async (): Promise<void> => {
    const text = held;
    held = '';
    await attempt(path, () => writeAll(file, text));
  };
  return {
    async line(text) {
      held += `${text}\n`;
      if (held.length > CHUNK) await flush();
    },
    async keep() {
      await flush();
      await attempt(path, () => file.sync());
      await file.close();
      await attempt(path, () => rename(draft, path));
    },
    async drop() {
      await file.close().catch(() => undefined);
      await rm(draft, { force: true });
    },
  };
}

const writeAll = (file: FileHandle, text: string): Promise<void> => file.appendFile(text, 'utf8');

async function attempt<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError({ ko: `${path}: 쓰지 못했습니다(${code})`, en: `${path}: this file could not be written (${code})` });
  }
}
