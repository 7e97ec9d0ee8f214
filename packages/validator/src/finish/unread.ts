import type { Manifest } from '@jatdae/schema';
import type { Plan } from '../plan/plan.js';

/** A resource that no reader took: its format cannot be told, or cannot be read yet. */
export interface UnreadResource {
  /** the manifest's glob */
  readonly path: string;
  /** as the manifest states it */
  readonly format: string | null;
  readonly files: number;
}

/** For the report's statistics, which name what was not read; nothing where all was. */
export function unreadResources(manifest: Manifest, plan: Plan): { readonly unread?: readonly UnreadResource[] } {
  const unread = manifest.resources.flatMap(({ path, format }, k): UnreadResource[] => {
    const planned = plan.resources[k];
    if (planned === undefined || planned.reader !== null || planned.files.length === 0) return [];
    return [{ path, format: format ?? null, files: planned.files.length }];
  });
  return unread.length === 0 ? {} : { unread };
}
