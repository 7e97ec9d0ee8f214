import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { ValidateOptions } from '../options.js';
import { MESSY_LIMITS, type MessyFiles, type MessyItem, type Spoil, writeMessy } from './messy.js';

/** A deliverable that every engine says the same of, byte for byte. */
export interface EngineCase {
  readonly name: string;
  readonly options: Partial<ValidateOptions>;
  /** bytes of a split that are few enough for there to be several */
  readonly splitBytes: number;
  /** Has it lie in a folder for as long as the work takes. */
  open<T>(work: (root: string) => Promise<T>): Promise<T>;
}

/** Every fixture, and messy deliverables that are drawn from a seed. */
export function engineCases(messy: number, seed: number): EngineCase[] {
  const drawn = fc.sample(fc.tuple(messyFiles, fc.integer({ min: 200, max: 2000 })), { numRuns: messy, seed });
  return [
    ...fixtures().map((root) => ({ name: root, options: {}, splitBytes: 600, open: <T>(work: Work<T>) => work(root) })),
    ...drawn.map(([files, splitBytes], k) => ({
      name: `messy ${seed}.${k}`,
      options: { limits: MESSY_LIMITS },
      splitBytes,
      open: <T>(work: Work<T>) => withMessy(files, work),
    })),
  ];
}

type Work<T> = (root: string) => Promise<T>;

/** Folders of fixtures, without those of the consortium, which are several deliverables. */
function fixtures(): string[] {
  const root = fileURLToPath(new URL('../../../../fixtures/', import.meta.url));
  return readdirSync(root)
    .map((name) => join(root, name, 'deliverable'))
    .filter((folder) => existsSync(folder) && !existsSync(join(folder, 'application-1')));
}

/** Writes a messy deliverable into a new temporary folder, hands it over, and removes it. */
export async function withMessy<T>(files: MessyFiles, work: Work<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-messy-'));
  try {
    await writeMessy(root, files);
    return await work(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

const spoils: readonly Spoil[] = [
  'cut',
  'blank',
  'bad-utf8',
  'deep',
  'long',
  'no-id',
  'decomposed',
  'control',
  'scalar',
  'foreign-answer',
];

// Few contents and ids, so that duplicates, leaks and conflicting answers are common.
const item: fc.Arbitrary<MessyItem> = fc.record({
  content: fc.nat({ max: 14 }),
  id: fc.nat({ max: 30 }),
  answer: fc.constantFrom(0, 1, null),
  split: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('public', 'leaderboard') },
    { weight: 1, arbitrary: fc.constant('hidden') },
  ),
  spoil: fc.oneof({ weight: 3, arbitrary: fc.constant<Spoil>('none') }, { weight: 2, arbitrary: fc.constantFrom(...spoils) }),
  lineEnd: fc.constantFrom('\n', '\r\n'),
});

const items = (maxLength: number): fc.Arbitrary<MessyItem[]> => fc.array(item, { maxLength });

/** Deliverables of all formats with much that is wrong with them. */
export const messyFiles: fc.Arbitrary<MessyFiles> = fc.record({
  lines: fc.array(items(25), { minLength: 1, maxLength: 3 }),
  table: items(12),
  array: items(12),
  singles: items(6),
  packed: items(12),
  overlap: fc.boolean(),
  bom: fc.boolean(),
  lastLineEnds: fc.boolean(),
});
