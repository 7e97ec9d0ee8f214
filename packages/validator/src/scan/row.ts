import type { Tape } from '@jatdae/kernel';
import type { Columns, NodeList } from './columns.js';

/** An item while it is checked; one object serves a whole batch. */
export interface Row {
  readonly tape: Tape;
  columns: Columns;
  i: number;
  readonly choices: NodeList;
  readonly media: NodeList;
}
