import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compareCodePoints, openFile, walkFolder } from './folder.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jatdae-folder-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text = path): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function kinds(): Promise<Record<string, string>> {
  const { entries } = await walkFolder(root);
  return Object.fromEntries(entries.map(({ path, kind, reason }) => [path, reason ?? kind]));
}

it('lists every file once, in code point order', async () => {
  for (const path of ['b/2.json', 'b/10.json', 'a.json', 'b.json', 'ｚ.json', '😀.json', '.git/config', 'b/.DS_Store', '.hidden'])
    write(path);
  const { entries } = await walkFolder(root);
  expect(entries.map(({ path }) => path)).toEqual(['.hidden', 'a.json', 'b.json', 'b/10.json', 'b/2.json', 'ｚ.json', '😀.json']);
  expect(entries[1]).toMatchObject({ size: 6, kind: 'file', reason: null });
});

it('speaks of names in NFC and opens them as they are stored', async () => {
  const stored = '한글.json'.normalize('NFD');
  write(stored, '{}');
  const [entry] = (await walkFolder(root)).entries;
  expect(entry?.path).toBe('한글.json'.normalize('NFC'));
  const source = await openFile(root, entry?.stored ?? '');
  expect(source.size).toBe(2);
  await source.close();
});

it.skipIf(process.platform === 'win32')('reads no link that leaves the folder, and no pipe, socket or broken link', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'jatdae-outside-'));
  writeFileSync(join(outside, 'secret'), 'x');
  write('in/file');
  symlinkSync(join(outside, 'secret'), join(root, 'out-file'));
  symlinkSync(outside, join(root, 'out-folder'));
  symlinkSync('/dev/null', join(root, 'device-outside'));
  symlinkSync('in/file', join(root, 'good'));
  symlinkSync('in', join(root, 'folder'));
  symlinkSync('nowhere', join(root, 'dangling'));
  symlinkSync('loop', join(root, 'loop'));
  execFileSync('/usr/bin/env', ['mkfifo', join(root, 'pipe')]);
  const server = createServer().listen(join(root, 'socket'));
  await new Promise((resolve) => server.once('listening', resolve));
  expect(await kinds()).toEqual({
    dangling: 'link-dangling',
    'device-outside': 'link-out',
    folder: 'link-directory',
    good: 'file',
    'in/file': 'file',
    loop: 'link-dangling',
    'out-file': 'link-out',
    'out-folder': 'link-out',
    pipe: 'fifo',
    socket: 'socket',
  });
  await expect(openFile(root, 'out-file')).rejects.toMatchObject({ reason: 'link-out' });
  await expect(openFile(root, '../secret')).rejects.toMatchObject({ name: 'FileRefused' });
  await expect(openFile(root, 'out-folder/secret')).rejects.toMatchObject({ reason: 'link-out' });
  await expect(openFile(root, 'pipe')).rejects.toMatchObject({ reason: 'fifo' });
  await expect(openFile(root, 'in')).rejects.toMatchObject({ reason: 'directory' });
  await expect(openFile(root, 'gone')).rejects.toMatchObject({ reason: 'unreadable' });
  await (await openFile(root, 'good')).close();
  server.close();
  rmSync(outside, { recursive: true });
});

it.skipIf(process.platform !== 'linux')('says which names are not UTF-8', async () => {
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xb0, 0xa1]), Buffer.from('.json')]), '{}');
  write('good.json');
  expect(Object.values(await kinds())).toEqual(['file', 'name-encoding']);
});

it('orders texts as their UTF-8 bytes are ordered', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '가', '\ufffd', '\ue000', '😀', '𝒳') });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
