import { ABSENT, type ItemBatch, Side } from '@jatdae/kernel';
import { findingsRule } from '../findings.js';
import { isRecord, nodeAt, nodeText } from '../item-text.js';

export const rule = findingsRule(
  {
    code: 'I009',
    name: 'unknown-sub-metric-or-split',
    severity: 'error',
    message: {
      ko: '매니페스트에 없는 {field} 값입니다: {value}',
      en: 'The manifest knows no such {field}: {value}',
    },
    words: {
      field: {
        subMetric: { ko: '하위 측정 항목', en: 'sub-metric' },
        split: { ko: '분할', en: 'split' },
      },
    },
  },
  () => ({
    batch(batch, report) {
      for (let i = 0; i < batch.size; i++) {
        if (!isRecord(batch, i)) continue;
        if (batch.subMetric[i] === ABSENT) report(i, draft(batch, i, 'subMetric'));
        if (batch.side[i] === Side.Unknown) report(i, draft(batch, i, 'split'));
      }
    },
  }),
  { invalidates: true },
);

function draft(batch: ItemBatch, i: number, field: 'subMetric' | 'split') {
  const pointer = batch.pointer(field);
  const node = pointer === '' ? ABSENT : nodeAt(batch.tape, batch.root[i], pointer);
  return { pointer: pointer === '' ? null : pointer, data: { field, value: nodeText(batch.tape, node) } };
}
