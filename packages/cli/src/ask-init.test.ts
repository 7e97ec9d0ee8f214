import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { main } from './main.js';
import { makeDeliverable } from './testing/deliverable.js';
import { recorder } from './testing/recorder.js';

interface Asked {
  readonly message: string;
  readonly initialValue?: string | boolean;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

const asked: Asked[] = [];
const { answer } = vi.hoisted(() => ({ answer: vi.fn<(question: { message: string; initialValue?: unknown }) => unknown>() }));
vi.mock('@clack/prompts', () => {
  const ask = async (question: Asked): Promise<unknown> => {
    asked.push(question);
    return answer(question);
  };
  const silent = (): void => undefined;
  return { text: ask, select: ask, multiselect: ask, confirm: ask, cancel: silent, intro: silent, note: silent, outro: silent };
});

let folder = '';
beforeEach(async () => {
  asked.length = 0;
  answer.mockImplementation(({ initialValue }) => initialValue);
  folder = await makeDeliverable({ manifest: null });
});
afterEach(async () => {
  vi.resetAllMocks();
  await rm(folder, { recursive: true, force: true });
});

async function init(...flags: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = recorder({ asks: true });
  const code = await main(['init', folder, '--lang', 'en', ...flags], terminal);
  return { code, out: terminal.written.out, err: terminal.written.err };
}

it('asks on a terminal, writes what was answered, and lists no more what is settled', async () => {
  answer.mockImplementation(({ message, initialValue }) =>
    message.includes('called') ? '예절 평가' : message.includes('area') ? '10' : initialValue,
  );
  const { code, out } = await init();
  expect(code).toBe(0);
  const manifest = await readFile(join(folder, 'benchmark.yaml'), 'utf8');
  expect(manifest).toMatch(/^ {2}title: 예절 평가/mu);
  expect(manifest).toMatch(/^ {2}task: 10/mu);
  expect(manifest).not.toContain('What is the data set called?');
  expect(out).not.toContain('What is the data set called?');
  expect(asked.map(({ message }) => message)[0]).toBe('What is the data set called?');
});

it('--yes asks nothing', async () => {
  expect((await init('--yes')).code).toBe(0);
  expect(asked).toEqual([]);
});

it('whoever leaves in the middle has nothing written', async () => {
  answer.mockReturnValue(Symbol('cancel'));
  const { code, err } = await init();
  expect(code).toBe(3);
  expect(err).toContain('Nothing was written');
  expect(await readdir(folder)).toEqual(['자료']);
});

it('a manifest that is there is written over only after a yes', async () => {
  await writeFile(join(folder, 'benchmark.yaml'), 'mine');
  expect((await init()).code).toBe(3);
  expect(asked.at(-1)?.message).toContain('benchmark.yaml is there already');
  expect(await readFile(join(folder, 'benchmark.yaml'), 'utf8')).toBe('mine');
  answer.mockImplementation(({ message, initialValue }) => (message.includes('Write over') ? true : initialValue));
  expect((await init()).code).toBe(0);
  expect(await readFile(join(folder, 'benchmark.yaml'), 'utf8')).toContain('jatdae: 1');
});
