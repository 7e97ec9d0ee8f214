/** The embedded database. In a bundle of the command line this stands beside the package's own dependencies, where its WASM files are found. */
export async function loadPglite() {
  const [{ PGlite }, { NodeFS }] = await Promise.all([import('@electric-sql/pglite'), import('@electric-sql/pglite/nodefs')]);
  return { PGlite, NodeFS };
}
