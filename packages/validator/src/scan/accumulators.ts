import { type Accumulator, createClueFinder, findRule, type ScanContext } from '@jatdae/rules';
import type { Plan } from '../plan/plan.js';

export interface PlannedAccumulator {
  readonly code: string;
  readonly accumulator: Accumulator<unknown>;
  /** the encoded state of nothing at all */
  readonly empty: Uint8Array;
}

/** The scanning rules of a plan. Those that decide validity come first, for the others see its result. */
export function createAccumulators(plan: Plan): PlannedAccumulator[] {
  const clues = createClueFinder();
  const planned = plan.rules.flatMap(({ code, severity }) => {
    const rule = findRule(code);
    if (rule?.kind !== 'scan') return [];
    const context: ScanContext = {
      manifest: plan.manifest,
      media: plan.media.files,
      profile: plan.profile,
      keep: plan.keep,
      severity,
      clues,
    };
    const accumulator = rule.create(context);
    return [{ code, first: rule.invalidates === true, accumulator, empty: accumulator.encode(accumulator.init()) }];
  });
  return planned.sort((a, b) => Number(b.first) - Number(a.first));
}
