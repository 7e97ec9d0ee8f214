// Usage: node write-parquet.js <data.jsonl> <out.parquet>
import { DuckDBInstance } from '@duckdb/node-api';
import { sourceOf } from './duckdb-source.js';

const [, , from, to] = process.argv;
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(
  `COPY (SELECT * FROM ${sourceOf(from)}) TO '${to.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`,
);
