import { ABSENT, type ItemBatch, Side } from '@jatdae/kernel';
import { findingsRule } from '../findings.js';
import { isRecord, nodeAt, nodeText } from '../item-text.js';

export const rule = findingsRule(
  {
    code: 'I009',
    name: 'unknown-sub-metric-or-split',
    severity: 'error',
    message: { ko: '{problem}', en: '{problem}' },
    words: {
      problem: {
        // In quotes, because what is wrong may be a blank after the word.
        unknown: {
          ko: "매니페스트에 없는 {field} 값입니다: '{value}'",
          en: "The manifest knows no such {field}: '{value}'",
        },
        missing: { ko: '{field} 값이 없습니다.', en: 'The item does not say its {field}.' },
        path: {
          ko: '파일 경로에 든 {field} 값이 매니페스트에 없습니다.',
          en: 'The path of the file names no {field} of the manifest.',
        },
      },
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
  if (pointer === '') return { pointer: null, data: { field, problem: 'path' } };
  const value = nodeText(batch.tape, nodeAt(batch.tape, batch.root[i], pointer));
  if (value === null || value.trim() === '') return { pointer, data: { field, problem: 'missing' } };
  return { pointer, data: { field, problem: 'unknown', value } };
}
