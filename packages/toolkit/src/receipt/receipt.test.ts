import { generateKeyPairSync } from 'node:crypto';
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Receipt, reportProblem } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeReceipt, type SignResult } from './make-receipt.js';
import { receiptFrom } from './read-receipt.js';
import { publicKeyFrom, signatureOf } from './signing.js';
import { isAsReceived, type Verification, verifyReceipt } from './verify.js';

const ACCEPTED = fileURLToPath(new URL('../../../../fixtures/accepted/deliverable/', import.meta.url));
const LONG = 'media/긴 파일.bin';
const signal = new AbortController().signal;

interface Keys {
  readonly pem: Buffer;
  readonly publicKey: string;
}

function newKeys(): Keys {
  const pair = generateKeyPairSync('ed25519');
  const pem = (key: typeof pair.privateKey, type: 'pkcs8' | 'spki') => Buffer.from(key.export({ type, format: 'pem' }));
  return { pem: pem(pair.privateKey, 'pkcs8'), publicKey: publicKeyFrom(pem(pair.publicKey, 'spki'), 'pub.pem') };
}

const keys = newKeys();
let folder: string;
let deliverable: string;
let receipt: Receipt;
const long = Buffer.from(Array.from({ length: 100_000 }, (_, k) => (k * 7 + (k >> 8)) % 256));

const sign = (key: Keys | null, more: object = {}): Promise<SignResult> =>
  makeReceipt(deliverable, {
    language: 'ko',
    signal,
    inputs: [],
    key: key === null ? null : { pem: key.pem, path: 'key.pem' },
    ...more,
  });

async function receiptOf(key: Keys | null): Promise<Receipt> {
  const result = await sign(key);
  if (result.status !== 'made') throw new Error(result.status);
  return result.receipt;
}

const verify = (one: Receipt, more: Partial<Parameters<typeof verifyReceipt>[2]> = {}): Promise<Verification> =>
  verifyReceipt(deliverable, one, { signal, publicKey: null, replay: false, ...more });

/** Puts the deliverable as it was, whatever happens in between. */
async function with_(change: () => Promise<void>, check: () => Promise<void>): Promise<void> {
  const kept = join(folder, 'kept');
  await cp(deliverable, kept, { recursive: true });
  try {
    await change();
    await check();
  } finally {
    await rm(deliverable, { recursive: true });
    await rename(kept, deliverable);
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-영수증-'));
  deliverable = join(folder, '납품물');
  await cp(ACCEPTED, deliverable, { recursive: true });
  await cp(ACCEPTED, join(deliverable, 'media'), { recursive: true });
  await writeFile(join(deliverable, LONG), long);
  receipt = await receiptOf(keys);
});
afterAll(() => rm(folder, { recursive: true }));

it('vouches for what was delivered, with the signer’s key', async () => {
  const result = await verify(receipt, { publicKey: keys.publicKey, replay: true });
  expect(result).toMatchObject({ signature: { state: 'valid', asked: true }, agreesWithItself: true, replay: 'same' });
  expect(isAsReceived(result)).toBe(true);
  expect(result.same).toBe(receipt.files.length);
});

it('is the same bytes whenever it is made of the same delivery and key', async () => {
  expect(JSON.stringify(await receiptOf(keys))).toBe(JSON.stringify(receipt));
});

it('names the file and the range of any byte that changed', async () => {
  await fc
    .assert(
      fc.asyncProperty(fc.integer({ min: 0, max: long.length - 1 }), async (at) => {
        const other = Buffer.from(long);
        other[at] = (other[at] ?? 0) ^ 1;
        await writeFile(join(deliverable, LONG), other);
        const { changed, missing, extra } = await verify(receipt);
        const [range, ...more] = changed[0]?.ranges ?? [];
        expect([changed.map(({ path }) => path), missing, extra, more]).toEqual([[LONG], [], [], []]);
        expect(at >= (range?.from ?? 0) && at < (range?.to ?? 0)).toBe(true);
        expect((range?.to ?? 0) - (range?.from ?? 0)).toBeLessThanOrEqual(receipt.chunkBytes);
      }),
      { numRuns: 25 },
    )
    .finally(() => writeFile(join(deliverable, LONG), long));
});

it('tells a file that was cut or grew from where on', async () => {
  await with_(
    () => writeFile(join(deliverable, LONG), Buffer.concat([long, Buffer.from('!')])),
    async () => {
      const from = Math.floor(long.length / receipt.chunkBytes) * receipt.chunkBytes;
      expect((await verify(receipt)).changed).toEqual([
        { path: LONG, bytes: { receipt: long.length, found: long.length + 1 }, ranges: [{ from, to: long.length + 1 }] },
      ]);
      await writeFile(join(deliverable, LONG), '');
      expect((await verify(receipt)).changed[0]?.ranges).toEqual([{ from: 0, to: long.length }]);
    },
  );
});

