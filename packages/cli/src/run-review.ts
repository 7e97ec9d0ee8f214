import { spawn } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Localized } from '@jatdae/schema';
import { isServer, startReview } from '@jatdae/studio';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { watchInterrupt } from './interrupt.js';
import { checkTemp } from './outputs.js';
import type { ReviewFlags } from './review-flags.js';
import { wrongUsage } from './usage.js';

/** `jatdae review`: serves the page until it is interrupted. */
export async function runReview(target: string, flags: ReviewFlags, context: Context): Promise<number> {
  await checkTemp(flags.temp);
  if (flags.port > 65_535) throw wrongUsage(`포트 번호가 너무 큽니다: ${flags.port}`, `This is no port: ${flags.port}`);
  const database = flags.database ?? (await folderFor(target));
  if (!isServer(database)) await refuseInside(database, target);
  const { language, terminal } = context;
  const { port, seed, profile, jobs, temp } = flags;
  const named = Object.entries({ seed, profile, jobs, temp }).filter(([, value]) => value !== undefined);
  const interrupt = watchInterrupt(() => context.note(ENDING));
  try {
    const review = await startReview({ target, language, database, port, onNote: context.note, ...Object.fromEntries(named) });
    try {
      await terminal.out(`${review.url}\n`);
      context.note(isServer(database) ? OPENED : keptIn(database));
      if (flags.open && terminal.env.CI === undefined) openBrowser(review.url);
      await new Promise<void>((resolve) => {
        if (interrupt.signal.aborted) resolve();
        interrupt.signal.addEventListener('abort', () => resolve(), { once: true });
        void review.session.done.then(() => {
          const failure = review.session.failure();
          if (failure !== null) context.note(failure);
        });
      });
      const phase = review.session.phase();
      if (phase === 'failed') return EXIT.unusable;
      return phase === 'ready' ? EXIT.accepted : EXIT.incomplete;
    } finally {
      await review.close();
    }
  } finally {
    interrupt.stop();
  }
}

const ENDING: Localized = {
  ko: '심사를 끝냅니다. 저장된 판정은 남아 있습니다. 한 번 더 누르면 바로 끝냅니다.',
  en: 'Ending the review; what was judged is stored. Once more ends at once.',
};

const OPENED: Localized = {
  ko: '위 주소를 이 컴퓨터의 브라우저에서 여십시오. Ctrl-C로 끝냅니다.',
  en: 'Open the address above in a browser of this machine. Ctrl-C ends.',
};

const keptIn = (folder: string): Localized => ({
  ko: `위 주소를 이 컴퓨터의 브라우저에서 여십시오. 판정은 ${folder} 폴더에 저장됩니다. Ctrl-C로 끝냅니다.`,
  en: `Open the address above in a browser of this machine. Judgements are stored in ${folder}. Ctrl-C ends.`,
});

/** Beside the deliverable, never in it: a folder there would be delivered, too. Of one at an address, in the current folder. */
async function folderFor(target: string): Promise<string> {
  if (/^[a-z0-9]+:\/\//iu.test(target)) return `${basename(target.replace(/[?#].*$/su, ''))}.review`;
  const path = resolve(target);
  const facts = await stat(path).catch(() => null);
  const isManifest = facts?.isFile() === true && /^benchmark\.(?:ya?ml|json)$/u.test(basename(path));
  const deliverable = isManifest ? dirname(path) : path;
  return join(dirname(deliverable), `${basename(deliverable)}.review`);
}

async function refuseInside(folder: string, target: string): Promise<void> {
  const root = await realpath(target).catch(() => null);
  if (root === null || !(await stat(root)).isDirectory()) return;
  const within = relative(root, await nearest(resolve(folder)));
  if (within.startsWith('..') || resolve(root, within) !== join(root, within)) return;
  throw wrongUsage(
    `데이터베이스 폴더는 납품물 밖에 있어야 합니다: ${folder}`,
    `The folder of the database has to be outside the deliverable: ${folder}`,
  );
}

/** The path without links, as far as it is there. */
async function nearest(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null);
  if (real !== null || dirname(path) === path) return real ?? path;
  return join(await nearest(dirname(path)), basename(path));
}

/** Whoever has no browser opens the address themselves. */
function openBrowser(url: string): void {
  const [program, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', '""'] : ['xdg-open'];
  const child = spawn(program ?? '', [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
