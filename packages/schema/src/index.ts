export { canonicalJson } from './canonical-json.js';
export {
  type CompiledSchema,
  type CompileOptions,
  compileSchema,
  type JsonSchema,
  type SchemaCheck,
  type SchemaError,
} from './compile-schema.js';
export { type ExplainOptions, explainSchemaError } from './explain-schema-error.js';
export { itemSchema } from './item-schema.js';
export { type ManifestProblem, type ManifestResult, parseManifest } from './manifest/parse-manifest.js';
export type { Position } from './manifest/source.js';
export { escapeControls, formatMessage, groupDigits, showValue } from './messages.js';
export { nearestWord } from './nearest.js';
export { particleAfter } from './particles.js';
export { childPointer, pointerKeys, readablePath } from './pointer.js';
export { type ProfileResult, type ReadProfileFile, resolveProfile } from './profile.js';
