import { resolve } from 'node:path';
import type { Workforce } from '@jatdae/validator';
import { readEntries } from './bundle-entries.js';
import type { Context } from './context.js';
import { wrongUsage } from './usage.js';
import type { ValidateFlags } from './validate-flags.js';

interface FleetRun {
  readonly engine: Workforce;
  /** From now on nobody waits for a server that is away. */
  hurry(): void;
  /** Whether the run was ended because its server was away. */
  isLost(): boolean;
  close(): Promise<void>;
}

/** The workers of many machines, where they are asked for. */
export async function fleetOf(flags: ValidateFlags, context: Context): Promise<FleetRun | null> {
  const { engine, store } = flags;
  if (engine === 'bullmq') {
    const { fleetVersion, fleetWorkforce } = await import('@jatdae/cluster');
    const { connectFleet } = await import('./connect-fleet.js');
    const connection = await connectFleet(flags, context);
    const settings = {
      store: store === undefined ? null : resolve(store),
      version: fleetVersion(readEntries()),
      onNote: context.note,
    };
    const engine = fleetWorkforce(connection, settings);
    return {
      engine,
      hurry: connection.hurry,
      isLost: connection.isLost,
      async close() {
        await engine.close();
        connection.close();
      },
    };
  }
  if (store !== undefined) throw wrongUsage('--store는 --engine bullmq와 함께 씁니다.', '--store goes with --engine bullmq.');
  return null;
}
