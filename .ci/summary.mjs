// Usage: node summary.mjs <exit status so far> <vitest JSON result>...
// Last line: `N passed, N failed, N skipped`. A test counts once however many runs had it: failed where any run failed it,
// passed where any passed it, else skipped. A test file that could not be loaded, and a step that failed without a test, count as one failure.
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';

const [, , status, ...paths] = process.argv;
const rank = { failed: 2, passed: 1 };
const worst = new Map();

function note(key, outcome) {
  const value = rank[outcome] ?? 0;
  worst.set(key, Math.max(value, worst.get(key) ?? 0));
}

for (const path of paths.filter((candidate) => existsSync(candidate))) {
  for (const file of JSON.parse(readFileSync(path, 'utf8')).testResults) {
    if (file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')) note(file.name, 'failed');
    // By place in the file: a name may show a value that another Node prints differently.
    for (const [index, test] of file.assertionResults.entries()) note(`${file.name} #${index}`, test.status);
  }
}

const count = (value) => [...worst.values()].filter((outcome) => outcome === value).length;
const failedStep = status !== '0' && count(2) === 0;
if (failedStep) console.log('a step failed outside the tests: see above');
const failed = count(2) + (failedStep ? 1 : 0);
console.log(`${count(1)} passed, ${failed} failed, ${count(0)} skipped`);
process.exitCode = failed > 0 || status !== '0' ? 1 : 0;
