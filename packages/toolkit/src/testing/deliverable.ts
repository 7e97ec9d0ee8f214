import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A deliverable in a new temporary folder: a manifest of `resources` (YAML of the list) and files by path. */
export async function writeDeliverable(
  resources: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  subMetrics: readonly string[] = ['예절', '명절'],
  dataset = '',
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-납품물-'));
  const manifest = `# 손으로 쓴 것
jatdae: 1
profile: nia-2024-2
dataset: {name: a, title: 작은 납품물, version: 1.0.0, task: 8, modalities: [text], languages: [ko]${dataset}}
subMetrics:
${subMetrics.map((id) => `  - {id: ${id}, metric: accuracy, itemType: multiple-choice}\n`).join('')}resources:
${resources}`;
  for (const [path, content] of Object.entries({ 'benchmark.yaml': manifest, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

export const jsonLines = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');
