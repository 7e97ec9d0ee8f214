import { appendFileSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { validate as Validate, ValidateOptions, ValidateResult } from '@jatdae/validator';
import { expect, vi } from 'vitest';
import { connectRedis } from '../connection.js';
import { fleetWorkforce } from '../workforce.js';
import { builtVersion } from './fleet.js';

/**
 * Set up before every file of the validator's tests (`scripts/fleet-tests.ts`): whatever they validate is validated by each of the fleets
 * (`JATDAE_FLEET_PREFIXES`, by comma) at `JATDAE_FLEET_REDIS`, too, and all that comes of it must be the same. `JATDAE_FLEET_TALLY` names a file that gets a
 * line for each: the prefix of the fleet that says the same, or why only one of the two would feel what the test does.
 */
const { JATDAE_FLEET_REDIS: url = '', JATDAE_FLEET_PREFIXES: prefixes = '', JATDAE_FLEET_TALLY: tally = '' } = process.env;
const VALIDATE = fileURLToPath(new URL('../../../validator/src/validate.ts', import.meta.url));
/** Bytes up to which a deliverable is cut into pieces so small that there is something to share. */
const SMALL = 1 << 20;
const SMALL_SPLIT = 4000;

vi.doMock(VALIDATE, async (importOriginal) => {
  const original = await importOriginal<{ validate: typeof Validate }>();
  return { ...original, validate: throughFleet(original.validate) };
});

function throughFleet(validate: typeof Validate): typeof Validate {
  return async (target, options) => {
    const own = await outcomeOf(validate, target, options);
    const reason = whyNot(target, options);
    if (reason !== null) note(`not: ${reason}`);
    else await Promise.all(prefixes.split(',').map((prefix) => expectSame(own, prefix, validate, target, options)));
    if ('error' in own) throw own.error;
    return own.result;
  };
}

/** Tests that compare how many bytes their server has given: to a fleet it gives them again. */
const COUNTS_SERVED = ['fetches from a server nothing more than the scan does'];

/** null: a fleet can do the same. */
function whyNot(target: string, options: ValidateOptions): string | null {
  if (typeof options.engine === 'object') return 'an engine of the test';
  const stepsIn = ['signal', 'onProgress', 'resume'].find((name) => name in options);
  if (stepsIn !== undefined) return `the test steps in while it runs (${stepsIn})`;
  // Whoever counts what this process decodes would count the fleet's answers, too.
  if (vi.isMockFunction(TextDecoder.prototype.decode)) return 'the test counts what its process decodes';
  if (COUNTS_SERVED.some((name) => expect.getState().currentTestName?.includes(name)))
    return 'the test counts what its server gives';
  return target.startsWith('s3:') ? 'a bucket whose credentials only the test has' : null;
}

const note = (line: string): void => appendFileSync(tally, `${line}\n`);

async function expectSame(
  own: Outcome,
  prefix: string,
  validate: typeof Validate,
  target: string,
  options: ValidateOptions,
): Promise<void> {
  const [one, other] = [comparable(own), comparable(await outcomeOf(validateWithFleet(validate, prefix), target, options))];
  if (!isDeepStrictEqual(one, other)) throw new Error(`${prefix} says something else of ${target}:\n${difference(one, other)}`);
  note(prefix);
}

type Outcome = { readonly result: ValidateResult } | { readonly error: unknown };

const outcomeOf = (validate: typeof Validate, target: string, options: ValidateOptions): Promise<Outcome> =>
  validate(target, options).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );

/** All but what may differ between two runs. */
function comparable(outcome: Outcome): unknown {
  if ('error' in outcome) return String(outcome.error);
  const { report, ...rest } = outcome.result;
  return { ...rest, report: { ...report, run: null } };
}

function difference(one: unknown, other: unknown): string {
  const [left, right] = [one, other].map((each) => JSON.stringify(each, null, 1).split('\n')) as [string[], string[]];
  const at = left.findIndex((line, k) => line !== right[k]);
  return `own:   ${left.slice(at, at + 3).join('')}\nfleet: ${right.slice(at, at + 3).join('')}`;
}

function validateWithFleet(validate: typeof Validate, prefix: string): typeof Validate {
  return async (target, options) => {
    const onNote = (): void => undefined;
    const connection = await connectRedis({ url, prefix }, onNote);
    const engine = fleetWorkforce(connection, { store: null, version: builtVersion(), onNote });
    const cut = options.splitBytes === undefined && isSmall(target) ? { splitBytes: SMALL_SPLIT } : {};
    try {
      return await validate(target, { ...options, ...cut, onNote, engine });
    } finally {
      await engine.close();
      connection.close();
    }
  };
}

function isSmall(target: string): boolean {
  try {
    const names = statSync(target).isDirectory() ? readdirSync(target, { recursive: true, encoding: 'utf8' }) : [''];
    return names.reduce((sum, name) => sum + statSync(`${target}/${name}`).size, 0) < SMALL;
  } catch {
    return false;
  }
}