it('names files that are gone, and those that came, and does not validate such a delivery again', async () => {
  await with_(
    () => rename(join(deliverable, 'data/capitals.jsonl'), join(deliverable, 'data/수도.jsonl')),
    async () => {
      const result = await verify(receipt, { replay: true });
      expect(result).toMatchObject({
        changed: [],
        missing: ['data/capitals.jsonl'],
        extra: ['data/수도.jsonl'],
        replay: 'not-run',
      });
    },
  );
});

it('refuses a receipt that was changed after it was signed, wherever', async () => {
  const changes: ((one: Receipt) => void)[] = [
    (one) => Object.assign(one.report, { verdict: 'rejected' }),
    (one) => Object.assign(one.deliverable, { version: '9.9.9' }),
    (one) => one.files.find(({ chunks }) => chunks !== undefined)?.chunks?.reverse(),
    (one) => Object.assign(one, { jatdae: '9.9.9' }),
  ];
  for (const change of changes) {
    const other = structuredClone(receipt);
    change(other);
    expect((await verify(other)).signature.state).toBe('invalid');
  }
});

it('sees that an unsigned receipt contradicts itself', async () => {
  const plain = await receiptOf(null);
  expect(await verify(plain)).toMatchObject({ signature: { state: 'unsigned' }, agreesWithItself: true });
  const fewer = structuredClone(plain);
  fewer.files.pop();
  expect((await verify(fewer)).agreesWithItself).toBe(false);
  const other = structuredClone(plain);
  Object.assign(other.files[1] ?? {}, { sha256: '0'.repeat(64) });
  expect((await verify(other)).agreesWithItself).toBe(false);
  expect((await verify(plain, { publicKey: keys.publicKey })).signature).toMatchObject({ state: 'unsigned', asked: true });
});

it('tells another signer from the one who was asked for', async () => {
  const other = newKeys();
  expect((await verify(receipt, { publicKey: other.publicKey })).signature.state).toBe('other-key');
  // The embedded key of another one does not help.
  const { signature: _, ...unsigned } = receipt;
  const forged = { ...receipt, signature: { ...signatureOf(unsigned, other.pem, 'k'), publicKey: keys.publicKey } };
  expect((await verify(forged, { publicKey: keys.publicKey })).signature.state).toBe('invalid');
});

it('compares the report of a second validation, and says where another version made the first', async () => {
  const other = structuredClone(await receiptOf(null));
  other.report.sha256 = '0'.repeat(64);
  expect((await verify(other, { replay: true })).replay).toBe('differs');
  other.jatdae = '0.0.1';
  expect((await verify(other, { replay: true })).replay).toBe('other-version');
});

it('remembers the profile that was named instead of the manifest’s', async () => {
  const result = await sign(null, { profile: 'nia-2024-2', language: 'en' });
  if (result.status !== 'made') throw new Error(result.status);
  expect(result.receipt).toMatchObject({ profile: { name: 'nia-2024-2', given: 'nia-2024-2' }, report: { language: 'en' } });
  expect((await verify(result.receipt, { replay: true })).replay).toBe('same');
});

it('is not made of a delivery that cannot be validated', async () => {
  await with_(
    () => writeFile(join(deliverable, 'benchmark.yaml'), 'jatdae: 1\n'),
    async () => {
      expect((await sign(keys)).status).toBe('unusable');
    },
  );
});

it('says what is wrong with a receipt or a key', async () => {
  const given = (text: string) => receiptFrom(Buffer.from(text), 'r.json');
  await expect(given('{"receipt": 1, ')).rejects.toThrow('no JSON');
  await expect(given('{"receipt": 1}')).rejects.toThrow(UsageError);
  await expect(given(JSON.stringify({ ...receipt, receipt: 2 }))).rejects.toThrow('/receipt');
  expect(await given(JSON.stringify(receipt))).toEqual(receipt);
  expect(await reportProblem(receipt)).not.toBeNull();
  const { signature: _, ...unsigned } = receipt;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  for (const pem of [Buffer.from('no key'), Buffer.from(rsa)]) {
    expect(() => signatureOf(unsigned, pem, 'k.pem')).toThrow('openssl genpkey');
    expect(() => publicKeyFrom(pem, 'k.pem')).toThrow('no Ed25519 public key');
  }
  const locked = generateKeyPairSync('ed25519').privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'x',
  });
  expect(() => signatureOf(unsigned, Buffer.from(locked), 'k.pem')).toThrow('encrypted');
});

it('ends with the interrupt', async () => {
  const controller = new AbortController();
  controller.abort();
  await expect(verify(receipt, { signal: controller.signal })).rejects.toThrow('abort');
});
