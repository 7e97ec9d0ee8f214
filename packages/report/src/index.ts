export { formatPlace } from './findings.js';
export { FORMATS, type Format, type FormatName } from './formats.js';
export { escapeMarkdown } from './markdown/escape.js';
export { describeValues } from './measure.js';
export type { Rendered, RenderOptions, RuleText } from './render-options.js';
export { FINGERPRINT_TITLE, REPLY_ACTIONS, REPLY_COLUMNS, REPLY_SHEET, RULE_TITLE } from './reply-columns.js';
export type { Titles } from './style.js';
export { clean, displayWidth, formatBytes, formatCount, padEnd, truncate, wrap } from './text.js';
export { requirementWord, severityWord, verdictWord } from './words.js';
