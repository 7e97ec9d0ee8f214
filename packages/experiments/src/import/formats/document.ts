import type { Localized } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import { type Json, type JsonObject, scalarText } from '../json.js';

/** No id is longer. */
const ID_LENGTH = 200;

export const scalarsOf = (document: JsonObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(document).flatMap(([name, value]) => {
      const text = scalarText(value);
      return text === null || text.length > ID_LENGTH ? [] : [[name, text]];
    }),
  );

/** All texts of a document, nested ones too: one of them is its question. */
export function textsOf(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

/** The model of all runs; null where none names it. @throws UsageError where they are of several */
export function oneModel(models: readonly (string | null)[]): string | null {
  const [model = null, another] = new Set(models);
  if (another !== undefined) throw new UsageError(severalModels(String(model), String(another)));
  return model;
}

const severalModels = (a: string, b: string): Localized => ({
  ko: `여러 모델의 결과가 섞여 있습니다(${a}, ${b}). 모델 하나의 폴더나 결과 파일을 지정하십시오.`,
  en: `These are results of several models (${a}, ${b}). Name the folder or the results of one.`,
});
