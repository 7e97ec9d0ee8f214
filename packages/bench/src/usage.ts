// Loaded with --import into a measured program: at its exit it writes what the process used to the file named by JATDAE_BENCH_USAGE.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const path = process.env.JATDAE_BENCH_USAGE;
if (isMainThread && path !== undefined) {
  process.on('exit', () => writeFileSync(path, JSON.stringify(process.resourceUsage())));
}
