import { compareAll } from './compare-all.js';
import { measureManyFiles } from './files.js';
import { compareOptions, USAGE } from './options.js';
import { rewritePage } from './publish.js';

const [first, ...rest] = process.argv.slice(2).filter((argument, at) => !(at === 0 && argument === '--'));

try {
  if (process.argv.includes('--help') || process.argv.includes('-h')) console.log(USAGE);
  else if (first === 'files') await measureManyFiles(rest);
  else if (first === 'page') rewritePage();
  else await compareAll(compareOptions(first === 'compare' || first === undefined ? rest : [first, ...rest]));
} catch (error) {
  if (error instanceof RangeError || error instanceof TypeError) console.error(`${error.message}\n\n${USAGE}`);
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
