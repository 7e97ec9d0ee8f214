export { baseUrlOf } from './endpoint/base-url.js';
export {
  type ImportFormat,
  type ImportOptions,
  type ImportOutcome,
  type ImportResult,
  importExperiment,
  type TaskOutcome,
} from './import/import.js';
export { experimentEntry } from './import/snippet.js';
export type { Comparison } from './run/compare.js';
export { type Estimate, estimateRun } from './run/estimate.js';
export { type RunResult, runExperiment } from './run/run-experiment.js';
export type { RunOptions, RunProgress } from './run/settings.js';
export type { Reason, Survey } from './run/survey.js';
export { listSuspects } from './suspects/suspects.js';
