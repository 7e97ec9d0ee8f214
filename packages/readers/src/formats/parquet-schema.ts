import type { FileMetaData, SchemaElement } from 'hyparquet';

/** A field of a Parquet schema with its place among the elements, which names it for hyparquet. */
export interface ParquetField {
  readonly element: SchemaElement;
  readonly key: string;
  readonly children: readonly ParquetField[];
}

/** The file's footer says what cannot be, or what this reader does not know. */
export class ParquetProblem extends Error {
  constructor(readonly reason: 'corrupt' | 'truncated' | 'row-count' | 'expansion-ratio' | 'encrypted' | 'unsupported') {
    super(reason);
    this.name = 'ParquetProblem';
  }
}

const MAX_DEPTH = 64;

/** @throws ParquetProblem where the elements are no tree */
export function fieldsOf(schema: readonly SchemaElement[]): ParquetField {
  let next = 0;
  const take = (depth: number): ParquetField => {
    const index = next++;
    const element = schema[index];
    if (element === undefined || depth > MAX_DEPTH) throw new ParquetProblem('corrupt');
    const children: ParquetField[] = [];
    for (let i = 0; i < (element.num_children ?? 0); i += 1) children.push(take(depth + 1));
    return { element, key: keyOf(index), children };
  };
  const root = take(0);
  if (next !== schema.length) throw new ParquetProblem('corrupt');
  return root;
}

function keyOf(index: number): string {
  return `f${index}`;
}

/**
 * The same footer for hyparquet to read by, without meaning: fields have plain unique names, so that no name of the file (a dot, a
 * name twice, `__proto__`) confuses it, and no logical types, so that every value comes as it is stored and nothing is rounded.
 * @throws ParquetProblem where columns and fields do not pair up
 */
export function withoutMeaning(metadata: FileMetaData): FileMetaData {
  const paths = leafPaths(fieldsOf(metadata.schema));
  return {
    ...metadata,
    schema: metadata.schema.map(plainElement),
    row_groups: metadata.row_groups.map((group) => {
      if (group.columns.length !== paths.length) throw new ParquetProblem('corrupt');
      const columns = group.columns.map((column, i) => {
        const data = column.meta_data;
        if (data === undefined) throw new ParquetProblem(column.crypto_metadata === undefined ? 'corrupt' : 'encrypted');
        return { ...column, meta_data: { ...data, path_in_schema: paths[i] as string[] } };
      });
      return { ...group, columns };
    }),
  };
}

function plainElement(element: SchemaElement, index: number): SchemaElement {
  const { converted_type: _converted, logical_type: _logical, ...rest } = element;
  const plain = { ...rest, name: keyOf(index) };
  return isList(element) ? { ...plain, converted_type: 'LIST' } : plain;
}

export function isList({ converted_type, logical_type, num_children }: SchemaElement): boolean {
  return num_children === 1 && (converted_type === 'LIST' || logical_type?.type === 'LIST');
}

export function isMap({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === 'MAP' || converted_type === 'MAP_KEY_VALUE' || logical_type?.type === 'MAP';
}

function leafPaths(root: ParquetField): string[][] {
  const paths: string[][] = [];
  const visit = (field: ParquetField, path: readonly string[]): void => {
    if (field.children.length === 0) paths.push([...path, field.key]);
    else for (const child of field.children) visit(child, [...path, field.key]);
  };
  for (const child of root.children) visit(child, []);
  return paths;
}
