import type { Manifest as WrittenManifest, Resource as WrittenResource } from '../generated/manifest.gen.js';

/** A resource as it is read: one that names a layout has a path too. */
export type Resource = WrittenResource & { path: string };
export type Manifest = Omit<WrittenManifest, 'resources'> & { resources: Resource[] };

/** Where most labels of a layout stand: what findings about the resource as a whole show. */
const LAYOUT_PATH = { aihub: '**/*라벨링데이터*/**/*.json' } as const;

/** A manifest that passed its schema, as the rest of the program takes it. */
export function finishManifest(written: WrittenManifest): Manifest {
  const resources = written.resources.map((resource) => ({
    ...resource,
    path: resource.path ?? (resource.layout === undefined ? '' : LAYOUT_PATH[resource.layout]),
  }));
  return { ...written, resources };
}
