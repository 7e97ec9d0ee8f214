import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from './testing/call.js';
import { makeDeliverable } from './testing/deliverable.js';

// A key made for this test.
const RECIPIENT = 'age1j0zc9wemrg2yn7yzhzq6drtnnpy3gpxq59umf72av7665lhcrcksw342r4';
const IDENTITY = 'AGE-SECRET-KEY-1MHVXKUJ4HJL95XCQUP0Q2V82EE0FQJ8LK0TSYGCF54LHMMJU4V8QG034HK';

let target: string;
let work: string;
beforeEach(async () => {
  target = await makeDeliverable();
  work = await mkdtemp(join(tmpdir(), 'jatdae-봉인-'));
});
afterEach(async () => {
  for (const folder of [target, work]) await rm(folder, { recursive: true, force: true });
});

it('seals for a public key and opens with its secret one', async () => {
  await writeFile(join(work, 'keys.txt'), `# 리더보드 운영자\n\n${RECIPIENT}\n`);
  await writeFile(join(work, 'secret.txt'), `# public key: ${RECIPIENT}\n${IDENTITY}\n`);
  const [sealed, opened] = [join(work, '봉인'), join(work, '개봉')];
  const made = await call('seal', target, '-R', join(work, 'keys.txt'), '-o', sealed);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toMatch(/리더보드 문항 2개 가운데 2개.*\n약속값 파일의 SHA-256: [0-9a-f]{64}\n/u);
  expect((await call('unseal', sealed, '-i', join(work, 'secret.txt'), '-o', opened, '--lang', 'en')).out).toContain(
    'answers of 2 items',
  );
  expect(await readFile(join(opened, '자료', '예절.jsonl'))).toEqual(await readFile(join(target, '자료', '예절.jsonl')));
});

it('strips into a file that is kept, and tells of an answer that is another one', async () => {
  const [sealed, keep] = [join(work, 'sealed'), join(work, 'answers.jsonl')];
  expect(await call('seal', target, '--strip', '--keep', keep, '-o', sealed)).toMatchObject({ code: 0 });
  await writeFile(keep, (await readFile(keep, 'utf8')).replace('"2"', '"3"'));
  const { code, out } = await call('unseal', sealed, '--answers', keep, '-o', join(work, 'opened'));
  expect(code).toBe(1);
  expect(out).toMatch(/^자료\/예절\.jsonl:11 \(q-10\) {2}연 정답이 납품할 때의 정답이 아닙니다/u);
  expect((await readdir(work)).sort()).toEqual(['answers.jsonl', 'sealed']);
});

it('says what it cannot use', async () => {
  const out = join(work, 'out');
  expect((await call('seal', target, '-o', out)).err).toContain('--strip');
  expect((await call('seal', target, '-o', out, '--strip')).err).toContain('--keep');
  expect((await call('seal', target, '-o', out, '-r', RECIPIENT, '--strip')).code).toBe(2);
  await writeFile(join(work, 'empty'), '# 없음\n');
  expect((await call('seal', target, '-o', out, '-R', join(work, 'empty'))).err).toContain('공개 키가 없는');
  expect((await call('seal', target, '-o', out, '--passphrase-file', join(work, 'none'))).err).toContain('읽을 수 없는');
  expect((await call('unseal', target, '-o', out)).err).toContain('sealed/commitments.jsonl');
  expect(await readdir(work)).toEqual(['empty']);
});
