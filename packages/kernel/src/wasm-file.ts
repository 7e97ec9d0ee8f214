import { readFileSync } from 'node:fs';

/** What `pnpm build` compiles assembly/ to. The bundle of the command line holds these bytes itself. */
export const readWasm = (): Uint8Array => readFileSync(new URL('../dist/kernel.wasm', import.meta.url));
