import { categoriesOf, type Field, usualOf } from '../fields/field.js';
import { namesSubMetric, tellsSubMetric } from '../fields/words.js';
import { type NamedByPath, namesInPaths, type PathWords } from './paths.js';

/** What tells the sub-metrics of a group's items apart. */
export type SubMetricGuess =
  | { readonly kind: 'field'; readonly field: Field; readonly ids: readonly string[] }
  | ({ readonly kind: 'path' } & NamedByPath)
  | { readonly kind: 'one' };

export interface SubMetricOptions {
  readonly guesses: readonly SubMetricGuess[];
  /** fields named like it whose values cannot be ids, for they hold a slash */
  readonly slashed: readonly Field[];
}

const MOST_IDS = 100;
/** Of a field that fewer items have, the others would belong nowhere. */
const NEARLY_ALL = 0.98;
const LONGEST_ID = 60;

/** What is known of the fields beside what they hold. */
export interface KnownFields {
  readonly taken: ReadonlySet<Field>;
  /** the items have a label for an answer, so that other labels sort nothing */
  readonly labelled: boolean;
  /** whether a value is personal data, which no id may be */
  readonly isSecret: (value: string) => boolean;
}

/** All that may tell sub-metrics, best first; the last is that there is one alone. */
export function guessSubMetrics(
  fields: readonly Field[],
  { taken, labelled, isSecret }: KnownFields,
  words: readonly PathWords[],
): SubMetricOptions {
  const named = fields
    .filter(
      (field) =>
        !taken.has(field) &&
        !(labelled && /(?:^|_)labels?$/u.test(field.name)) &&
        tellsSubMetric(field.name) > 0 &&
        field.present - field.blank >= NEARLY_ALL * mostPresent(fields),
    )
    .map((field) => ({ field, ids: idsOf(field), told: tellsSubMetric(field.name) - 0.02 * (field.keys.length - 1) }))
    .sort((a, b) => b.told - a.told);
  const usable = named.flatMap(({ field, ids, told }) =>
    ids !== null && ids.length >= 2 && !ids.some((id) => isNoId(id) || isSecret(id))
      ? [{ kind: 'field', field, ids, told } as const]
      : [],
  );
  const slashed = named.flatMap(({ field, ids }) =>
    ids !== null && ids.length >= 2 && ids.some((id) => id.includes('/')) ? [field] : [],
  );
  const inPaths = namesInPaths(words);
  const path: SubMetricGuess[] = inPaths === null ? [] : [{ kind: 'path', ...inPaths }];
  const [surest, ...others] = usable.map(({ told: _, ...guess }) => guess);
  const isSure = surest !== undefined && namesSubMetric(surest.field.name);
  // One file a subject says more than a field that sorts the items of each.
  const isFiner = surest !== undefined && inPaths !== null && surest.ids.length >= new Set(inPaths.names.values()).size;
  const first = surest === undefined ? path : isSure || isFiner ? [surest, ...path] : [...path, surest];
  return { guesses: [...first, ...others, { kind: 'one' }], slashed };
}

const mostPresent = (fields: readonly Field[]): number => fields.reduce((most, { present }) => Math.max(most, present), 0);

/** Measurements are no ids. */
function idsOf(field: Field): string[] | null {
  const values = categoriesOf(field, MOST_IDS);
  return values === null || values.some((value) => /^-?\d+\.\d*[1-9]\d*$/u.test(value)) ? null : usualOf(field, values);
}

/** What the manifest does not take for an id. */
const isNoId = (value: string): boolean => value.includes('/') || value.length > LONGEST_ID || /\p{Cc}/u.test(value);
