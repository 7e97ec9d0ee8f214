import { ABSENT, type ItemBatch, textOf } from '@jatdae/kernel';
import type { Accumulator, Draft, Milder, Outcome, PartReport, RuleMeta, ScanContext, ScanRule } from './contract.js';
import { subjectOf } from './subject.js';

/** The first `keep` drafts in plan order beside the true count. */
export interface Findings {
  count: number;
  readonly milder: Milder;
  drafts: Draft[];
}

type Report = (draft: Draft) => void;
export type ReportRecord = (i: number, draft: Omit<Draft, 'at'>) => void;

export interface FindingsCheck {
  batch?(batch: ItemBatch, report: ReportRecord): void;
  part?(part: PartReport, report: Report): void;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const encodeJson = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value));
export const decodeJson = (bytes: Uint8Array): unknown => JSON.parse(decoder.decode(bytes));

export const noFindings = (): Findings => ({ count: 0, milder: { warning: 0, note: 0 }, drafts: [] });

export const addMilder = (left: Readonly<Milder>, right: Readonly<Milder>): Milder => ({
  warning: left.warning + right.warning,
  note: left.note + right.note,
});

export function mergeFindings(left: Findings, right: Findings, keep: number): Findings {
  return {
    count: left.count + right.count,
    milder: addMilder(left.milder, right.milder),
    drafts: [...left.drafts, ...right.drafts].slice(0, keep),
  };
}

export function keepFinding(state: Findings, draft: Draft, keep: number): void {
  countFinding(state, draft);
  if (state.drafts.length < keep) state.drafts.push(draft);
}

/** Counts a finding that may not be kept. */
function countFinding(state: Pick<Findings, 'milder'> & { count: number }, { severity }: Pick<Draft, 'severity'>): void {
  state.count += 1;
  if (severity !== undefined && severity !== 'error') state.milder[severity] += 1;
}

/** A rule that looks at each batch (or part) alone and whose only state is what it found. */
export function findingsRule(
  meta: RuleMeta,
  check: (context: ScanContext) => FindingsCheck,
  traits: Pick<ScanRule, 'invalidates'> = {},
): ScanRule {
  return {
    kind: 'scan',
    meta,
    ...traits,
    create: (context) => findingsAccumulator(context, check(context), traits.invalidates === true),
  };
}

function findingsAccumulator(context: ScanContext, check: FindingsCheck, invalidates: boolean): Accumulator<Findings> {
  const { keep } = context;
  const marks = invalidates && context.severity === 'error';
  return {
    init: noFindings,
    add(state, batch) {
      check.batch?.(batch, (i, draft) => {
        if (marks && (draft.severity ?? 'error') === 'error') {
          batch.valid[i] = 0;
          batch.sound[i] = 0;
        }
        // A locator is made only for what is kept: a flood of findings costs counting alone.
        if (state.drafts.length < keep) state.drafts.push({ ...subjectAt(batch, i), ...draft, at: batch.locate(i) });
        countFinding(state, draft);
      });
      return state;
    },
    addPart(state, part) {
      check.part?.(part, (draft) => keepFinding(state, draft, keep));
      return state;
    },
    merge: (left, right) => mergeFindings(left, right, keep),
    encode: encodeJson,
    decode: (bytes) => decodeJson(bytes) as Findings,
    finish: (state): Outcome => state,
  };
}

function subjectAt(batch: ItemBatch, i: number): Pick<Draft, 'subject' | 'subMetric'> {
  const id = batch.field.id[i] ?? ABSENT;
  return subjectOf({ id: id === ABSENT ? null : textOf(batch.tape, id), subMetric: batch.subMetric[i] ?? -1 });
}
