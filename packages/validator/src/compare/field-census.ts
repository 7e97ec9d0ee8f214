import {
  bytesOf,
  flagsOf,
  hasBytes,
  type ItemBatch,
  Kind,
  kindOf,
  nextOf,
  STRIDE,
  type Tape,
  TextFlag,
  textOf,
} from '@jatdae/kernel';

/** What the records of a delivery are made of. */
export interface FieldFacts {
  /** records that have it */
  records: number;
  /** kinds of JSON values that it has, by name, sorted */
  readonly kinds: readonly string[];
}

/** Names at the most; of data with more, fields tell nothing. */
const MOST = 10_000;

const KIND_NAMES: Readonly<Record<number, string>> = {
  [Kind.Null]: 'null',
  [Kind.False]: 'boolean',
  [Kind.True]: 'boolean',
  [Kind.Number]: 'number',
  [Kind.String]: 'string',
  [Kind.Array]: 'array',
  [Kind.Object]: 'object',
};

interface Field {
  readonly name: string;
  readonly bytes: Uint8Array;
  records: number;
  /** bit by `Kind` */
  kinds: number;
}

export interface FieldCensus {
  /** the members of a record */
  add(batch: ItemBatch, i: number): void;
  fields(): ReadonlyMap<string, FieldFacts>;
}

/** Counts the members of records. Those of one file mostly have the same names in the same places. */
export function createFieldCensus(): FieldCensus {
  const byName = new Map<string, Field>();
  const usual: (Field | undefined)[] = [];

  function fieldOf(tape: Tape, node: number, position: number): Field | undefined {
    const known = usual[position];
    const plain = (flagsOf(tape, node) & TextFlag.Escaped) === 0;
    if (known !== undefined && plain && hasBytes(tape, node, known.bytes)) return known;
    const name = textOf(tape, node);
    let field = byName.get(name);
    if (field === undefined) {
      if (byName.size >= MOST) return undefined;
      field = { name, bytes: plain ? bytesOf(tape, node).slice() : Buffer.from(name), records: 0, kinds: 0 };
      byName.set(name, field);
    }
    usual[position] = field;
    return field;
  }

  return {
    add({ tape, root }, i) {
      const object = root[i] as number;
      const end = nextOf(tape, object);
      let position = 0;
      for (let node = object + STRIDE; node < end; position += 1) {
        const value = nextOf(tape, node);
        const field = fieldOf(tape, node, position);
        if (field !== undefined) {
          field.records += 1;
          field.kinds |= 1 << kindOf(tape, value);
        }
        node = nextOf(tape, value);
      }
    },
    fields: () =>
      new Map(
        [...byName.values()]
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map(({ name, records, kinds }) => [name, { records, kinds: namesOf(kinds) }]),
      ),
  };
}

const namesOf = (kinds: number): string[] =>
  [...new Set(Object.entries(KIND_NAMES).flatMap(([kind, name]) => ((kinds & (1 << Number(kind))) === 0 ? [] : [name])))].sort();
