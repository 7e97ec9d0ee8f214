import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { main } from './main.js';
import { makeDeliverable } from './testing/deliverable.js';
import { recorder } from './testing/recorder.js';

let server: Server;
let url = '';
let status = 200;

/** Answers every item with B, or every request with `status`. */
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/json' });
      const message = { role: 'assistant', content: 'B' };
      const usage = { prompt_tokens: 100, completion_tokens: 1, total_tokens: 101 };
      response.end(
        JSON.stringify(
          status === 200
            ? { model: 'm-1', system_fingerprint: 'fp_7', choices: [{ index: 0, message, finish_reason: 'stop' }], usage }
            : { error: { message: `no: ${request.headers.authorization}` } },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const folders: string[] = [];
afterEach(async () => {
  status = 200;
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function deliverable(): Promise<string> {
  const root = await makeDeliverable();
  folders.push(root);
  return root;
}

async function call(root: string, argv: readonly string[] = [], env: Record<string, string> = {}) {
  const terminal = recorder({ env });
  const argvs = ['experiment', 'run', root, '--model', 'org/m', '--base-url', url, '--lang', 'en', '--retries', '0', ...argv];
  const code = await main(argvs, terminal);
  return { code, ...terminal.written };
}

it('prints what to paste into the manifest, which then can be used, and what the run took', async () => {
  const root = await deliverable();
  const { code, out, err } = await call(root, ['--price-in', '2', '--price-out', '10']);
  expect(code).toBe(0);
  expect(err).toContain('Items not asked, 2: of the leaderboard split');
  expect(err).toContain('Answered 18 of 18');
  expect(err).toContain('Tokens: input 1,800, output 18 · cost 0.0038');
  expect(out).toContain('id: org-m');
  await writeFile(join(root, 'benchmark.yaml'), `${await readFile(join(root, 'benchmark.yaml'), 'utf8')}${out}`);
  const first = await codesIn(root);
  for (const unusable of ['M002', 'M004', 'M006', 'E004']) expect(first).not.toContain(unusable);
  // Items of the leaderboard that have a key count as missing until they are asked, too.
  expect(first).toContain('E005');
  expect((await call(root, ['--include-leaderboard'])).err).toContain('Answered 20 of 20');
  expect(await codesIn(root)).not.toContain('E005');
});

async function codesIn(root: string): Promise<readonly string[]> {
  const terminal = recorder();
  await main(['validate', root, '--no-progress', '--format', 'json'], terminal);
  const { findings } = JSON.parse(terminal.written.out) as { readonly findings: readonly { readonly code: string }[] };
  return findings.map(({ code }) => code);
}

it('a deliverable that is named by its manifest is the folder of it', async () => {
  const root = await deliverable();
  const { code, out } = await call(join(root, 'benchmark.yaml'), ['--limit', '1']);
  expect(code).toBe(0);
  expect(out).toContain('path: experiments/org-m/predictions.jsonl');
  expect(await readFile(join(root, 'experiments', 'org-m', 'predictions.jsonl'), 'utf8')).toContain('"prediction":"B"');
});

it('a dry run shows prompts and figures, sends nothing and writes nothing', async () => {
  const root = await deliverable();
  status = 500;
  const { code, out } = await call(root, ['--dry-run', '--few-shot', '2', '--max-tokens', '8', '--prompt-lang', 'ko']);
  expect(code).toBe(0);
  expect(out).toContain('다음 문제의 정답을 하나 고르십시오.');
  expect(out.match(/<assistant>/gu)).toHaveLength(2);
  expect(out).toMatch(/Requests: 18; input tokens: about \d/u);
  expect(out).toContain('Output tokens: at most 144');
  await expect(readFile(join(root, 'experiments', 'org-m', 'predictions.jsonl'))).rejects.toThrow('ENOENT');
});

it('the key is in no output, also where the server gives it back', async () => {
  const root = await deliverable();
  status = 401;
  const secret = 'sk-very-secret-0123456789';
  const { code, out, err } = await call(root, ['--api-key-env', 'MY_KEY'], { MY_KEY: secret });
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain('does not accept the key');
  expect(err).toContain('[key]');
  expect(err).not.toContain(secret);
});

it('a key in another option is refused before anything is written', async () => {
  const root = await deliverable();
  const secret = 'sk-very-secret-0123456789';
  const { code, err } = await call(root, ['--extra', `{"user":"${secret}"}`], { OPENAI_API_KEY: secret });
  expect(code).toBe(2);
  expect(err).not.toContain(secret);
});

describe('a call that cannot be used ends with 2 and says why', () => {
  it.each<[string, readonly string[], string]>([
    ['an address that is none', ['--base-url', 'localhost'], '--base-url takes an address'],
    ['a password in the address', ['--base-url', 'http://u:pw-secret@localhost/v1'], 'takes no user name'],
    ['a sub-metric that is not there', ['--sub-metric', '없음'], 'no sub-metric 없음'],
    ['a variable without a key', ['--api-key-env', 'NOT_SET'], 'NOT_SET holds no key'],
    ['the model set twice', ['--extra', '{"model":"x"}'], '--extra cannot set model'],
    ['extras that are no object', ['--extra', '[1]'], '--extra takes a JSON object'],
    ['a file where a folder should be', ['--out', 'benchmark.yaml/x.jsonl'], 'could not be written'],
    ['a folder in the way', ['--out', 'folder.jsonl'], 'is not a file'],
    ['a name of another format', ['--out', 'x.csv'], 'must end in .jsonl'],
    ['predictions among the items', ['--out', '자료/x.jsonl'], 'which reads items'],
    ['a rerun compared with itself', ['--out', 'x.jsonl', '--compare', 'x.jsonl'], 'the same file'],
  ])('%s', async (_, argv, words) => {
    const root = await deliverable();
    await mkdir(join(root, 'folder.jsonl'));
    const given = argv.map((word, at) => (/^--(?:out|compare)$/u.test(argv[at - 1] ?? '') ? join(root, word) : word));
    const { code, out, err } = await call(root, given);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(err).not.toContain('pw-secret');
  });

  it('a server without the deliverable', async () => {
    const { code, err } = await call(`${url}/x.zip`);
    expect(code).toBe(2);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it.skipIf(process.getuid?.() === 0)('a folder that cannot be written', async () => {
    const root = await deliverable();
    await mkdir(join(root, 'sealed'));
    await chmod(join(root, 'sealed'), 0o500);
    const { code, err } = await call(root, ['--out', join(root, 'sealed', 'x.jsonl')]);
    expect(code).toBe(2);
    expect(err).toContain('no permission to write');
  });
});

it('a rerun is compared item by item, and an item is named by its id alone', async () => {
  const root = await deliverable();
  const first = join(root, 'experiments', 'org-m', 'predictions.jsonl');
  expect((await call(root)).code).toBe(0);
  const lines = (await readFile(first, 'utf8')).replace('"prediction":"B"', '"prediction":"ZZZ"');
  await writeFile(first, lines);
  const { code, out } = await call(root, ['--id', 'again', '--compare', first]);
  expect(code).toBe(0);
  expect(out).toContain('# compared: 17 of 18 items that both answer are the same (94.44%) · only here 0 · only there 0');
  expect(out).toMatch(/# answered differently: q-\d+\n/u);
  expect(out).not.toContain('ZZZ');
  expect(out).not.toContain('settings that differ');
});

it('a server that fails on the way leaves 3, and says how to go on', async () => {
  const root = await deliverable();
  expect((await call(root, ['--limit', '5'])).code).toBe(0);
  status = 503;
  const { code, err } = await call(root);
  expect(code).toBe(3);
  expect(err).toContain('Answered 5 of 18');
  expect(err).toMatch(/Stopped because 3 items in a row got no answer: .*503/u);
});
