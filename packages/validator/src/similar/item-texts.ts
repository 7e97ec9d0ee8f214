import {
  ABSENT,
  type ItemBatch,
  Kind,
  kindOf,
  type NormalStep,
  nextOf,
  normalText,
  STRIDE,
  type Tape,
  textOf,
} from '@jatdae/kernel';

/**
 * The strings and numbers that are compared for likeness. Passage, question and turns stand behind each other, so that it does not
 * matter which field holds what; choices, answer and explanation are left out, for they may be withheld or shuffled.
 */
export function comparedNodes({ tape, field }: ItemBatch, i: number, into: number[]): void {
  into.length = 0;
  addLeaves(tape, field.context[i] as number, into);
  addLeaves(tape, field.question[i] as number, into);
  addLeaves(tape, field.turns[i] as number, into);
}

function addLeaves(tape: Tape, node: number, into: number[]): void {
  if (node === ABSENT) return;
  const kind = kindOf(tape, node);
  if (kind === Kind.String || kind === Kind.Number) into.push(node);
  if (kind !== Kind.Array && kind !== Kind.Object) return;
  const end = nextOf(tape, node);
  for (let child = node + STRIDE; child < end; child = nextOf(tape, child)) {
    if (kind === Kind.Object) child = nextOf(tape, child);
    addLeaves(tape, child, into);
  }
}

/** What a record that was read again is compared by. */
export interface ItemText {
  /** normal text of the passage, empty where there is none */
  readonly passage: string;
  /** normal text of question and turns */
  readonly question: string;
  /** fingerprints of the choices */
  readonly choices: readonly string[];
  /** what the media are, equal for the same media */
  readonly media: string;
}

export function itemText(batch: ItemBatch, i: number, media: string, steps: readonly NormalStep[]): ItemText {
  const textAt = (name: 'context' | 'question' | 'turns'): string => {
    const nodes: number[] = [];
    addLeaves(batch.tape, batch.field[name][i] as number, nodes);
    return nodes.map((node) => normalText(textOf(batch.tape, node), steps)).join('');
  };
  const choices: string[] = [];
  for (let k = batch.choiceStart[i] as number; k < (batch.choiceStart[i + 1] as number); k++) {
    choices.push(batch.choicePrint.subarray(k * 4, k * 4 + 4).join(' '));
  }
  return { passage: textAt('context'), question: textAt('question') + textAt('turns'), choices, media };
}
