import { resolve } from 'node:path';
import type { Workforce } from '@jatdae/validator';
import type { Context } from './context.js';
import { wrongUsage } from './usage.js';
import type { ValidateFlags } from './validate-flags.js';

/** The workers of many machines, where they are asked for. */
export async function fleetOf(
  flags: ValidateFlags,
  context: Context,
): Promise<{ readonly engine: Workforce; close(): Promise<void> } | null> {
  const { engine, store } = flags;
  if (engine === 'bullmq') {
    const { fleetWorkforce } = await import('@jatdae/cluster');
    const { connectFleet } = await import('./connect-fleet.js');
    const connection = await connectFleet(flags, context);
    const settings = { store: store === undefined ? null : resolve(store), onNote: context.note };
    const engine = fleetWorkforce(connection, settings);
    return {
      engine,
      async close() {
        await engine.close();
        connection.close();
      },
    };
  }
  if (store !== undefined) throw wrongUsage('--store는 --engine bullmq와 함께 씁니다.', '--store goes with --engine bullmq.');
  return null;
}
