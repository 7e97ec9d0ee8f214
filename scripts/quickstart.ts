import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DefectName } from './data/defects.js';
import { writeDeliverable } from './data/deliverable.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, '.quickstart', 'global-norms-eval');
const reportPath = join(root, '.quickstart', 'report.json');
const pagePath = join(root, '.quickstart', 'report.html');

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

await rm(join(root, '.quickstart'), { recursive: true, force: true });
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

const program = join(root, 'packages/cli/bin/jatdae.js');
const run = spawnSync(process.execPath, [program, 'validate', folder, '-o', reportPath, '-o', pagePath], { stdio: 'inherit' });
if (run.error !== undefined) throw run.error;

if (run.status !== 1 || !existsSync(reportPath)) {
  console.error(`\nexpected exit status 1 (rejected: the defects are there on purpose), got ${run.status ?? run.signal}`);
  process.exitCode = run.status || 70;
} else {
  const again = `node ${relative(process.cwd(), program)}`;
  console.error(`
결함을 일부러 심었으므로 불합격(종료 코드 1)이 맞습니다. 전체 보고서: ${relative(process.cwd(), reportPath)}, 브라우저에서 볼 것: ${relative(process.cwd(), pagePath)}
직접 만든 데이터를 검사하려면: ${again} validate <폴더>    규칙이 궁금하면: ${again} explain H003

Rejected (exit status 1) is right: the defects were planted. Full report: ${relative(process.cwd(), reportPath)}; for a browser: ${relative(process.cwd(), pagePath)}
To check your own data: ${again} validate <folder>    About a rule: ${again} explain H003`);
}
