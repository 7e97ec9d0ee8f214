export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The value that a JSON Pointer (RFC 6901) leads to, undefined where there is none. */
export function valueAt(record: Json, pointer: string): Json | undefined {
  let at: Json | undefined = record;
  for (const step of stepsOf(pointer)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as { readonly [key: string]: Json })[step];
  }
  return at;
}

/** The record with another value there; objects are made on the way. */
export function withValue(record: JsonObject, pointer: string, value: Json | undefined): JsonObject {
  return changed(record, stepsOf(pointer), value) as JsonObject;
}

function changed(at: Json | undefined, [step, ...rest]: readonly string[], value: Json | undefined): Json | undefined {
  if (step === undefined) return value;
  if (Array.isArray(at))
    return at.map((element: Json, k) => (String(k) === step ? (changed(element, rest, value) ?? null) : element));
  const members: { [key: string]: Json } = typeof at === 'object' && at !== null ? { ...(at as JsonObject) } : {};
  const made = changed(Object.hasOwn(members, step) ? members[step] : undefined, rest, value);
  if (made === undefined) delete members[step];
  else members[step] = made;
  return members;
}
