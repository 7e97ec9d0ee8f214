export { formatPlace } from './findings.js';
export { renderJson } from './json.js';
export { describeValues } from './measure.js';
export { renderPretty } from './pretty.js';
export type { PrettyOptions, Titles } from './style.js';
export { clean, displayWidth, formatBytes, formatCount, padEnd, truncate, wrap } from './text.js';
export { requirementWord, severityWord, verdictWord } from './words.js';
