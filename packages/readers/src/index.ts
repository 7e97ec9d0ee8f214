export * from './folder.js';
export * from './glob.js';
export * from './reader.js';
export * from './registry.js';
export * from './source.js';
