import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validate } from '../validate.js';
import { CONTENTS, type Contents } from './contents.js';
import { copy, DATA, exists } from './copies.js';

const present = await Promise.all(CONTENTS.map(({ folder }) => exists(join(DATA, folder))));
const absent = CONTENTS.filter((_, k) => present[k] !== true).map(({ folder }) => folder);
const title =
  absent.length === 0
    ? 'personal data and broken characters in real data'
    : `personal data and broken characters in real data, without what ../shared/data lacks: ${absent.join(', ')}`;

describe(title, () => {
  for (const contents of CONTENTS) {
    it.skipIf(absent.includes(contents.folder))(
      `${contents.folder}: what is found is what a person judged, and nothing else`,
      async () => {
        const root = await mkdtemp(join(tmpdir(), 'jatdae-contents-'));
        try {
          await copy(join(DATA, contents.folder), root);
          await writeFile(join(root, 'benchmark.json'), JSON.stringify(manifestOf(contents)));
          const { report } = await validate(root, { language: 'ko', engine: 'inline', select: ['P', 'I008'], maxFindings: 1000 });
          const found = report.findings.map(({ code, place }) => `${code} ${place.path}:${place.record} ${place.pointer}`);
          const there = await Promise.all(contents.findings.map(({ path }) => exists(join(root, path))));
          const expected = contents.findings
            .filter((_, k) => there[k])
            .map(({ code, path, record, pointer }) => `${code} ${path}:${record} ${pointer}`);
          expect(found.sort()).toEqual(expected.sort());
        } finally {
          await rm(root, { recursive: true, force: true });
        }
      },
      // KLUE is 317,000 lines.
      300_000,
    );
  }
});

/** Every text of a record is looked at, so that one mapped field is enough. */
function manifestOf({ folder, sources }: Contents) {
  const lines = { format: 'tsv', csv: { header: false, columns: ['line'], delimiter: '\u0001', quote: null } };
  return {
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: { name: folder.toLowerCase(), title: folder, version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
    subMetrics: [{ id: 'all', itemType: 'generation' }],
    resources: sources.map(({ path, question, lines: asLines }) => ({
      path,
      ...(asLines === true ? lines : {}),
      subMetric: { value: 'all' },
      split: { value: 'public' },
      fields: { question },
    })),
  };
}
