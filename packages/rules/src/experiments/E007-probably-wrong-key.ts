import { Side } from '@jatdae/kernel';
import type { DeliverableRule, Draft } from '../contract.js';
import type { SuspectItem } from '../evidence/evidence.js';
import { subjectOf } from '../subject.js';

export const rule: DeliverableRule = {
  kind: 'deliverable',
  counts: true,
  comparesModels: true,
  meta: {
    code: 'E007',
    name: 'probably-wrong-key',
    severity: 'warning',
    message: {
      ko: '{item} 정답이 틀린 것 같습니다(확률 {probability}). {answers} 사람이 풀어 보고 정답을 고치거나 그대로 두십시오.',
      en: '{item}: the key is probably wrong (probability {probability}). {answers} Have a person solve it, then correct the key or leave it.',
    },
    words: {
      item: {
        named: { ko: '문항 {id}의', en: 'Item {id}' },
        unnamed: { ko: '이 문항의', en: 'This item' },
      },
      answers: {
        open: {
          ko: '정답은 {key}인데, 답한 모델 {answered}개 가운데 {agreeing}개가 {rival|을/를} 골랐습니다.',
          en: 'The key is {key}, but {agreeing} of {answered} models chose {rival}.',
        },
        withheld: {
          ko: '답한 모델 {answered}개 가운데 {agreeing}개가 같은 다른 답을 골랐습니다(리더보드 문항이라 답은 보이지 않습니다).',
          en: '{agreeing} of {answered} models chose the same other answer (not shown: an item of the leaderboard).',
        },
      },
    },
  },
  judge({ evidence }, emit) {
    const found = evidence?.wrongKeys;
    for (let k = 0; k < (found?.count ?? 0); k++) {
      // Of those that are not kept only the number is told.
      const suspect = found?.first[k] ?? found?.first[0];
      if (suspect !== undefined) emit(draftOf(suspect));
    }
  },
};

function draftOf(suspect: SuspectItem): Draft {
  const { at, id, side, key, rival, probability, agreeing, answered } = suspect;
  // A side that is not known may be the leaderboard's.
  const isOpen = side === Side.Public;
  const data = {
    item: id === null ? 'unnamed' : 'named',
    id,
    probability: Math.floor(probability * 1000) / 1000,
    answers: isOpen ? 'open' : 'withheld',
    agreeing,
    answered,
    ...(isOpen ? { key: nameOf(key), rival: nameOf(rival) } : {}),
  };
  return { at, data, ...subjectOf(suspect) };
}

/** As people name choices: A, B …, then by number. */
const nameOf = (choice: number): string => (choice < 26 ? String.fromCharCode(0x41 + choice) : String(choice + 1));
