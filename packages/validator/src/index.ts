export { type ConsortiumOptions, judgeConsortium } from './consortium.js';
export { DEFAULT_LIMITS, type Problem, type Progress, UsageError, type ValidateOptions, type ValidateResult } from './options.js';
export { type OpenItems, type OpenItemsResult, openItems, type Pointed, type ReadItem } from './read-items.js';
export { validate } from './validate.js';
export { VERSION } from './version.js';
