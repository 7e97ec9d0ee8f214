import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import { manifestText, withFolder } from '../testing/folder.js';
import { validate } from '../validate.js';

const ids = Array.from({ length: 20_000 }, (_, i) => `문항 ${i}`);
const parquet = new Uint8Array(
  parquetWriteBuffer({ columnData: [{ name: 'id', data: ids, type: 'STRING' }], rowGroupSize: 5000 }),
);

it('tells of all bytes of a file whose records have no place among them', async () => {
  const files = { 'benchmark.json': manifestText({ path: 'data/a.parquet', fields: { id: 'id' } }), 'data/a.parquet': parquet };
  await withFolder(files, async (root) => {
    let last = { bytes: 0, items: 0 };
    await validate(root, {
      language: 'ko',
      engine: 'inline',
      onProgress: ({ phase, bytesDone, items }) => {
        if (phase === 'scan') last = { bytes: bytesDone, items };
      },
    });
    expect(last).toEqual({ bytes: parquet.length, items: ids.length });
  });
});
