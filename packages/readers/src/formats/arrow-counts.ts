/** A table of a flatbuffer, looked at without believing it. @throws RangeError where it leads out of its bytes */
interface TableView {
  /** where a field is, by its number in the format's schema; 0 where it is left out */
  field(index: number): number;
}

/** Elements that vectors may say they have: those that fit in the bytes. The library believes any number, and makes room for all of them. */
interface Counts {
  readonly view: DataView;
  /** fields of a schema that may still be met: offsets may lead back to where they came from */
  fieldsLeft: number;
}

const NODE_BYTES = 16;
const BUFFER_BYTES = 16;
const COUNT_BYTES = 8;
const BLOCK_BYTES = 24;
const OFFSET_BYTES = 4;

const Header = { schema: 1, dictionaryBatch: 2, recordBatch: 3 } as const;

/** Numbers of fields in Message.fbs, Schema.fbs and File.fbs of https://github.com/apache/arrow/tree/main/format. @throws RangeError */
export function checkMessageCounts(bytes: Uint8Array): void {
  const counts = createCounts(bytes);
  const message = rootOf(counts);
  checkVector(counts, message, 4, OFFSET_BYTES);
  const type = message.field(1);
  const header = tableIn(counts, message, 2);
  const kind = type === 0 ? 0 : counts.view.getUint8(type);
  if (header === null) return;
  if (kind === Header.schema) checkSchema(counts, header);
  else if (kind === Header.recordBatch) checkBatch(counts, header);
  else if (kind === Header.dictionaryBatch) {
    const batch = tableIn(counts, header, 1);
    if (batch !== null) checkBatch(counts, batch);
  }
}

/** @throws RangeError */
export function checkFooterCounts(bytes: Uint8Array): void {
  const counts = createCounts(bytes);
  const footer = rootOf(counts);
  checkVector(counts, footer, 2, BLOCK_BYTES);
  checkVector(counts, footer, 3, BLOCK_BYTES);
  checkVector(counts, footer, 4, OFFSET_BYTES);
  const schema = tableIn(counts, footer, 1);
  if (schema === null) throw new RangeError('no schema');
  checkSchema(counts, schema);
}

function createCounts(bytes: Uint8Array): Counts {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), fieldsLeft: bytes.length / OFFSET_BYTES };
}

function checkBatch(counts: Counts, batch: TableView): void {
  checkVector(counts, batch, 1, NODE_BYTES);
  checkVector(counts, batch, 2, BUFFER_BYTES);
  checkVector(counts, batch, 4, COUNT_BYTES);
}

function checkSchema(counts: Counts, schema: TableView): void {
  checkVector(counts, schema, 2, OFFSET_BYTES);
  checkVector(counts, schema, 3, COUNT_BYTES);
  checkFields(counts, schema, 1);
}

function checkFields(counts: Counts, owner: TableView, index: number): void {
  const { at, length } = checkVector(counts, owner, index, OFFSET_BYTES);
  counts.fieldsLeft -= length;
  if (counts.fieldsLeft < 0) throw new RangeError('fields');
  for (let i = 0; i < length; i += 1) {
    const field = tableAt(counts, at + i * OFFSET_BYTES);
    checkVector(counts, field, 6, OFFSET_BYTES);
    checkFields(counts, field, 5);
  }
}

function rootOf(counts: Counts): TableView {
  return tableAt(counts, 0);
}

function tableIn(counts: Counts, owner: TableView, index: number): TableView | null {
  const at = owner.field(index);
  return at === 0 ? null : tableAt(counts, at);
}

/** The table that the offset at `at` leads to. */
function tableAt({ view }: Counts, at: number): TableView {
  const table = at + view.getUint32(at, true);
  const fields = table - view.getInt32(table, true);
  const size = view.getUint16(fields, true);
  return {
    field(index) {
      const place = 4 + 2 * index;
      const offset = place < size ? view.getUint16(fields + place, true) : 0;
      return offset === 0 ? 0 : table + offset;
    },
  };
}

function checkVector({ view }: Counts, owner: TableView, index: number, bytes: number): { at: number; length: number } {
  const offset = owner.field(index);
  if (offset === 0) return { at: 0, length: 0 };
  const at = offset + view.getUint32(offset, true);
  const length = view.getUint32(at, true);
  if (at + OFFSET_BYTES + length * bytes > view.byteLength) throw new RangeError('vector');
  return { at: at + OFFSET_BYTES, length };
}
