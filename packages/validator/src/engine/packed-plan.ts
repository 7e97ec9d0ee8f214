import type { Plan, PlanFile } from '../plan/plan.js';

/** What a file's path, name on the disk and numbers are not. */
type Rest = Omit<PlanFile, 'path' | 'stored' | 'size' | 'modified'>;

/**
 * A plan on its way to a worker. A hundred thousand objects with two strings each are slow to copy and take most of a worker's memory;
 * columns are copied as wholes, and the worker's strings are pieces of one.
 */
export interface PackedPlan extends Omit<Plan, 'files'> {
  readonly packed: {
    /** the paths, one behind the other */
    readonly paths: string;
    readonly lengths: Uint32Array;
    readonly size: Float64Array;
    readonly modified: Float64Array;
    /** where it is not the path */
    readonly stored: ReadonlyMap<number, string>;
    readonly rest: ReadonlyMap<number, Rest>;
  };
}

export function packPlan({ files, ...plan }: Plan): PackedPlan {
  const stored = new Map<number, string>();
  const rest = new Map<number, Rest>();
  files.forEach(({ path, stored: name, size: _, modified: __, ...more }, k) => {
    if (name !== path) stored.set(k, name);
    if (Object.keys(more).length > 0) rest.set(k, more);
  });
  return {
    ...plan,
    packed: {
      paths: files.map(({ path }) => path).join(''),
      lengths: Uint32Array.from(files, ({ path }) => path.length),
      size: Float64Array.from(files, ({ size }) => size),
      modified: Float64Array.from(files, ({ modified }) => modified),
      stored,
      rest,
    },
  };
}

export function unpackPlan({ packed, ...plan }: PackedPlan): Plan {
  const { paths, lengths, size, modified, stored, rest } = packed;
  let at = 0;
  const files = Array.from(lengths, (length, k): PlanFile => {
    const path = paths.slice(at, at + length);
    at += length;
    const more = rest.get(k);
    const file = { path, stored: stored.get(k) ?? path, size: size[k] as number, modified: modified[k] as number };
    return more === undefined ? file : Object.assign(file, more);
  });
  return { ...plan, files };
}
