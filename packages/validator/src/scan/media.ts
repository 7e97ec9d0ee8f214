import { type ItemBatch, Kind, kindOf, Medium, type Tape, textOf } from '@jatdae/kernel';
import { type MediaUse, mediaPaths, type OutsideReference, shortfallOf } from '@jatdae/rules';
import type { PlanMedia } from '../media/media-list.js';
import type { Plan, PlanResource } from '../plan/plan.js';

/** The file that a reference leads to: its index in the plan's media, or a `Medium`. */
export type MediaFinder = (tape: Tape, node: number, file: number) => number;

export function createMediaFinder({ media, files, resources }: Plan, resourceIndex: number): MediaFinder {
  const placesOf = once(() => {
    const places = new Map<string, number>(media.refused.map((path) => [path, Medium.Refused]));
    for (const { path } of files) places.set(path, Medium.Data);
    media.files.forEach(({ path }, f) => {
      places.set(path, f);
    });
    return places;
  });
  const prefix = media.root === '' ? '' : `${media.root}/`;
  const nameIn = createNameFinder(media, resources[resourceIndex]);
  return (tape, node, file) => {
    if (kindOf(tape, node) !== Kind.String) return Medium.NoText;
    const places = placesOf();
    const text = textOf(tape, node).trim();
    const plain = places.get(prefix + text);
    if (plain !== undefined) return plain;
    const paths = mediaPaths(text, media.root);
    if (paths?.length === 0) return Medium.Outside;
    const found = paths?.map((path) => places.get(path)).find((place) => place !== undefined);
    return found ?? nameIn(text, file) ?? (leadsUp(text) ? Medium.Outside : Medium.Missing);
  };
}

/** For what is large and not always needed: a folder may hold a hundred thousand files and no reference to any. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Labels of a layout name their source by its bare name, wherever it lies: the one that the label is paired with, else the first. */
function createNameFinder(
  media: PlanMedia,
  resource: PlanResource | undefined,
): (reference: string, file: number) => number | undefined {
  const pairs = pairsOf(resource);
  if (pairs === null) return () => undefined;
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).normalize('NFC');
  const names = new Map<string, number>();
  media.files.forEach(({ path, source }, f) => {
    if (source && !names.has(nameOf(path))) names.set(nameOf(path), f);
  });
  return (reference, file) => {
    const name = nameOf(reference);
    return pairs.get(file)?.find((f) => nameOf(media.files[f]?.path ?? '') === name) ?? names.get(name);
  };
}

/** With a layout: the media of each of the resource's files. */
export function pairsOf(resource: PlanResource | undefined): ReadonlyMap<number, readonly number[]> | null {
  const pairs = resource?.pairs;
  if (resource === undefined || pairs === null || pairs === undefined) return null;
  return new Map(resource.files.map((file, position) => [file, pairs[position] ?? []]));
}

/** A way up that ends at no file of the deliverable is taken for a way out of it. */
const leadsUp = (path: string): boolean => path.split(/[/\\]/u).includes('..');

/** Whether a reference is no good (Q-MEDIA), by what `ItemBatch.mediaFile` says of it. */
export function createMediaJudge({ media, manifest, rules }: Plan): (mediaFile: number) => boolean {
  const counts = (code: string): boolean => rules.some((rule) => rule.code === code && rule.severity === 'error');
  const [faults, shortfalls] = [counts('A002'), counts('A005')];
  const bad = media.files.map(
    (file) => (faults && file.fault !== null) || (shortfalls && shortfallOf(file, manifest.media?.minimum) !== null),
  );
  return (file) => (file < 0 ? file !== Medium.Data : bad[file] === true);
}

/** What the items of a split, or of all splits so far, make of the media. */
export interface MediaLog {
  readonly used: Map<number, MediaUse>;
  readonly outside: { count: number; readonly first: OutsideReference[] };
}

export const createMediaLog = (): MediaLog => ({ used: new Map(), outside: { count: 0, first: [] } });

export function logMedia(log: MediaLog, batch: ItemBatch, keep: number): void {
  for (let i = 0; i < batch.size; i++) {
    for (let k = batch.mediaStart[i] as number; k < (batch.mediaStart[i + 1] as number); k++) {
      const file = batch.mediaFile[k] as number;
      if (file >= 0) logUse(log, file, batch, i);
      else if (file === Medium.Outside) logOutside(log, batch, i, k, keep);
    }
  }
}

function logUse({ used }: MediaLog, file: number, batch: ItemBatch, i: number): void {
  const known = used.get(file);
  if (known?.shared === true) return;
  const at = batch.locate(i);
  if (known === undefined) used.set(file, { at, shared: false });
  else if (!isSame(known.at, at)) used.set(file, { at: known.at, shared: true });
}

const isSame = (a: MediaUse['at'], b: MediaUse['at']): boolean =>
  a.file === b.file && a.split === b.split && a.record === b.record;

function logOutside({ outside }: MediaLog, batch: ItemBatch, i: number, k: number, keep: number): void {
  outside.count += 1;
  if (outside.first.length >= keep) return;
  outside.first.push({
    at: batch.locate(i),
    pointer: batch.mediaPointer(k),
    path: textOf(batch.tape, batch.media[k] as number).trim(),
  });
}

/** `later` comes behind `log` in the plan. */
export function mergeMedia(log: MediaLog, later: MediaLog, keep: number): void {
  for (const [file, use] of later.used) {
    const known = log.used.get(file);
    log.used.set(file, known === undefined ? use : { at: known.at, shared: true });
  }
  log.outside.count += later.outside.count;
  log.outside.first.push(...later.outside.first.slice(0, Math.max(0, keep - log.outside.first.length)));
}
