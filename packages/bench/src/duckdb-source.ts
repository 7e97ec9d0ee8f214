const TYPES = {
  jsonl:
    "{id: 'VARCHAR', sub_metric: 'VARCHAR', split: 'VARCHAR', question: 'VARCHAR', choices: 'VARCHAR[]', answer: 'INTEGER', " +
    "explanation: 'VARCHAR', difficulty: 'INTEGER', source: 'STRUCT(name VARCHAR, url VARCHAR, license VARCHAR)', tags: 'VARCHAR[]'}",
  csv:
    "{id: 'VARCHAR', sub_metric: 'VARCHAR', split: 'VARCHAR', question: 'VARCHAR', A: 'VARCHAR', B: 'VARCHAR', C: 'VARCHAR', " +
    "D: 'VARCHAR', E: 'VARCHAR', answer: 'INTEGER', explanation: 'VARCHAR', difficulty: 'INTEGER', source_name: 'VARCHAR', " +
    "source_url: 'VARCHAR', source_license: 'VARCHAR', tags: 'VARCHAR'}",
};

/** The table function of DuckDB that reads a file of items, with the types told so that nothing is sniffed. */
export function sourceOf(path: string): string {
  const quoted = `'${path.replaceAll("'", "''")}'`;
  if (path.endsWith('.parquet')) return `read_parquet(${quoted})`;
  if (path.endsWith('.csv'))
    return `read_csv(${quoted}, header = true, delim = ',', quote = '"', escape = '"', columns = ${TYPES.csv})`;
  return `read_json(${quoted}, format = 'newline_delimited', columns = ${TYPES.jsonl})`;
}
