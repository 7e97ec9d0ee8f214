import { UsageError } from '@jatdae/validator';
import type { ByteSink, EndingSink } from '@jatdae/workbook';
import type { Decrypter, Encrypter } from 'age-encryption';

/** Who may open what is sealed: age recipients, or whoever knows a passphrase. */
export type Lock = { readonly recipients: readonly string[] } | { readonly passphrase: string };
/** What opens it. */
export type Key = { readonly identities: readonly string[] } | { readonly passphrase: string };

/** Encrypts what is written to it, as the `age` program does (age-encryption.org/v1), into `file`. @throws UsageError for a recipient that is none */
export async function ageSink(lock: Lock, file: ByteSink): Promise<EndingSink> {
  const age = await import('age-encryption');
  const encrypter = new age.Encrypter();
  applyLock(encrypter, lock);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const sealed = await encrypter.encrypt(readable);
  const pump = (async (): Promise<void> => {
    for await (const piece of sealed) await file.write(piece);
  })();
  // Whoever writes sees the failure; it is no unhandled one meanwhile.
  pump.catch(() => undefined);
  return {
    async write(bytes) {
      try {
        // The buffer that it comes in is used again before this is encrypted.
        await writer.write(Uint8Array.from(bytes));
      } catch (error) {
        // A full disk breaks the stream from behind: why it broke is known there.
        await pump;
        throw error;
      }
    },
    async end() {
      await writer.close();
      await pump;
    },
  };
}

function applyLock(encrypter: Encrypter, lock: Lock): void {
  if ('passphrase' in lock) encrypter.setPassphrase(lock.passphrase);
  for (const recipient of 'passphrase' in lock ? [] : lock.recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch {
      throw new UsageError({
        ko: `age 공개 키가 아닙니다: ${recipient.slice(0, 12)}…. age-keygen이 만든 age1…로 시작하는 키를 쓰십시오.`,
        en: `This is no age public key: ${recipient.slice(0, 12)}…. Use one that age-keygen made, which starts with age1.`,
      });
    }
  }
}

const HEAD = 'age-encryption.org/v1';

/** Whether bytes begin as an age file does. */
export const isAge = (head: Uint8Array): boolean => Buffer.from(head.subarray(0, HEAD.length)).toString('latin1') === HEAD;

/** The bytes that were sealed. @throws UsageError where the key is none, does not fit, or the file is damaged */
export async function* openAge(pieces: AsyncIterable<Uint8Array>, key: Key): AsyncGenerator<Uint8Array, void, void> {
  const age = await import('age-encryption');
  const decrypter = new age.Decrypter();
  applyKey(decrypter, key);
  const source = pieces[Symbol.asyncIterator]();
  const sealed = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done === true) controller.close();
      else controller.enqueue(Uint8Array.from(value));
    },
  });
  const opened = await decrypter.decrypt(sealed).catch(() => {
    throw new UsageError(NO_FIT);
  });
  const reader = opened.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new UsageError(DAMAGED);
    });
    if (done) return;
    yield value;
  }
}

function applyKey(decrypter: Decrypter, key: Key): void {
  if ('passphrase' in key) decrypter.addPassphrase(key.passphrase);
  for (const identity of 'passphrase' in key ? [] : key.identities) {
    try {
      decrypter.addIdentity(identity);
    } catch {
      throw new UsageError({
        ko: 'age 비밀 키가 아닌 줄이 있습니다. age-keygen이 만든 파일(AGE-SECRET-KEY-1…)을 쓰십시오.',
        en: 'A line is no age secret key. Use the file that age-keygen made (AGE-SECRET-KEY-1…).',
      });
    }
  }
}

const NO_FIT = {
  ko: '이 비밀 키나 암호로는 봉인을 열 수 없거나, 봉인된 파일이 age 형식이 아닙니다. 키를 확인하십시오.',
  en: 'The seal does not open with this key or passphrase, or the sealed file is no age file. Check the key.',
};
const DAMAGED = {
  ko: '봉인된 파일이 손상되었거나 끝이 잘렸습니다. 받은 파일을 다시 받으십시오.',
  en: 'The sealed file is damaged, or its end is missing. Get the file again.',
};
