export { anchorShape, plainAnchors } from './anchors.js';
export { allocate, type ByteMemory, plainMemory, wasmMemory } from './byte-memory.js';
export * from './canonical.js';
export * from './column-rows.js';
export * from './csv.js';
export * from './fingerprint.js';
export * from './glance.js';
export * from './holder-counter.js';
export { createInsideSearch } from './inside-search.js';
export * from './item-batch.js';
export * from './item-census.js';
export * from './item-mapper.js';
export * from './item-printer.js';
export { createItemSketcher, type ItemSketcher, type ItemSketchShape, type SketchedRows } from './item-sketcher.js';
export { createKeyHeaps, type GroupSizes, HEAP_KEY_BYTES, type KeyHeaps } from './key-heaps.js';
export * from './lengths.js';
export * from './nodes.js';
export {
  fullBins,
  jamoOf,
  MAX_UNITS,
  NORMAL_STEPS,
  type NormalStep,
  normalText,
  PARITY_WORDS,
  type SketchShape,
} from './normal-text.js';
export * from './oddities.js';
export { ANCHOR_BITS, FAR, noAnchors, PART_BITS, type PackedAnchors, unpackInto } from './packed-anchors.js';
export { appendJson, explainText, parseJson } from './parse-json.js';
export * from './program.js';
export { createProver, type Prover } from './prove.js';
export * from './raw-batch.js';
export * from './records.js';
export { createSketcher, KEYED_BINS, type Sketcher, takeSketchRoom } from './sketch.js';
export * from './sketch-facts.js';
export { createSketchTable, GROUPED, type LikelyBounds, type SketchTable } from './sketch-table.js';
export { reachOf, SOUGHT, Sought, soughtSize } from './sought.js';
export * from './tape.js';
export { loadUnescaped } from './unescape.js';
export * from './zstd.js';
