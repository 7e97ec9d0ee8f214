// What src/item-mapper.ts writes for the mapping of items (items.ts): what a resource's items are made of, and where the columns are.

/** What a resource's items are made of. */
@unmanaged
export class Program {
  keys: usize;
  keyCount: i32;
  /** ten fields, then sub-metric, split, choices and media */
  paths: usize;
  subMetricPath: i32;
  subMetricWords: usize;
  subMetricCount: i32;
  subMetricElse: i32;
  sidePath: i32;
  sideWords: usize;
  sideCount: i32;
  sideElse: i32;
  choicesFrom: i32;
  choicesCount: i32;
  choicesInColumns: i32;
  mediaFrom: i32;
  mediaCount: i32;
  styles: usize;
  styleCount: i32;
  /** by sub-metric, one more for none first */
  types: usize;
  withheld: i32;
  /** room for a value of each key */
  values: usize;
}

/** Where the columns are; those of the item's fields follow each other, `rows` apart. */
@unmanaged
export class Columns {
  rows: i32;
  root: usize;
  fields: usize;
  subMetric: usize;
  side: usize;
  answer: usize;
  key: usize;
  hard: usize;
  choiceStart: usize;
  choices: usize;
  prints: usize;
  choiceRoom: i32;
  /** choices in use */
  choiceCount: i32;
  hardRows: i32;
}
