import { type ItemBatch, Side } from '@jatdae/kernel';

export const MASK = '●●●';

/** Whether what item i holds as its answer must not appear in a report. A side that is not known may be the leaderboard's. */
export const isSecret = (batch: ItemBatch, i: number): boolean => batch.side[i] !== Side.Public;

/** Whether a pointer is that of an item's answer or explanation, or lies below. */
export function isAnswerPointer(batch: ItemBatch, pointer: string | null): boolean {
  if (pointer === null) return false;
  const answers = [batch.pointer('answer'), batch.pointer('explanation'), '/answer', '/explanation'];
  return answers.some((answer) => answer !== '' && (pointer === answer || pointer.startsWith(`${answer}/`)));
}
