import { type ByteSink, buffered } from '@jatdae/workbook';
import type { RecordWriter } from './record-writer.js';

/** One array of all records, each as it was written, on a line of its own. */
export function jsonWriter(sink: ByteSink): RecordWriter {
  const out = buffered(sink);
  let isFirst = true;
  return {
    async add(record) {
      await out.write(Buffer.from(isFirst ? '[\n' : ',\n'));
      isFirst = false;
      await out.write(record);
    },
    async end() {
      await out.write(Buffer.from(isFirst ? '[]\n' : '\n]\n'));
      await out.flush();
    },
  };
}
