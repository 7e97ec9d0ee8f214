import { mkdir, rm } from 'node:fs/promises';
import { type CasePlan, measureCase, proveAgreement } from './compare.js';
import type { CompareOptions } from './options.js';
import { renderPage } from './page.js';
import { type Format, PEERS, type Peer, unavailable } from './peers.js';
import { keptResults, publish } from './publish.js';
import { withCase } from './results.js';

const COLD_SIZE = '24MiB';

/** Measures every case that was asked for, and writes the page after each. */
export async function compareAll(options: CompareOptions): Promise<void> {
  let results = keptResults(options.fresh);
  const peers = await loadable(options.peers);
  for (const format of options.formats) {
    const fitting = peers.filter((peer) => peer.formats.includes(format));
    await withScratch(options, () => proveAgreement(format, fitting, options.temp, options.jobs));
    console.error(`${format}: all count the same on planted faults`);
    for (const plan of plansOf(options, format)) {
      const chosen = plan.scenario === 'broken' ? fitting.filter(({ name }) => name === 'loop-ajv') : fitting;
      const measured = await withScratch(options, () => measureCase(plan, chosen, options.temp, (line) => console.error(line)));
      results = withCase(results, measured);
      if (!options.dry) publish(results);
    }
  }
  console.log(renderPage(results));
}

function plansOf({ sizes, scenarios, jobs, runs }: CompareOptions, format: Format): CasePlan[] {
  return scenarios.flatMap((scenario): CasePlan[] => {
    if (scenario === 'cold') return [{ format, size: COLD_SIZE, scenario, jobs, runs }];
    if (scenario !== 'clean' && format !== 'jsonl') return [];
    return sizes.map((size) => ({ format, size, scenario, jobs, runs }));
  });
}

async function withScratch<T>({ temp, keep }: CompareOptions, work: () => Promise<T>): Promise<T> {
  await mkdir(temp, { recursive: true });
  try {
    return await work();
  } finally {
    if (!keep) await rm(temp, { recursive: true, force: true });
  }
}

async function loadable(names: readonly string[]): Promise<Peer[]> {
  const found: Peer[] = [];
  for (const peer of PEERS.filter(({ name }) => names.includes(name))) {
    const why = await unavailable(peer);
    if (why === undefined) found.push(peer);
    else console.error(`${peer.name} is left out: ${why}`);
  }
  return found;
}
