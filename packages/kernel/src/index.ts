export { type ByteMemory, wasmMemory } from './byte-memory.js';
export * from './canonical.js';
export * from './fingerprint.js';
export * from './item-batch.js';
export * from './nodes.js';
export { appendJson, parseJson } from './parse-json.js';
export * from './raw-batch.js';
export * from './records.js';
export * from './tape.js';
