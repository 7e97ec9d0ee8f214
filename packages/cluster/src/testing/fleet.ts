import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Localized, Report } from '@jatdae/schema';
import { type Plan, UsageError, type ValidateOptions, validate, type Workforce } from '@jatdae/validator';
import { type Connection, connectRedis } from '../connection.js';
import type { FleetSettings } from '../desk.js';
import { fleetVersion } from '../version.js';
import { startWorker } from '../worker.js';
import { fleetWorkforce } from '../workforce.js';
import { started } from './redis.js';

export const BIN = fileURLToPath(new URL('../../../cli/bin/jatdae.js', import.meta.url));

/** Of the program that worker processes run. */
export const builtVersion = (): string =>
  fleetVersion(readFileSync(new URL('../../../cli/dist/bundle/entries.json', import.meta.url), 'utf8'));

export interface WorkerProcess {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** a command that runs it elsewhere */
  readonly through?: readonly string[];
}

/** A worker process of one thread, ready for work. A short lease, so that the work of one that is killed is soon another's. */
export function startWorkerProcess(
  url: string,
  { args = [], env = {}, through = [] }: WorkerProcess = {},
): Promise<ChildProcess> {
  const command = [
    ...through,
    process.execPath,
    BIN,
    'worker',
    '--redis',
    url,
    '--jobs',
    '1',
    '--lease',
    '2',
    '--lang',
    'en',
    ...args,
  ];
  return started(spawn(command[0] as string, command.slice(1), { env: { ...process.env, ...env } }), 'Waiting for work');
}

/** A worker in this process. */
export interface WorkerHere {
  readonly notes: readonly Localized[];
  /** Takes no more work, and waits for what is under way. */
  stop(): Promise<void>;
}

/** One that cannot reach its server when it starts is started again, as by whoever keeps workers running. */
export async function startWorkerHere(
  url: string,
  { silence, version = builtVersion() }: Pick<FleetChoices, 'silence'> & { readonly version?: string } = {},
): Promise<WorkerHere> {
  const notes: Localized[] = [];
  const onNote = (note: Localized): void => void notes.push(note);
  const settings = { url, prefix: 'jatdae', ...(silence === undefined ? {} : { silence }) };
  const connect = (): Promise<Connection> =>
    connectRedis(settings, onNote).catch(async (error: unknown) => {
      if (!(error instanceof UsageError)) throw error;
      await wait(100);
      return connect();
    });
  const connection = await connect();
  const worker = await startWorker(connection, { version, threads: 1, lease: 1, onNote });
  return {
    notes,
    async stop() {
      await worker.drain();
      connection.close();
    },
  };
}

interface FleetChoices extends Partial<Pick<FleetSettings, 'store' | 'shape'>> {
  /** milliseconds without an answer after which a connection counts as broken */
  readonly silence?: number;
}

export interface FleetRun {
  /** without what may differ between two runs */
  readonly report: Omit<Report, 'run'>;
  readonly notes: readonly Localized[];
}

/** Validates with the workers of a fleet; `onPlan` comes between planning and the first piece of work. */
export async function validateWithFleet(
  url: string,
  target: string,
  { store = null, shape = {}, silence }: FleetChoices = {},
  options: Partial<ValidateOptions> = {},
  onPlan: (plan: Plan) => Promise<void> = async () => {},
): Promise<FleetRun> {
  const notes: Localized[] = [];
  const onNote = (note: Localized): void => void notes.push(note);
  const connection = await connectRedis({ url, prefix: 'jatdae', ...(silence === undefined ? {} : { silence }) }, onNote);
  try {
    const workforce = fleetWorkforce(connection, { store, shape, version: builtVersion(), onNote });
    const engine: Workforce = {
      inspect: workforce.inspect,
      async start(plan, threads) {
        await onPlan(plan);
        return workforce.start(plan, threads);
      },
    };
    const { report } = await validate(target, { language: 'ko', ...options, engine });
    return { report: withoutRun(report), notes };
  } finally {
    connection.close();
  }
}

/** The same in one thread of this process. */
export async function validateInline(target: string, options: Partial<ValidateOptions> = {}): Promise<Omit<Report, 'run'>> {
  return withoutRun((await validate(target, { language: 'ko', ...options, engine: 'inline' })).report);
}

const withoutRun = ({ run: _, ...report }: Report): Omit<Report, 'run'> => report;
