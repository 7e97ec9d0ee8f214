import type { JsonSchema } from './compile-schema.js';
import type { ItemType } from './generated/manifest.gen.js';
import { itemSchemas } from './generated/schemas.gen.js';

/** JSON Schema of a mapped item: the fields of a resource's `fields`, choices and media as lists. */
export function itemSchema(type: ItemType): JsonSchema {
  return itemSchemas[type];
}
