/** Kills workers at random and restarts Redis once while a fleet checks many small splits, seed after seed: each report must be that of one thread. */
import { parseArgs } from 'node:util';
import { drawChaos, validateInChaos } from '../packages/cluster/src/testing/chaos.js';
import { writeMany } from '../packages/cluster/src/testing/deliverable.js';
import { validateInline } from '../packages/cluster/src/testing/fleet.js';
import { randomFrom } from './data/random.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    splits: { type: 'string', default: '200' },
    workers: { type: 'string', default: '3' },
  },
});
const splits = Number(values.splits);
const from = Number(values.from);

const many = await writeMany(splits);
let differing = 0;
try {
  const expected = JSON.stringify(await validateInline(many.root));
  for (let seed = from; seed < from + Number(values.seeds); seed++) {
    const chaos = drawChaos(splits, Number(values.workers), randomFrom(seed).next);
    const { report } = await validateInChaos(many.root, chaos);
    const same = JSON.stringify(report) === expected;
    if (!same) differing += 1;
    console.log(
      `seed ${seed}: workers killed after files ${chaos.kills.join(', ')}; Redis restarted after ${chaos.restart}${chaos.hasStore ? '; --store' : ''}${chaos.isTree ? '; merged as a tree' : ''}: ${same ? 'the same report' : 'ANOTHER REPORT'}`,
    );
  }
} finally {
  await many.remove();
}
if (differing > 0) {
  console.log(`${differing} reports differ`);
  process.exitCode = 1;
}
