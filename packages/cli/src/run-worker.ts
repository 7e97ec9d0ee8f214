import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fleetVersion, startWorker } from '@jatdae/cluster';
import { readEntries } from './bundle-entries.js';
import { connectFleet } from './connect-fleet.js';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { watchInterrupt } from './interrupt.js';
import type { WorkerFlags } from './redis-flags.js';

/** Milliseconds between two looks whether there was no work for long enough. */
const LOOK = 500;

/** `jatdae worker`: works until it is told to end, or there is nothing to do. */
export async function runWorker(flags: WorkerFlags, context: Context): Promise<number> {
  const { jobs: threads = availableParallelism(), lease, store, idleExit } = flags;
  const connection = await connectFleet(flags, context);
  const interrupt = watchInterrupt(() => {
    context.note({
      ko: '맡은 일을 마치고 끝냅니다. 한 번 더 누르면 바로 끝냅니다.',
      en: 'Finishing what is under way; once more ends at once.',
    });
    connection.hurry();
  });
  try {
    const worker = await startWorker(connection, {
      version: fleetVersion(readEntries()),
      threads,
      lease,
      onNote: context.note,
      ...(store === undefined ? {} : { store: resolve(store) }),
    });
    context.note({
      ko: `일을 기다립니다: ${connection.address}, 스레드 ${threads}개`,
      en: `Waiting for work: ${connection.address}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    });
    const isIdle = (): boolean => idleExit !== undefined && worker.idle() >= idleExit * 1000;
    while (!interrupt.signal.aborted && !isIdle())
      await wait(LOOK, undefined, { signal: interrupt.signal }).catch(() => undefined);
    await worker.drain();
    context.note({ ko: `끝났습니다. 처리한 작업: ${worker.done()}`, en: `Done. Pieces of work: ${worker.done()}` });
    return EXIT.accepted;
  } finally {
    interrupt.stop();
    connection.close();
  }
}
