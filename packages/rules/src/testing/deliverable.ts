import type { Experiment, Manifest, Member, Profile, Requirement } from '@jatdae/schema';
import type { MediaFile, MediaView, SubMetricTotals } from '../contract.js';

type Parts = Omit<Partial<Manifest>, 'dataset'> & { readonly dataset?: Partial<Manifest['dataset']> };

export function testManifest({ dataset, ...rest }: Parts = {}): Manifest {
  return {
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: {
      name: 'global-norms-eval',
      title: '글로벌 규범·문화 평가 데이터',
      version: '1.0.0',
      task: 8,
      modalities: ['text'],
      languages: ['ko'],
      ...dataset,
    },
    subMetrics: [],
    resources: [],
    ...rest,
  };
}

const requirement = (id: string, threshold: Requirement['threshold']): Requirement => ({
  id,
  title: { ko: id, en: id },
  source: { ko: '공고 2절', en: 'Notice, section 2' },
  rules: [],
  threshold,
  scope: 'deliverable',
});

const area = (number: number, more: Partial<Profile['areas'][number]> = {}): Profile['areas'][number] => ({
  number,
  kind: 'free',
  field: { ko: '분야', en: 'Field' },
  topic: { ko: '주제', en: 'Topic' },
  datasets: 1,
  consortia: 1,
  budgetKRW: 600_000_000,
  ...more,
});

/** A small profile with the figures of the notice. */
export function testProfile(): Profile {
  return {
    name: 'nia-2024-2',
    version: '1',
    title: { ko: '시험용', en: 'For tests' },
    requirements: [
      requirement('N-BM-SUB', { min: 10 }),
      requirement('N-BM-ITEMS', { min: 1000 }),
      requirement('N-BM-HOLD', { share: 0.1, tolerance: 0.005 }),
      requirement('N-BM-EXP', { llm: 3, lmm: 3 }),
      requirement('N-CON-SIZE', { min: 2 }),
      requirement('N-CON-AREAS', { max: 2 }),
      requirement('N-CON-LEAD', { max: 1 }),
    ],
    rules: { H002: { options: { tolerance: 0.01 } } },
    areas: [
      area(5, { datasets: 3, budgetKRW: 1_500_000_000 }),
      area(6, { needs: { modalities: ['audio'] } }),
      area(7, { datasets: 2, global: true }),
      area(8, { global: true, benchmark: true }),
      area(9, { datasets: 2, consortia: 2, needs: { minModalities: 2 } }),
      area(10, { datasets: 2, consortia: 2 }),
    ],
    term: { start: '2024-07-01', end: '2024-12-31', applicationFrom: '2024-05-31', applicationTo: '2024-07-03' },
  };
}

/** The same with other settings of a rule. */
export const profileWith = (code: string, options: Readonly<Record<string, number | string[] | boolean>>): Profile => ({
  ...testProfile(),
  rules: { [code]: { options } },
});

export function totals(id: string, items: number, overrides: Partial<SubMetricTotals> = {}): SubMetricTotals {
  const leaderboard = Math.round(items / 10);
  return { id, items, valid: items, unique: items, public: items - leaderboard, leaderboard, ...overrides };
}

export const lead = (name: string, more: Partial<Member> = {}): Member => ({ name, role: 'lead', ...more });
export const participant = (name: string, more: Partial<Member> = {}): Member => ({ name, role: 'participant', ...more });
export const demand = (name: string, more: Partial<Member> = {}): Member => ({ name, role: 'demand', ...more });

export const experiment = (id: string, kind: 'llm' | 'lmm' = 'llm', more: Partial<Experiment> = {}): Experiment => ({
  id,
  model: { name: id, kind },
  predictions: `experiments/${id}/*.jsonl`,
  ...more,
});

/** A whole file below the media root, of which nothing is known but its name. */
export const mediaFile = (path: string, more: Partial<MediaFile> = {}): MediaFile => ({
  path,
  bytes: 1000,
  below: true,
  source: false,
  type: null,
  width: null,
  height: null,
  seconds: null,
  sampleRate: null,
  fault: null,
  sha256: null,
  ...more,
});

/** `used`: indexes of the files that some item refers to. */
export const mediaView = (files: readonly MediaFile[], used: readonly number[]): MediaView => ({
  files,
  used: new Map(used.map((file) => [file, { at: { split: 0, file: 0, record: file, line: file, byte: 0 }, shared: false }])),
  outside: { count: 0, first: [] },
});
