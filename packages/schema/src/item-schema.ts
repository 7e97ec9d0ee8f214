import type { JsonSchema } from './compile-schema.js';
import type { ItemType } from './generated/manifest.gen.js';
import { itemSchemas } from './generated/schemas.gen.js';

/**
 * JSON Schema of a mapped item: the fields of a resource's `fields`, choices and media as lists. With `answers: 'optional'` an
 * absent or null answer passes, as in a leaderboard split whose answers are withheld.
 */
export function itemSchema(type: ItemType, answers: 'required' | 'optional' = 'required'): JsonSchema {
  const schema = itemSchemas[type];
  if (answers === 'required') return schema;
  return {
    ...schema,
    required: schema.required.filter((key) => key !== 'answer'),
    properties: { ...schema.properties, answer: nullable(schema.properties.answer) },
  };
}

function nullable(schema: Readonly<{ type: string | readonly string[] }>): JsonSchema {
  return { ...schema, type: [...new Set([schema.type, 'null'].flat())] };
}
