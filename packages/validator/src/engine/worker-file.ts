/** Always what was built: so workers take no loader or import condition over from the process that starts them. */
export const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/engine/worker.js' : './worker.js',
  import.meta.url,
);
