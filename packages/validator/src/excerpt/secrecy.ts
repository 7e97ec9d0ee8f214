import { ITEM_FIELDS, type ItemBatch, type ItemField } from '@jatdae/kernel';
import { isAnswerPointer, isSecret, MASK } from '@jatdae/rules';

/** What of a record may not be shown. */
export interface Secrecy {
  /** whether the value that a pointer leads to is hidden; of values that hold no others */
  hides(pointer: string): boolean;
  /** what stands in its place */
  readonly mask: string;
}

/** Fields that tell how an answer is judged. */
const SECRET_FIELDS: ReadonlySet<ItemField> = new Set<ItemField>(['answer', 'explanation', 'rubric']);

const OPEN: Secrecy = { hides: () => false, mask: MASK };

/**
 * Of a record of the public split nothing is secret. Of others, whose side is not known too, only what the manifest maps to a field that is no
 * answer is shown: a member that it does not name may well hold the key.
 */
export const secrecyOf = (batch: ItemBatch, i: number): Secrecy => (isSecret(batch, i) ? hidingAnswers(batch, i) : OPEN);

/** The same for any record: one that is shown beside its double in the leaderboard split tells the answer of that, too. */
export function hidingAnswers(batch: ItemBatch, i: number): Secrecy {
  const secret = [...SECRET_FIELDS].map((field) => batch.pointer(field)).filter((at) => at !== '');
  const open = openPointers(batch, i).filter((at) => at !== '');
  return {
    mask: MASK,
    hides(pointer) {
      if (isAnswerPointer(batch, pointer) || secret.some((at) => isWithin(pointer, at) || isWithin(at, pointer))) return true;
      // A cell may hold a list as text, and the choices lie within it.
      return !open.some((at) => isWithin(pointer, at) || isWithin(at, pointer));
    },
  };
}

function openPointers(batch: ItemBatch, i: number): string[] {
  const fields = ITEM_FIELDS.filter((field) => !SECRET_FIELDS.has(field)).map((field) => batch.pointer(field));
  const choices = (batch.choiceStart[i + 1] as number) - (batch.choiceStart[i] as number);
  const [first, end] = [batch.mediaStart[i] as number, batch.mediaStart[i + 1] as number];
  return [
    ...fields,
    batch.pointer('subMetric'),
    batch.pointer('split'),
    ...Array.from({ length: choices }, (_, k) => batch.pointer('choices', k)),
    ...Array.from({ length: end - first }, (_, k) => batch.mediaPointer(first + k)),
  ];
}

const isWithin = (pointer: string, outer: string): boolean => pointer === outer || pointer.startsWith(`${outer}/`);
