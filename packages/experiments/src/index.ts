export {
  type ImportFormat,
  type ImportOptions,
  type ImportOutcome,
  type ImportResult,
  importExperiment,
  type TaskOutcome,
} from './import/import.js';
