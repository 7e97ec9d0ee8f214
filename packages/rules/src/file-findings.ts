import { ABSENT, type ItemBatch, type Locator } from '@jatdae/kernel';
import type { Accumulator, Draft, Outcome, PartReport, RuleMeta, ScanContext, ScanRule } from './contract.js';
import {
  addMilder,
  decodeJson,
  encodeJson,
  type Findings,
  findingsRule,
  keepFinding,
  mergeFindings,
  noFindings,
  type ReportRecord,
} from './findings.js';

/** Judges a file by what is known of its parts. `Fact` is plain JSON. */
export interface FileCheck<Fact> {
  fact(part: PartReport): Fact;
  join(left: Fact, right: Fact): Fact;
  judge(fact: Fact): Omit<Draft, 'at'> | null;
}

type OpenFile<Fact> = readonly [file: number, split: number, fact: Fact];

interface FileFindings<Fact> {
  records: Findings;
  /** of files that were read in one part, which are judged at once */
  whole: Findings;
  /** files in parts, in plan order, one entry a file */
  open: OpenFile<Fact>[];
}

/** Place of a file as a whole, or of a byte in it that no record owns. */
export function fileLocator(part: Pick<PartReport, 'split' | 'file'>, byte: number = ABSENT): Locator {
  return { split: part.split, file: part.file, record: ABSENT, line: ABSENT, byte };
}

/** A rule with at most one finding a file, after those of its records where it looks at records too. */
export function fileRule<Fact>(
  meta: RuleMeta,
  check: (context: ScanContext) => FileCheck<Fact>,
  batch?: (batch: ItemBatch, report: ReportRecord) => void,
): ScanRule {
  const records = findingsRule(meta, () => (batch === undefined ? {} : { batch }));
  return {
    kind: 'scan',
    meta,
    create: (context) => fileAccumulator(context.keep, check(context), records.create(context) as Accumulator<Findings>),
  };
}

function fileAccumulator<Fact>(
  keep: number,
  check: FileCheck<Fact>,
  records: Accumulator<Findings>,
): Accumulator<FileFindings<Fact>> {
  return {
    init: () => ({ records: records.init(), whole: noFindings(), open: [] }),
    add(state, batch) {
      state.records = records.add(state.records, batch);
      return state;
    },
    addPart(state, part) {
      const fact = check.fact(part);
      if (part.whole) report(state.whole, check.judge(fact), fileLocator(part), keep);
      else state.open = joinOpen(state.open, [[part.file, part.split, fact]], check);
      return state;
    },
    merge: (left, right) => ({
      records: records.merge(left.records, right.records),
      whole: mergeFindings(left.whole, right.whole, keep),
      open: joinOpen(left.open, right.open, check),
    }),
    encode: encodeJson,
    decode: (bytes) => decodeJson(bytes) as FileFindings<Fact>,
    finish: (state) => finish(state, check, keep),
  };
}

function report(findings: Findings, draft: Omit<Draft, 'at'> | null, at: Locator, keep: number): void {
  if (draft !== null) keepFinding(findings, { ...draft, at }, keep);
}

function joinOpen<Fact>(
  left: readonly OpenFile<Fact>[],
  right: readonly OpenFile<Fact>[],
  check: FileCheck<Fact>,
): OpenFile<Fact>[] {
  const files = new Map(left.map((entry) => [entry[0], entry]));
  for (const entry of right) {
    const [file, , fact] = entry;
    const earlier = files.get(file);
    files.set(file, earlier === undefined ? entry : [file, earlier[1], check.join(earlier[2], fact)]);
  }
  return [...files.values()];
}

function finish<Fact>(state: FileFindings<Fact>, check: FileCheck<Fact>, keep: number): Outcome {
  const parts = noFindings();
  for (const [file, split, fact] of state.open) report(parts, check.judge(fact), fileLocator({ file, split }), keep);
  const files = [...state.whole.drafts, ...parts.drafts].sort((a, b) => (a.at?.split ?? 0) - (b.at?.split ?? 0));
  return {
    count: state.records.count + state.whole.count + parts.count,
    milder: [state.whole, parts].reduce((sum, { milder }) => addMilder(sum, milder), state.records.milder),
    drafts: [...state.records.drafts, ...files].slice(0, keep),
  };
}
