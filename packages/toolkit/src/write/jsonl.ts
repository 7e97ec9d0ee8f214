import { type ByteSink, buffered } from '@jatdae/workbook';
import type { RecordWriter } from './record-writer.js';

const LINE_END = Buffer.from('\n');

/** A record a line, as it was written; line ends between its members become blanks. */
export function jsonlWriter(sink: ByteSink): RecordWriter {
  const out = buffered(sink);
  return {
    async add(record) {
      await out.write(oneLine(record));
      await out.write(LINE_END);
    },
    end: () => out.flush(),
  };
}

/** JSON has no line end inside a string, so any other byte for it changes nothing. */
function oneLine(record: Uint8Array): Uint8Array {
  if (!record.includes(0x0a) && !record.includes(0x0d)) return record;
  return record.map((byte) => (byte === 0x0a || byte === 0x0d ? 0x20 : byte));
}
