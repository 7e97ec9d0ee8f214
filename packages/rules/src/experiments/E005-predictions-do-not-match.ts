import type { DeliverableRule, Draft } from '../contract.js';
import type { PredictionFault } from '../evidence/evidence.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  meta: {
    code: 'E005',
    name: 'predictions-do-not-match',
    severity: 'error',
    message: { ko: '실험 {experiment}: {fault}', en: 'Experiment {experiment}: {fault}' },
    words: {
      fault: {
        unknown: {
          ko: 'id {id|이/가} 납품된 문항에 없습니다. 예측의 id를 문항의 id와 맞추십시오.',
          en: 'no delivered item has the id {id}. Make the ids of predictions and items agree.',
        },
        repeated: {
          ko: '문항 {id}의 예측이 또 있습니다. 처음 것만 채점했습니다. 하나만 남기십시오.',
          en: 'the item {id} has another prediction; only the first is scored. Keep one.',
        },
        ambiguous: {
          ko: 'id {id|을/를} 가진 문항이 여럿이라 어느 문항의 예측인지 알 수 없습니다. 예측마다 하위 측정 항목을 subMetric에 적거나, 납품물 전체에서 겹치지 않는 id를 쓰십시오.',
          en: 'several items have the id {id}, so it cannot be told whose prediction this is. Name the sub-metric of each prediction in subMetric, or use ids that are unique in the deliverable.',
        },
        missing: {
          ko: '정답이 있는 문항 {id}의 예측이 없습니다. 틀린 것으로 채점했습니다. 예측을 채워 넣으십시오.',
          en: 'the item {id} has a key and no prediction; it is scored as wrong. Add its prediction.',
        },
        unreadable: {
          ko: '예측을 읽을 수 없습니다: {reason} 파일을 고치거나 fields를 확인하십시오.',
          en: 'predictions cannot be read: {reason} Mend the file, or check its fields.',
        },
      },
      reason: {
        malformed: { ko: '형식에 맞지 않는 레코드입니다.', en: 'a malformed record.' },
        'over-limit': { ko: '한도보다 긴 레코드입니다.', en: 'a record over the size limit.' },
        undecodable: { ko: '글자로 읽을 수 없는 바이트가 있는 레코드입니다.', en: 'a record with bytes that are no text.' },
        'no-id': { ko: 'id가 없는 레코드입니다.', en: 'a record without an id.' },
        'no-predictions': { ko: '파일에 예측값이 하나도 없습니다.', en: 'no record of the file has a prediction.' },
        'no-format': { ko: '알 수 없는 형식의 파일입니다.', en: 'a file of an unknown format.' },
        damaged: { ko: '파일이 손상되어 끝까지 읽지 못했습니다.', en: 'the file is damaged and was not read to its end.' },
        lost: { ko: '파일을 열거나 끝까지 읽지 못했습니다.', en: 'the file could not be opened, or not be read to its end.' },
      },
    },
  },
  judge({ evidence, manifestPlace }, emit) {
    for (const { id, index, faults } of evidence?.experiments ?? []) {
      // Of those that are not kept only the number is told, so what they hold does not matter.
      for (let k = 0; k < faults.count; k++) {
        const fault = faults.first[k] ?? faults.first[0];
        if (fault !== undefined) emit(draftOf(id, fault, () => manifestPlace(`/experiments/${index}`)));
      }
    }
  },
};

function draftOf(experiment: string, { fault, id, place, at, reason }: PredictionFault, otherwise: () => Draft['place']): Draft {
  const data = { experiment, fault, id, ...(reason === null ? {} : { reason }) };
  const subject = `${experiment}#${id ?? `${place?.path}#${place?.record}`}#${fault}`;
  if (at !== null) return { at, data, subject };
  const where = place ?? otherwise();
  return { at: null, ...(where === undefined ? {} : { place: where }), data, subject };
}
