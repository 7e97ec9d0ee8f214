import { gzipSync } from 'node:zlib';
import type { Manifest } from '@jatdae/schema';

/** A small copy as files, before they are written. */
export interface CopyFiles {
  manifest: Manifest;
  readonly files: Map<string, Uint8Array>;
}

/** A way to spoil the manifest or a file as a whole, and the rule that must see it. Each has a copy of its own. */
export interface ManifestDefect {
  readonly code: string;
  readonly name: string;
  suits(copy: CopyFiles): boolean;
  spoil(copy: CopyFiles): void;
}

type Resource = Manifest['resources'][number];
type Consortium = NonNullable<Manifest['consortium']>;
type Member = NonNullable<Consortium['members']>[number];

const always = (): boolean => true;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function changeManifest(copy: CopyFiles, change: Partial<Manifest>): void {
  copy.manifest = { ...copy.manifest, ...change };
}

function addResource(copy: CopyFiles, change: (resource: Resource) => Partial<Resource>): void {
  const [first, ...others] = copy.manifest.resources;
  copy.manifest = { ...copy.manifest, resources: [first, ...others, { ...first, ...change(first) }] };
}

function changeFirst(copy: CopyFiles, change: Partial<Resource>): void {
  const [first, ...others] = copy.manifest.resources;
  copy.manifest = { ...copy.manifest, resources: [{ ...first, ...change }, ...others] };
}

const changeDataset = (copy: CopyFiles, change: Partial<Manifest['dataset']>): void => {
  copy.manifest = { ...copy.manifest, dataset: { ...copy.manifest.dataset, ...change } };
};

const hasMembers = ({ manifest }: CopyFiles): boolean => (manifest.consortium?.members?.length ?? 0) > 1;

function changeConsortium(copy: CopyFiles, change: Partial<Consortium>): void {
  copy.manifest = { ...copy.manifest, consortium: { ...copy.manifest.consortium, ...change } };
}

function changeMembers(copy: CopyFiles, change: (members: readonly Member[]) => Member[]): void {
  changeConsortium(copy, { members: change(copy.manifest.consortium?.members ?? []) as [Member, ...Member[]] });
}

function changeFile(copy: CopyFiles, change: (bytes: Uint8Array) => Uint8Array): void {
  const path = copy.manifest.resources[0].path;
  copy.files.set(path, change(copy.files.get(path) ?? new Uint8Array()));
}

export const MANIFEST_DEFECTS: readonly ManifestDefect[] = [
  {
    code: 'C001',
    name: 'one institution alone',
    suits: hasMembers,
    spoil: (copy) => changeMembers(copy, (members) => members.slice(0, 1)),
  },
  {
    code: 'C002',
    name: 'two leads',
    suits: hasMembers,
    spoil: (copy) => changeMembers(copy, (members) => members.map((member, k) => (k < 2 ? { ...member, role: 'lead' } : member))),
  },
  {
    code: 'C003',
    name: 'grant to a demand institution',
    suits: hasMembers,
    spoil: (copy) => changeMembers(copy, (members) => [...members, { name: '수요 기관', role: 'demand', grantKRW: 1_000_000 }]),
  },
  {
    code: 'C007',
    name: 'grant over the budget',
    suits: ({ manifest }) => manifest.consortium !== undefined,
    spoil: (copy) => changeConsortium(copy, { grantKRW: 900_000_000_000 }),
  },
  {
    code: 'E001',
    name: 'no experiments',
    suits: always,
    spoil: (copy) => changeManifest(copy, { experiments: [] }),
  },
  {
    code: 'F002',
    name: 'byte order mark',
    suits: always,
    spoil: (copy) => changeFile(copy, (bytes) => new Uint8Array([0xef, 0xbb, 0xbf, ...bytes])),
  },
  {
    code: 'F004',
    name: 'mixed line ends',
    suits: (copy) => (copy.files.get(copy.manifest.resources[0].path) ?? []).filter((byte) => byte === 0x0a).length > 1,
    spoil: (copy) => changeFile(copy, (bytes) => bytesOf(new TextDecoder().decode(bytes).replace('\n', '\r\n'))),
  },
  {
    code: 'F005',
    name: 'cut gzip file',
    suits: always,
    spoil(copy) {
      const whole = gzipSync(copy.files.get(copy.manifest.resources[0].path) ?? new Uint8Array());
      copy.files.set('data/cut.jsonl.gz', whole.subarray(0, whole.length >> 1));
      addResource(copy, () => ({ path: 'data/cut.jsonl.gz' }));
    },
  },
  {
    code: 'F009',
    name: 'empty file',
    suits: always,
    spoil(copy) {
      copy.files.set('data/empty.jsonl', new Uint8Array());
      addResource(copy, () => ({ path: 'data/empty.jsonl' }));
    },
  },
  {
    code: 'H001',
    name: 'no leaderboard split',
    suits: always,
    spoil(copy) {
      const [first, ...others] = copy.manifest.resources;
      const open = (resource: Resource): Resource => ({ ...resource, split: { value: 'public' } });
      copy.manifest = { ...copy.manifest, resources: [open(first), ...others.map(open)] };
    },
  },
  {
    code: 'H007',
    name: 'canary that is nowhere',
    suits: always,
    spoil: (copy) => changeDataset(copy, { canary: '2f1f7d3e-6a0c-4a53-9a55-5b7f4c0f2a11' }),
  },
  {
    code: 'M004',
    name: 'resource without a file',
    suits: always,
    spoil: (copy) => addResource(copy, () => ({ path: 'data/none-*.jsonl' })),
  },
  {
    code: 'M005',
    name: 'path that leads out',
    suits: always,
    spoil: (copy) => addResource(copy, () => ({ path: '../elsewhere.jsonl' })),
  },
  {
    code: 'M006',
    name: 'file that nobody declares',
    suits: always,
    spoil: (copy) => void copy.files.set('notes/undeclared.txt', bytesOf('메모')),
  },
  { code: 'M007', name: 'wrong number of records', suits: always, spoil: (copy) => changeFirst(copy, { records: 123_456_789 }) },
  {
    code: 'S001',
    name: 'one sub-metric alone',
    suits: always,
    spoil: (copy) => changeManifest(copy, { subMetrics: [copy.manifest.subMetrics[0]] }),
  },
  {
    code: 'S003',
    name: 'sub-metric without items',
    suits: always,
    spoil(copy) {
      const [first, ...others] = copy.manifest.subMetrics;
      copy.manifest = { ...copy.manifest, subMetrics: [first, ...others, { ...first, id: '문항이 없는 항목' }] };
    },
  },
  {
    code: 'T001',
    name: 'delivery after the term',
    suits: ({ manifest }) => manifest.consortium !== undefined,
    spoil: (copy) => changeConsortium(copy, { deliveryDate: '2099-12-31' }),
  },
  {
    code: 'T002',
    name: 'agreement in the middle of a month',
    suits: ({ manifest }) => manifest.consortium !== undefined,
    spoil: (copy) => changeConsortium(copy, { agreementDate: '2024-08-15' }),
  },
  {
    code: 'T003',
    name: 'health data that needs a review board',
    suits: always,
    spoil: (copy) => changeDataset(copy, { healthData: 'irb-required' }),
  },
  {
    code: 'T004',
    name: 'not redistributable',
    suits: always,
    spoil: (copy) => changeDataset(copy, { redistributableAbroad: false }),
  },
];
