import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from './main.js';
import { recorder } from './testing/recorder.js';

const ACCEPTED = fileURLToPath(new URL('../../../fixtures/accepted/deliverable/', import.meta.url));
let folder: string;
const at = (name: string): string => join(folder, name);

async function run(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const terminal = recorder({ columns: 120 });
  const status = await main(argv, terminal);
  return { status, ...terminal.written };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jatdae-서명-'));
  await cp(ACCEPTED, at('납품물'), { recursive: true });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(at('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(at('pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  const { status, out } = await run('sign', at('납품물'), '--key', at('key.pem'), '-o', at('receipt.json'), '--no-progress');
  expect(status).toBe(0);
  expect(out).toMatch(/루트 해시: [0-9a-f]{64}\n판정: 합격 · 보고서 해시: [0-9a-f]{64}\n서명한 키: [0-9a-f]{64}\n/);
});
afterAll(() => rm(folder, { recursive: true }));

it('verifies what was signed, and validates it again', async () => {
  const { status, out } = await run('verify', at('납품물'), at('receipt.json'), '--public-key', at('pub.pem'), '--replay');
  expect(status).toBe(0);
  expect(out).toContain('지정한 키로 서명했습니다');
  expect(out).toContain('다시 검사한 보고서가 같습니다.');
  expect(out).toMatch(/파일 8개\([^)]+\)가 영수증과 같습니다\. 영수증의 판정: 합격\n$/);
});

it('has the root that validate --receipt reports', async () => {
  const { out } = await run('validate', at('납품물'), '--receipt', '--format', 'json', '--no-progress');
  const { root } = JSON.parse(out).deliverable;
  expect(JSON.parse(await readFile(at('receipt.json'), 'utf8')).deliverable.root).toBe(root);
});

it('gives status 1 and names the first file where anything differs', async () => {
  await cp(at('납품물'), at('다른 납품물'), { recursive: true });
  await writeFile(at('다른 납품물/data/counting.jsonl'), '');
  await writeFile(at('다른 납품물/새 파일\u001b[31m.txt'), '');
  const { status, out } = await run('verify', at('다른 납품물'), at('receipt.json'), '--lang', 'en');
  expect(status).toBe(1);
  expect(out).toMatch(/Changed files \(1\)\n +data\/counting\.jsonl \(4,\d+ → 0 bytes\): bytes 0–4,\d+ \(from 0\)/);
  expect(out).toMatch(/does not have \(1\)\n +새 파일\\u001b\[31m\.txt/);
  expect(out).toContain('First file that differs: data/counting.jsonl.');
  const json = await run('verify', at('다른 납품물'), at('receipt.json'), '--format', 'json');
  expect(JSON.parse(json.out)).toMatchObject({ same: 7, missing: [], changed: [{ path: 'data/counting.jsonl' }] });
});

it('refuses what is unsigned, or signed by another key, where a key is given', async () => {
  await run('sign', at('납품물'), '-o', at('unsigned.json'), '--no-progress');
  expect((await run('verify', at('납품물'), at('unsigned.json'))).status).toBe(0);
  expect((await run('verify', at('납품물'), at('unsigned.json'), '--public-key', at('pub.pem'))).status).toBe(1);
  const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
  await writeFile(at('other.pem'), other);
  const { status, out } = await run('verify', at('납품물'), at('receipt.json'), '--public-key', at('other.pem'));
  expect([status, out]).toEqual([1, expect.stringContaining('지정한 것과 다른 키로 서명했습니다')]);
});

it('writes no receipt into what it vouches for, and none with a key that is none', async () => {
  const inside = await run('sign', at('납품물'), '-o', at('납품물/data/r.json'), '--lang', 'en');
  expect([inside.status, inside.err]).toEqual([2, expect.stringContaining('Write it elsewhere')]);
  await writeFile(at('n.zip'), 'no archive');
  expect((await run('sign', at('n.zip'), '-o', at('n.zip'))).status).toBe(2);
  const keyless = await run('sign', at('납품물'), '--key', at('pub.pem'), '-o', at('r.json'), '--no-progress', '--lang', 'en');
  expect([keyless.status, keyless.err]).toEqual([2, expect.stringContaining('no Ed25519 private key')]);
  expect((await run('verify', at('납품물'), at('none.json'))).status).toBe(2);
  expect((await run('verify', at('없음'), at('receipt.json'))).status).toBe(2);
});

it('takes a key that openssl made, and openssl takes the signature', async () => {
  const openssl = (...argv: string[]) => execFileSync('openssl', argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    openssl('genpkey', '-algorithm', 'ed25519', '-out', at('o.pem'));
  } catch {
    console.warn('skipped: there is no openssl with Ed25519 here');
    return;
  }
  openssl('pkey', '-in', at('o.pem'), '-pubout', '-out', at('o.pub'));
  await run('sign', at('납품물'), '--key', at('o.pem'), '-o', at('o.json'), '--no-progress');
  expect((await run('verify', at('납품물'), at('o.json'), '--public-key', at('o.pub'))).status).toBe(0);
  const { signature, ...receipt } = JSON.parse(await readFile(at('o.json'), 'utf8'));
  const sorted = JSON.stringify(receipt, (_, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  );
  await writeFile(at('o.bytes'), `jatdae-receipt-1\n${sorted}`);
  await writeFile(at('o.sig'), Buffer.from(signature.value, 'base64'));
  const checked = openssl(
    'pkeyutl',
    '-verify',
    '-pubin',
    '-inkey',
    at('o.pub'),
    '-rawin',
    '-in',
    at('o.bytes'),
    '-sigfile',
    at('o.sig'),
  );
  expect(checked.toString()).toContain('Verified Successfully');
});

it('a decision with waivers is signed with the hash of their files, and is judged again only with the same ones', async () => {
  const waivers = 'waivers:\n  - {rule: S001, reason: 시범 납품, by: 김심사}\n';
  await writeFile(at('면제.yaml'), waivers);
  await writeFile(at('다른 면제.yaml'), waivers.replace('시범', '본'));
  const signed = await run('sign', at('납품물'), '--waivers', at('면제.yaml'), '-o', at('결정.json'), '--no-progress');
  expect(signed.status).toBe(0);
  const sha256 = createHash('sha256').update(waivers).digest('hex');
  expect(JSON.parse(await readFile(at('결정.json'), 'utf8')).inputs).toEqual([{ kind: 'waivers', sha256 }]);
  const replay = (...more: string[]) => run('verify', at('납품물'), at('결정.json'), '--replay', '--lang', 'en', ...more);
  expect(await replay('--waivers', at('면제.yaml'))).toMatchObject({
    status: 0,
    out: expect.stringContaining('the report is the same'),
  });
  expect(await replay()).toMatchObject({
    status: 2,
    err: expect.stringContaining(`Hand them over with --waivers: waivers ${sha256}`),
  });
  expect(await replay('--waivers', at('면제.yaml'), '--waivers', at('다른 면제.yaml'))).toMatchObject({
    status: 2,
    err: expect.stringContaining('was made without these files'),
  });
});
