import { checkByOwnSchema, type JsonSchema } from './compile-schema.js';
import { explainSchemaError } from './explain-schema-error.js';
import { judgementsSchema, receiptSchema, reportSchema } from './generated/schemas.gen.js';
import type { Localized } from './language.js';

/** What keeps a value from being a report that this version writes, with its place; null where it is one. */
export const reportProblem = (value: unknown): Promise<Localized | null> => problemBy(reportSchema, value);

/** The same of a receipt. */
export const receiptProblem = (value: unknown): Promise<Localized | null> => problemBy(receiptSchema, value);

/** The same of the judgements of a review. */
export const judgementsProblem = (value: unknown): Promise<Localized | null> => problemBy(judgementsSchema, value);

async function problemBy(schema: JsonSchema, value: unknown): Promise<Localized | null> {
  const [error] = await checkByOwnSchema(schema, value);
  if (error === undefined) return null;
  const { ko, en } = explainSchemaError(error, error.data);
  const at = error.instancePath === '' ? '/' : error.instancePath;
  return { ko: `${at}: ${ko}`, en: `${at}: ${en}` };
}
