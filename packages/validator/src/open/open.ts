import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { loadProfile, type LoadedProfile, type Manifest, parseManifest, type Place } from '@jatdae/schema';
import { type Problem, UsageError } from '../options.js';

/** A deliverable whose manifest and profile can be used. */
export interface Opened {
  /** absolute path of the deliverable's folder */
  readonly root: string;
  /** the manifest's name in it */
  readonly manifestPath: string;
  readonly manifest: Manifest;
  readonly profile: LoadedProfile;
  manifestPlace(pointer: string): Place;
}

export type OpenResult = { readonly ok: true; readonly opened: Opened } | { readonly ok: false; readonly problems: readonly Problem[] };

export const MANIFEST_NAMES = ['benchmark.yaml', 'benchmark.yml', 'benchmark.json'] as const;

/** @throws UsageError where the target is not there or is nothing that jatdae reads */
export async function openDeliverable(target: string, profileName: string | undefined): Promise<OpenResult> {
  const found = await findManifest(target);
  if ('problem' in found) return { ok: false, problems: [found.problem] };
  const { root, manifestPath, file } = found;
  const result = parseManifest(await readFile(file), manifestPath);
  if (!result.ok) {
    return { ok: false, problems: result.problems.map(({ code, pointer, line, column, message }) => ({ code, place: placeIn(manifestPath, pointer, line, column), message })) };
  }
  const { manifest, locate } = result;
  const manifestPlace = (pointer: string): Place => {
    const { line, column } = locate(pointer);
    return placeIn(manifestPath, pointer, line, column);
  };
  const name = profileName ?? manifest.profile;
  const profile = await loadProfile(name, (path) => readInside(root, path));
  if (!profile.ok) return { ok: false, problems: profile.problems.map((message) => ({ code: 'M003', place: manifestPlace('/profile'), message })) };
  return { ok: true, opened: { root, manifestPath, manifest, profile: profile.profile, manifestPlace } };
}

export function placeIn(path: string, pointer: string | null, line: number | null, column: number | null): Place {
  return { path, record: null, line, byte: null, pointer, column };
}

type Found = { readonly root: string; readonly manifestPath: string; readonly file: string } | { readonly problem: Problem };

/** @throws UsageError */
export async function findManifest(target: string): Promise<Found> {
  const path = resolve(target);
  const facts = await stat(path).catch(() => null);
  if (facts === null) throw new UsageError({ ko: `${target}: 그런 파일이나 폴더가 없습니다`, en: `${target}: no such file or folder` });
  if (facts.isFile()) {
    if (/\.(ya?ml|json)$/iu.test(path)) return { root: dirname(path), manifestPath: basename(path), file: path };
    throw new UsageError({
      ko: `${target}: 납품물 폴더나 매니페스트(benchmark.yaml)를 지정하십시오. 압축 파일은 아직 풀어서 검사해야 합니다`,
      en: `${target}: give the deliverable's folder or its manifest (benchmark.yaml); an archive has to be unpacked first for now`,
    });
  }
  for (const name of MANIFEST_NAMES) {
    if ((await stat(join(path, name)).catch(() => null))?.isFile() === true) return { root: path, manifestPath: name, file: join(path, name) };
  }
  return {
    problem: {
      code: 'M001',
      place: placeIn(MANIFEST_NAMES[0], null, null, null),
      message: { ko: '이 폴더에 매니페스트(benchmark.yaml 또는 benchmark.json)가 없습니다', en: 'this folder has no manifest (benchmark.yaml or benchmark.json)' },
    },
  };
}

/** Text of a file that the manifest names; null where it is not there or lies outside. */
async function readInside(root: string, path: string): Promise<string | null> {
  const full = resolve(root, path);
  if (!full.startsWith(root + sep)) return null;
  return readFile(full, 'utf8').catch(() => null);
}
