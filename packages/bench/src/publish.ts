import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderPage } from './page.js';
import { emptyResults, type Results, readResults } from './results.js';

const docs = new URL('../../../docs/', import.meta.url);
const resultsPath = fileURLToPath(new URL('performance.json', docs));
const pagePath = fileURLToPath(new URL('performance.md', docs));

/** What earlier runs have left, or nothing where all is to be measured anew. */
export function keptResults(fresh: boolean): Results {
  return fresh ? emptyResults() : readResults(resultsPath);
}

export function publish(results: Results): void {
  writeFileSync(resultsPath, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(pagePath, renderPage(results));
}

export function rewritePage(): void {
  writeFileSync(pagePath, renderPage(readResults(resultsPath, 'any machine')));
}
