import { ABSENT, ITEM_FIELDS, type ItemField } from '@jatdae/kernel';

/** The columns of a batch, reused from batch to batch; grown, never shrunk. */
export interface Columns {
  readonly root: Int32Array;
  readonly valid: Uint8Array;
  readonly sound: Uint8Array;
  readonly subMetric: Int16Array;
  readonly side: Uint8Array;
  readonly flags: Uint16Array;
  readonly field: Record<ItemField, Int32Array>;
  readonly answer: Uint8Array;
  readonly key: Int32Array;
  readonly choiceStart: Int32Array;
  readonly mediaStart: Int32Array;
}

export function createColumns(size: number): Columns {
  return {
    root: new Int32Array(size),
    valid: new Uint8Array(size),
    sound: new Uint8Array(size),
    subMetric: new Int16Array(size),
    side: new Uint8Array(size),
    flags: new Uint16Array(size),
    field: Object.fromEntries(ITEM_FIELDS.map((name) => [name, new Int32Array(size)])) as Record<ItemField, Int32Array>,
    answer: new Uint8Array(size),
    key: new Int32Array(size),
    choiceStart: new Int32Array(size + 1),
    mediaStart: new Int32Array(size + 1),
  };
}

/** A list of nodes a record, with a fingerprint for each where the list keeps them. */
export interface NodeList {
  nodes: Int32Array;
  prints: Int32Array;
  length: number;
}

export const createNodeList = (): NodeList => ({ nodes: new Int32Array(1024), prints: new Int32Array(4096), length: 0 });

export function pushNode(list: NodeList, node: number): void {
  if (list.length === list.nodes.length) {
    list.nodes = grown(list.nodes);
    list.prints = grown(list.prints);
  }
  list.nodes[list.length++] = node;
}

/** Adds nodes that have fingerprints already. */
export function pushPrinted(list: NodeList, nodes: Int32Array, prints: Int32Array): void {
  while (list.length + nodes.length > list.nodes.length) {
    list.nodes = grown(list.nodes);
    list.prints = grown(list.prints);
  }
  list.nodes.set(nodes, list.length);
  list.prints.set(prints, list.length * 4);
  list.length += nodes.length;
}

function grown(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** A row that could not be parsed: nothing in any column. */
export function clearRow(columns: Columns, i: number): void {
  columns.root[i] = ABSENT;
  columns.valid[i] = 0;
  columns.sound[i] = 0;
  columns.subMetric[i] = ABSENT;
  columns.flags[i] = 0;
  columns.answer[i] = 0;
  columns.key[i] = 0;
  for (const name of ITEM_FIELDS) columns.field[name][i] = ABSENT;
}
