import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DefectName } from './data/defects.js';
import { writeDeliverable } from './data/deliverable.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, '.quickstart', 'global-norms-eval');

const plant: DefectName[] = [
  'duplicate-id',
  'answer-out-of-range',
  'blank-question',
  'decomposed-hangul',
  'unknown-split',
  'wrong-type',
  'duplicate-item',
  'leak',
  'malformed-line',
];

await rm(folder, { recursive: true, force: true });
const { items, bytes, planted } = await writeDeliverable({
  folder,
  seed: 2024,
  subMetrics: 12,
  itemsPerSubMetric: 1000,
  share: 0.1,
  layout: 'file-per-sub-metric',
  leaderboardAnswers: 'withheld',
  models: 3,
  plant,
});

const shown = relative(process.cwd(), folder) || '.';
console.error(
  `${shown}: ${items} items in 12 sub-metrics, ${(bytes / 2 ** 20).toFixed(1)} MiB, with ${planted.length} planted defects:`,
);
for (const { rule, defect, path, line } of planted) console.error(`  ${rule}  ${defect}  ${path}:${line}`);
console.error(`\n$ jatdae validate ${shown}\n`);

const run = spawnSync(process.execPath, [join(root, 'packages/cli/bin/jatdae.js'), 'validate', folder], { stdio: 'inherit' });
if (run.error !== undefined) throw run.error;

if (run.status !== 1) {
  console.error(`\nexpected exit status 1 (rejected: the defects are there on purpose), got ${run.status ?? run.signal}`);
  process.exitCode = run.status || 70;
} else {
  console.error(`
결함을 일부러 심은 납품물이므로 판정이 rejected(종료 코드 1)인 것이 맞습니다.
직접 만든 데이터를 검사하려면: node packages/cli/bin/jatdae.js validate <폴더> · 규칙 설명: … explain H003

The deliverable is rejected (exit status 1) as it should be: the defects were planted.
To check your own data: node packages/cli/bin/jatdae.js validate <folder> · about a rule: … explain H003`);
}
