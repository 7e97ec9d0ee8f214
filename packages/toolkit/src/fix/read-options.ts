import type { ReadOptions } from '@jatdae/readers';
import type { Resource } from '@jatdae/schema';
import { DEFAULT_LIMITS } from '@jatdae/validator';

/** How a file of a resource is read; how one of predictions, without a resource. */
export function readOptions(resource: Resource | null, compression: ReadOptions['compression']): ReadOptions {
  const { encoding, at, csv } = resource ?? {};
  return {
    limits: DEFAULT_LIMITS,
    at: at ?? null,
    csv: csv ?? {},
    compression,
    ...(encoding === undefined ? {} : { encoding }),
    canary: null,
  };
}

/** The same once a file is UTF-8 and not compressed. */
export const plainOptions = (options: ReadOptions): ReadOptions => ({ ...options, compression: 'none', encoding: 'utf-8' });
