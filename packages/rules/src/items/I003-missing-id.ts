import { type ItemBatch, Kind, kindOf, type Locator } from '@jatdae/kernel';
import type { Accumulator, Draft, RuleMeta, ScanRule } from '../contract.js';
import { decodeJson, encodeJson, type Findings, findingsRule } from '../findings.js';
import { isBlank, isRecord } from '../item-text.js';

/** Items without an id where the manifest maps one, and the first item of each resource where it maps none. */
interface State {
  missing: Findings;
  unmapped: (readonly [resource: number, first: Locator])[];
}

const meta: RuleMeta = {
  code: 'I003',
  name: 'missing-id',
  severity: 'error',
  message: { ko: '{problem}', en: '{problem}' },
  words: {
    problem: {
      missing: { ko: '문항에 id가 없습니다.', en: 'The item has no id.' },
      unmapped: {
        ko: '이 리소스에는 id 필드가 지정되지 않아, 문항을 경로와 순번으로만 구별합니다.',
        en: 'This resource maps no id field, so its items are known by path and record only.',
      },
    },
  },
};

const missingRule = findingsRule(
  meta,
  () => ({
    batch(batch, report) {
      if (!batch.idMapped) return;
      for (let i = 0; i < batch.size; i++) {
        if (!isRecord(batch, i) || hasId(batch, i)) continue;
        report(i, { pointer: batch.pointer('id'), data: { problem: 'missing' } });
      }
    },
  }),
  { invalidates: true },
);

export const rule: ScanRule = {
  kind: 'scan',
  meta,
  invalidates: true,
  create: (context) => accumulator(missingRule.create(context) as Accumulator<Findings>, context.keep),
};

function hasId({ tape, field }: ItemBatch, i: number): boolean {
  const node = field.id[i];
  return node >= 0 && kindOf(tape, node) !== Kind.Null && !isBlank(tape, node);
}

function accumulator(missing: Accumulator<Findings>, keep: number): Accumulator<State> {
  return {
    init: () => ({ missing: missing.init(), unmapped: [] }),
    add(state, batch) {
      state.missing = missing.add(state.missing, batch);
      const first = batch.idMapped ? -1 : firstRecord(batch);
      if (first >= 0) state.unmapped = joinFirsts(state.unmapped, [[batch.resource, batch.locate(first)]]);
      return state;
    },
    merge: (left, right) => ({
      missing: missing.merge(left.missing, right.missing),
      unmapped: joinFirsts(left.unmapped, right.unmapped),
    }),
    encode: encodeJson,
    decode: (bytes) => decodeJson(bytes) as State,
    finish({ missing: { count, milder, drafts }, unmapped }) {
      const warnings = unmapped.map(([, at]): Draft => ({ at, severity: 'warning', data: { problem: 'unmapped' } }));
      return {
        count: count + unmapped.length,
        milder: { ...milder, warning: milder.warning + unmapped.length },
        drafts: [...drafts, ...warnings].sort(inPlanOrder).slice(0, keep),
      };
    },
  };
}

function firstRecord(batch: ItemBatch): number {
  for (let i = 0; i < batch.size; i++) if (isRecord(batch, i)) return i;
  return -1;
}

function joinFirsts(left: State['unmapped'], right: State['unmapped']): State['unmapped'] {
  return [...left, ...right.filter(([resource]) => left.every(([seen]) => seen !== resource))];
}

/** A split is of one resource, and a resource has findings of one kind only, which come in order; positions in a split begin anew with each file. */
function inPlanOrder(a: Draft, b: Draft): number {
  return (a.at?.split ?? 0) - (b.at?.split ?? 0);
}
