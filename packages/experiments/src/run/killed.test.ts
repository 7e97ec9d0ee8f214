import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { PredictionLine } from '../files/line.js';
import { choiceItems, writeDeliverable } from '../testing/asked-deliverable.js';
import { lastWords, type ModelServer, startModelServer } from '../testing/model-server.js';

const program = fileURLToPath(new URL('../../../cli/bin/jatdae.js', import.meta.url));
const built = existsSync(new URL('../../../cli/dist/main.js', import.meta.url));
if (!built) console.warn('packages/cli is not built: the run that is killed is skipped. Run `pnpm build` first.');

const idIn = (words: string): string => /q-\d+/u.exec(words)?.[0] ?? '';

interface Scene {
  /** the program and its arguments */
  readonly call: readonly string[];
  readonly root: string;
  readonly out: string;
  readonly server: ModelServer;
  /** how often each item was answered */
  readonly answers: ReadonlyMap<string, number>;
  /** Runs the program; gives what ended it. `then` is done to it once the server has answered `after` more. */
  run(argv?: readonly string[], after?: number, then?: (child: ChildProcess) => void): Promise<number | string | null>;
}

const scenes: Scene[] = [];
afterEach(async () => {
  for (const { server, root } of scenes.splice(0)) {
    await server.close();
    await rm(root, { recursive: true });
  }
});

/** Every item is answered by the letter of its key. */
async function scene(items: number): Promise<Scene> {
  const root = await writeDeliverable([{ id: 'a', itemType: 'multiple-choice', items: choiceItems(items) }]);
  const out = join(root, 'predictions.jsonl');
  const answers = new Map<string, number>();
  let onAnswer: () => void = () => undefined;
  const server = await startModelServer((asked) => {
    const id = idIn(lastWords(asked));
    answers.set(id, (answers.get(id) ?? 0) + 1);
    onAnswer();
    return { text: 'ABCD'[Number(id.slice(2)) % 4] ?? '', delay: 1 };
  });
  const call = [program, 'experiment', 'run', root, '--model', 'm', '--base-url', server.url, '--out', out];
  const made: Scene = {
    call,
    root,
    out,
    server,
    answers,
    run(argv = [], after = Number.POSITIVE_INFINITY, then = () => undefined) {
      const child = spawn(process.execPath, [...call, '--concurrency', String(CONCURRENCY), ...argv], { stdio: 'ignore' });
      let left = after;
      onAnswer = () => {
        left -= 1;
        if (left === 0) then(child);
      };
      return new Promise((resolve, reject) => {
        child.on('error', reject).on('close', (code, signal) => resolve(signal ?? code));
      });
    },
  };
  scenes.push(made);
  return made;
}

const CONCURRENCY = 16;

async function predictionsIn({ out }: Scene): Promise<PredictionLine[]> {
  const lines = (await readFile(out, 'utf8')).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as PredictionLine);
}

/** Each item has one line, and that of its own answer. */
async function expectWhole(of: Scene, items: number): Promise<void> {
  const predictions = await predictionsIn(of);
  expect(predictions).toHaveLength(items);
  expect(new Set(predictions.map(({ id }) => id)).size).toBe(items);
  for (const { id, prediction } of predictions) expect(prediction).toBe('ABCD'[Number(String(id).slice(2)) % 4]);
}

const askedAgain = ({ answers }: Scene): number => [...answers.values()].reduce((sum, count) => sum + count - 1, 0);

describe.skipIf(!built)('a run that does not end by itself', () => {
  it('of 2,000 items, killed three times: each item is answered exactly once in the end, and nothing is lost', async () => {
    const at = await scene(2000);
    const kills = [300, 501, 702];
    for (const after of kills) expect(await at.run([], after, (child) => child.kill('SIGKILL'))).toBe('SIGKILL');
    // What was answered before a kill is there but for what was in flight; the last line may be cut.
    expect((await readFile(at.out, 'utf8')).split('\n').length).toBeGreaterThan(300 + 501 + 702 - 3 * 2 * CONCURRENCY);
    expect(await at.run()).toBe(0);
    await expectWhole(at, 2000);
    expect(askedAgain(at)).toBeLessThanOrEqual(kills.length * CONCURRENCY);
    const before = at.server.requests.length;
    expect(await at.run()).toBe(0);
    expect(at.server.requests.length).toBe(before);
  });

  it.skipIf(process.platform === 'win32')('Ctrl-C keeps what is answered, ends with 3, and the next run goes on', async () => {
    const at = await scene(200);
    expect(await at.run([], 60, (child) => child.kill('SIGINT'))).toBe(3);
    const kept = await predictionsIn(at);
    expect(kept.length).toBeGreaterThan(60 - 2 * CONCURRENCY);
    expect(kept.length).toBeLessThan(200);
    expect(await at.run()).toBe(0);
    await expectWhole(at, 200);
  });

  it.skipIf(process.platform === 'win32')(
    'a disk that is full ends it with 3; once there is room the next run goes on',
    async () => {
      const at = await scene(200);
      // A limit on the size of files fails in the middle of a line, as a full disk does.
      const limited = spawn('sh', ['-c', 'ulimit -f 16; exec "$0" "$@"', process.execPath, ...at.call], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      limited.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      expect(await new Promise((resolve) => limited.on('close', resolve))).toBe(3);
      expect(said).toContain('예측 파일에 쓰지 못했습니다(파일 크기 한도를 넘었습니다)');
      expect(said).not.toMatch(/^ {4}at /mu);
      expect((await readFile(at.out, 'utf8')).endsWith('\n')).toBe(false);
      expect(await at.run()).toBe(0);
      await expectWhole(at, 200);
    },
  );
});
