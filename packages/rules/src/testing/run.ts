import { type PartFacts, Side } from '@jatdae/kernel';
import type { Language, Manifest, Place, Profile } from '@jatdae/schema';
import { createCensus } from '../census/census.js';
import { questionsOf } from '../census/sample.js';
import type {
  Application,
  ConsortiumRule,
  DeliverableRule,
  DeliverableView,
  Draft,
  FileView,
  GroupMember,
  GroupRule,
  NearItem,
  NearPair,
  Outcome,
  PartReport,
  Rule,
  ScanContext,
  ScanRule,
} from '../contract.js';
import { writeMessage } from '../message.js';
import { createClueFinder } from '../privacy/clues.js';
import { batchOf, type TestBatchOptions, type TestItem } from './batch.js';
import { testManifest, testProfile } from './deliverable.js';

export function scanContext(overrides: Partial<ScanContext> = {}): ScanContext {
  return {
    manifest: testManifest(),
    media: [],
    profile: testProfile(),
    keep: 100,
    severity: 'error',
    clues: createClueFinder(),
    ...overrides,
  };
}

/** Runs a scan rule over one batch of items, and over parts where some are given. */
export function scan(
  rule: ScanRule,
  items: readonly TestItem[],
  options: TestBatchOptions & { context?: Partial<ScanContext>; parts?: readonly PartReport[] } = {},
): Outcome {
  const accumulator = rule.create(scanContext(options.context));
  let state = accumulator.add(accumulator.init(), batchOf(items, options));
  for (const part of options.parts ?? []) state = accumulator.addPart?.(state, part) ?? state;
  return accumulator.finish(state);
}

/** A part that read well: a whole file unless told otherwise. */
export function part(facts: Partial<PartFacts> = {}, overrides: Partial<PartReport> = {}): PartReport {
  return {
    split: 0,
    resource: 0,
    file: 0,
    whole: true,
    size: 1000,
    ...overrides,
    facts: {
      bytes: 1000,
      records: 10,
      lines: 10,
      lf: 10,
      crlf: 0,
      cr: 0,
      bom: false,
      encoding: 'utf-8',
      blank: false,
      canary: false,
      control: false,
      damage: null,
      ...facts,
    },
  };
}

/** Judges items that share an id or a content; the k-th is record k. */
export function judgeGroup(rule: GroupRule, members: readonly Partial<GroupMember>[]): Draft[] {
  const drafts: Draft[] = [];
  const full = members.map((member, k): GroupMember => {
    const at = { split: 0, file: 0, record: k, line: k, byte: k * 100 };
    return { at, id: `q${k}`, resource: 0, subMetric: 0, side: Side.Public, key: null, ...member };
  });
  rule.judge(full, (draft) => drafts.push(draft));
  return drafts;
}

/** Records 1 and 0 of a file, near each other. */
export function nearPair(item: Partial<NearItem> = {}, like: Partial<NearItem> = {}): NearPair {
  const full = (k: number): NearItem => ({
    at: { split: 0, file: 0, record: k, line: k, byte: k * 100 },
    id: `q${k}`,
    subMetric: 0,
    side: Side.Public,
  });
  return { item: { ...full(1), ...item }, like: { ...full(0), ...like }, kind: 'similar', share: 0.9, items: 2 };
}

export function judgeView(rule: DeliverableRule, overrides: Partial<DeliverableView> = {}): Draft[] {
  const drafts: Draft[] = [];
  const manifest = overrides.manifest ?? testManifest();
  const census = overrides.census ?? createCensus(manifest.subMetrics.length);
  const view: DeliverableView = {
    manifest,
    profile: testProfile(),
    manifestPlace: placeIn('benchmark.yaml'),
    files: [],
    declared: new Set(),
    resources: [],
    experiments: [],
    subMetrics: [],
    totals: { items: 0, public: 0, leaderboard: 0, labelled: 0 },
    census,
    questions: census.samples.map(questionsOf),
    changed: [],
    media: { files: [], used: new Map(), outside: { count: 0, first: [] } },
    evidence: null,
    ...overrides,
  };
  rule.judge(view, (draft) => drafts.push(draft));
  return drafts;
}

export function judgeCall(rule: ConsortiumRule, manifests: readonly Manifest[], profile: Profile = testProfile()): Draft[] {
  const drafts: Draft[] = [];
  const applications = manifests.map((manifest, k): Application => {
    const path = `application-${k + 1}.yaml`;
    return { path, manifest, place: placeIn(path) };
  });
  rule.judge(applications, profile, (draft) => drafts.push(draft));
  return drafts;
}

const placeIn =
  (path: string) =>
  (pointer: string): Place => ({ path, record: null, line: null, byte: null, pointer, column: null });

export const fileView = (path: string, overrides: Partial<FileView> = {}): FileView => ({
  path,
  size: 1000,
  kind: 'file',
  reason: null,
  nameIssue: null,
  ...overrides,
});

/** What a reader of the report sees of the findings. */
export function messages(rule: Rule, drafts: readonly Draft[], language: Language = 'ko'): string[] {
  return drafts.map(({ data }) => writeMessage(rule.meta, data, language));
}

export const pointers = ({ drafts }: Outcome): (string | null | undefined)[] => drafts.map(({ pointer }) => pointer);

export const records = ({ drafts }: Outcome): (number | undefined)[] => drafts.map(({ at }) => at?.record);
