import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { makeDeliverable, sampleManifest } from './testing/deliverable.js';

const program = fileURLToPath(new URL('../bin/jatdae.js', import.meta.url));
const built = existsSync(new URL('../dist/main.js', import.meta.url));
if (!built) console.warn('packages/cli is not built: its process tests are skipped. Run `pnpm build` first.');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  /** a module that is loaded before the program */
  readonly preload?: string;
  readonly closeOutput?: boolean;
}

function jatdae(argv: readonly string[], { preload, closeOutput = false }: RunOptions = {}): Promise<Ended> {
  const before = preload === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const child = spawn(process.execPath, [...before, program, ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  if (closeOutput) child.stdout.destroy();
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
  });
}

/** Without progress, whose lines depend on how busy the machine is. */
const validate = (argv: readonly string[], options?: RunOptions): Promise<Ended> =>
  jatdae(['validate', '--no-progress', ...argv], options);

const folders: string[] = [];

async function deliverable(...options: Parameters<typeof makeDeliverable>): Promise<string> {
  const folder = await makeDeliverable(...options);
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe.skipIf(!built)('the program', () => {
  it('rejects a deliverable with one sub-metric, in Korean by default, without colour in a pipe', async () => {
    const { code, out, err } = await validate([await deliverable()]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('N-BM-SUB');
    expect(out).toMatch(/판정: 불합격 - .*N-BM-SUB/u);
    expect(out).not.toContain('\u001b');
  });

  it('gives the same report as JSON, on stdout and in a file, whatever the engine', async () => {
    const folder = await deliverable();
    const path = join(await deliverable({ manifest: null }), '보고서.json');
    const reports = [];
    for (const engine of ['inline', 'threads']) {
      const { code, out } = await validate([folder, '--format', 'json', '--engine', engine, '-o', path]);
      expect(code).toBe(1);
      expect(await readFile(path, 'utf8')).toBe(out);
      const { run: _, ...report } = JSON.parse(out);
      reports.push(report);
    }
    expect(reports[0]).toEqual(reports[1]);
    expect(reports[0]).toMatchObject({ verdict: 'rejected', deliverable: { name: 'small', items: 20 } });
  });

  it('a wrong flag ends with 2 and nothing on stdout', async () => {
    const { code, out, err } = await validate(['x', '--jbos', '2']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('--jobs');
  });

  it('a target that is not there ends with 2 and one sentence', async () => {
    const { code, err } = await validate(['없는 폴더', '--lang', 'ko']);
    expect(code).toBe(2);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('a folder without a manifest is told of init, whose manifest can be used as it is', async () => {
    const folder = await deliverable({ manifest: null });
    const { code, err } = await validate([folder]);
    expect(code).toBe(2);
    expect(err).toContain('M001');
    expect(err).toContain('jatdae init');
    expect(await jatdae(['init', folder])).toMatchObject({ code: 0, err: '' });
    expect(await validate([folder])).toMatchObject({ code: 1, err: '' });
  });

  it('a manifest with an unknown key ends with 2 at its line and column', async () => {
    const folder = await deliverable({ manifest: sampleManifest.replace('subMetrics:', 'subMetric:') });
    const { code, out, err } = await validate([folder, '--lang', 'en']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^benchmark\.yaml:\d+:\d+ M002 .*subMetrics/mu);
  });

  it('a reader that goes away, as head does, is no error', async () => {
    const { code, err } = await validate([await deliverable(), '--format', 'json'], { closeOutput: true });
    expect({ code, err }).toEqual({ code: 1, err: '' });
  });

  it.skipIf(process.platform === 'win32')('Ctrl-C leaves a report of what was done and ends with 3', async () => {
    const preload = `const timer = setInterval(() => {
      if (process.listenerCount('SIGINT') === 0) return;
      clearInterval(timer);
      process.kill(process.pid, 'SIGINT');
    });`;
    const { code, out, err } = await validate([await deliverable({ items: 50_000 }), '--format', 'json'], { preload });
    expect({ code, lines: err.trimEnd().split('\n').length }).toEqual({ code: 3, lines: 1 });
    expect(JSON.parse(out)).toMatchObject({ complete: false });
  });

  it.skipIf(process.platform === 'win32')('a second Ctrl-C ends at once with 130', async () => {
    const preload = `const timer = setInterval(() => {
      if (process.listenerCount('SIGINT') > 0) process.kill(process.pid, 'SIGINT');
    });`;
    const { code, out } = await validate([await deliverable({ items: 200_000 }), '--format', 'json'], { preload });
    expect({ code, out }).toEqual({ code: 130, out: '' });
  });

  it.skipIf(process.platform === 'win32')(
    'killed in the middle, goes on with --resume to the report of a whole run',
    async () => {
      const folder = await deliverable({ items: 5_000 });
      const temp = await deliverable({ manifest: null });
      const call = [folder, '--format', 'json', '--ignore', 'H004,D002', '--split-size', '16K', '--temp', temp];
      const preload = `import { readdirSync } from 'node:fs';
    const count = (path) => readdirSync(path).filter((name) => name.endsWith('.split')).length;
    setInterval(() => {
      const [aside] = readdirSync(${JSON.stringify(temp)}).filter((name) => name.startsWith('jatdae-resume-'));
      if (aside !== undefined && count(${JSON.stringify(`${temp}/`)} + aside) > 3) process.kill(process.pid, 'SIGKILL');
    }, 1);`;
      expect(await validate([...call, '--resume'], { preload })).toMatchObject({ code: null, out: '' });
      const again = await validate([...call, '--resume', '--lang', 'en']);
      expect(again.err).toMatch(/^Going on from an earlier run: \d+ of \d+ pieces are done\.$/mu);
      const reports = [again, await validate([...call, '--lang', 'en'])].map(({ out }) => ({ ...JSON.parse(out), run: null }));
      expect(reports[0]).toEqual(reports[1]);
    },
  );

  it.each([['--help'], ['rules'], ['explain', 'D001'], ['--version']])(
    '%s loads neither the validator nor ajv',
    async (...argv) => {
      const hook = `export async function load(url, context, next) {
      if (/\\/(validator|readers|ajv)\\//.test(url)) process._rawDebug('loaded ' + url);
      return next(url, context);
    }`;
      const preload = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
      const { code, err } = await jatdae(argv, { preload });
      expect({ code, err }).toEqual({ code: 0, err: '' });
    },
  );
});
