import type { Manifest } from '@jatdae/schema';
import type { Bases } from './bases.js';
import type { Copy } from './copy.js';
import type { Draft } from './draft.js';
import type { Keys } from './keys.js';
import type { Reason } from './reasons.js';

/** What a defect of the whole may go by. */
export interface WholeFacts {
  readonly keys: Keys;
  /** a number that a requirement of the profile asks for */
  asked(requirement: string, name: string): number | undefined;
  /** a file of the deliverable, null where it cannot be read at once */
  read(path: string): Promise<Uint8Array | null>;
  /** of the deliverable, before it was copied */
  readonly own: Manifest;
  readonly rewritten: Copy['rewritten'];
}

/** A way to spoil the manifest, a file or a distribution, and the rule that must see it. Each has a copy of its own. */
export interface WholeDefect {
  readonly code: string;
  readonly name: string;
  readonly base: keyof Bases;
  /** a number of the profile below which nothing can fall short of it */
  readonly asks?: readonly [requirement: string, name: string, least: number];
  /** makes of a copy what the rule has nothing against, where it is not so already */
  prepare?(draft: Draft, facts: WholeFacts): void;
  /** Spoils the copy, or says why it cannot. */
  spoil(draft: Draft, facts: WholeFacts): Reason | null | Promise<Reason | null>;
}

export type Resource = Manifest['resources'][number];

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export function changeManifest(draft: Draft, change: Partial<Manifest>): null {
  draft.manifest = { ...draft.manifest, ...change };
  return null;
}

export const changeDataset = (draft: Draft, change: Partial<Manifest['dataset']>): null =>
  changeManifest(draft, { dataset: { ...draft.manifest.dataset, ...change } });

/** One more resource, like the first one but for some of it. */
export function addResource(draft: Draft, change: Partial<Resource>): null {
  const [first, ...others] = draft.manifest.resources;
  return first === undefined ? null : changeManifest(draft, { resources: [first, ...others, { ...first, ...change }] });
}

/** Changes the first file of a resource, once it is written. */
export function changeFile({ changes }: Draft, { path }: Resource, change: (bytes: Uint8Array) => Uint8Array): null {
  changes.push((files) => {
    const name = [...files.keys()].find((key) => key === path || key.startsWith(path.replace('*.json', '')));
    if (name !== undefined) files.set(name, change(files.get(name) ?? new Uint8Array()));
  });
  return null;
}
