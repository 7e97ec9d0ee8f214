// Rows as objects, a row group at a time, and the checks on one row. Usage: node hyparquet.js <data.parquet>
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { asyncBufferFromFile } from 'hyparquet/src/node.js';
import { compressors } from 'hyparquet-compressors';
import { isGoodItem, type ParsedItem } from '../field-checks.js';

const file = await asyncBufferFromFile(process.argv[2]);
const metadata = await parquetMetadataAsync(file);
let records = 0;
let invalid = 0;
for (const group of metadata.row_groups) {
  const rowEnd = records + Number(group.num_rows);
  const rows = (await parquetReadObjects({ file, metadata, compressors, rowStart: records, rowEnd })) as unknown as ParsedItem[];
  for (const row of rows) if (!isGoodItem(row)) invalid++;
  records += rows.length;
}
console.log(JSON.stringify({ records, invalid }));
