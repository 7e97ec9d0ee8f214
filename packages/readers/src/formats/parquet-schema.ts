import type { SchemaElement } from 'hyparquet';

/** A field of a Parquet schema. A leaf, which has no children, is a column. */
export interface ParquetField {
  readonly element: SchemaElement;
  readonly children: readonly ParquetField[];
}

/** The file's footer says what cannot be, or what this reader does not know. */
export class ParquetProblem extends Error {
  constructor(
    readonly reason: 'corrupt' | 'truncated' | 'checksum' | 'row-count' | 'expansion-ratio' | 'encrypted' | 'unsupported',
  ) {
    super(reason);
    this.name = 'ParquetProblem';
  }
}

const MAX_DEPTH = 64;

/** @throws ParquetProblem where the elements are no tree */
export function fieldsOf(schema: readonly SchemaElement[]): ParquetField {
  let next = 0;
  const take = (depth: number): ParquetField => {
    const element = schema[next++];
    if (element === undefined || depth > MAX_DEPTH) throw new ParquetProblem('corrupt');
    checkElement(element, depth);
    const children: ParquetField[] = [];
    for (let i = 0; i < (element.num_children ?? 0); i += 1) children.push(take(depth + 1));
    return { element, children };
  };
  const root = take(0);
  if (next !== schema.length) throw new ParquetProblem('corrupt');
  return root;
}

/** More digits behind the point than any writer allows would make numbers without end. */
const MOST_SCALE = 1000;

function checkElement({ name, scale, logical_type }: SchemaElement, depth: number): void {
  const scales = [scale, logical_type?.type === 'DECIMAL' ? logical_type.scale : 0];
  if (scales.some((each) => Math.abs(each ?? 0) > MOST_SCALE)) throw new ParquetProblem('corrupt');
  if (depth > 0 && name === undefined) throw new ParquetProblem('corrupt');
}

export function isList({ converted_type, logical_type, num_children }: SchemaElement): boolean {
  return num_children === 1 && (converted_type === 'LIST' || logical_type?.type === 'LIST');
}

export function isMap({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === 'MAP' || converted_type === 'MAP_KEY_VALUE' || logical_type?.type === 'MAP';
}
