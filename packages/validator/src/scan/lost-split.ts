import { createCensus, encodeCensus } from '@jatdae/rules';
import type { Plan, Split } from '../plan/plan.js';
import { nothingNear } from '../similar/split-log.js';
import { createAccumulators } from './accumulators.js';
import { createMediaLog } from './media.js';
import { factsOfLost } from './scan-split.js';
import { encodeStates, type ScannedRun } from './scanned-run.js';
import { createTotals } from './totals.js';

/** What stands for a split that nobody could scan: each of its files is unread from there on, with the reason, a word of F005. */
export function lostSplit(plan: Plan, split: Split, reason: string): ScannedRun {
  const accumulators = createAccumulators(plan);
  const states = accumulators.map(({ accumulator }) => accumulator.init());
  const alone = split.to === split.from + 1;
  const files = plan.resources[split.resource]?.files.slice(split.from, split.to) ?? [];
  const parts = files.map((file) => {
    const whole = plan.files[file]?.size ?? 0;
    const [start, end] = alone ? [split.start, split.end] : [0, whole];
    const facts = factsOfLost({ code: 'F005', byte: start, reason, told: false }, 0);
    const report = {
      split: split.index,
      resource: split.resource,
      file,
      whole: start === 0 && end === whole,
      size: end - start,
      facts,
    };
    accumulators.forEach(({ accumulator }, k) => {
      if (accumulator.addPart !== undefined) states[k] = accumulator.addPart(states[k], report);
    });
    return { file, records: 0, lines: 0, bytes: 0, unread: Math.max(1, end - start) };
  });
  const none = (): Int32Array => new Int32Array(0);
  const logs = { ids: none(), items: none(), near: nothingNear(), passages: none(), keys: none() };
  return {
    splits: [{ split: split.index, rows: 0, parts, logs }],
    totals: createTotals(plan.subMetrics.length),
    census: encodeCensus(createCensus(plan.subMetrics.length)),
    media: createMediaLog(),
    states: encodeStates(accumulators, states),
    stored: [],
  };
}
