import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { type Manifest, type ManifestProblem, type Place, type Profile, parseManifest, resolveProfile } from '@jatdae/schema';
import { type Problem, UsageError } from '../options.js';

/** A profile with the SHA-256 of what it comes to, all that it extends included. */
export interface LoadedProfile {
  readonly profile: Profile;
  readonly sha256: string;
}

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

export type OpenResult =
  | { readonly ok: true; readonly opened: Opened }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const MANIFEST_NAMES = ['benchmark.yaml', 'benchmark.yml', 'benchmark.json'] as const;

/** @throws UsageError where the target is not there or is nothing that jatdae reads */
export async function openDeliverable(target: string, profileName: string | undefined): Promise<OpenResult> {
  const found = await findManifest(target);
  if ('problem' in found) return { ok: false, problems: [found.problem] };
  const { root, manifestPath, file } = found;
  const result = await parseManifest(await readFile(file), manifestPath);
  if (!result.ok) {
    return { ok: false, problems: result.problems.map((problem) => problemIn(manifestPath, problem)) };
  }
  const { manifest, locate } = result;
  const manifestPlace = (pointer: string): Place => {
    const { line, column } = locate(pointer);
    return placeIn(manifestPath, pointer, line, column);
  };
  const name = profileName ?? manifest.profile;
  const profile = await resolveProfile(name, (path) => readInside(root, path));
  if (!profile.ok) return { ok: false, problems: profileProblems(profile, manifestPlace('/profile')) };
  return { ok: true, opened: { root, manifestPath, manifest, profile, manifestPlace } };
}

export const problemIn = (path: string, { code, pointer, line, column, message }: ManifestProblem): Problem => ({
  code,
  place: placeIn(path, pointer, line, column),
  message,
});

type BadProfile = Extract<Awaited<ReturnType<typeof resolveProfile>>, { ok: false }>;

/** In the profile's own file, or where an unknown name stands. */
export function profileProblems({ path, problems }: BadProfile, named: Place): Problem[] {
  return problems.map((problem) =>
    path === null ? { code: 'M003', place: named, message: problem.message } : problemIn(path, problem),
  );
}

export function placeIn(path: string, pointer: string | null, line: number | null, column: number | null): Place {
  return { path, record: null, line, byte: null, pointer, column };
}

type Found = { readonly root: string; readonly manifestPath: string; readonly file: string } | { readonly problem: Problem };

/** @throws UsageError */
export async function findManifest(target: string): Promise<Found> {
  const path = resolve(target);
  const facts = await stat(path).catch(() => null);
  if (facts === null)
    throw new UsageError({ ko: `${target}: 그런 파일이나 폴더가 없습니다`, en: `${target}: no such file or folder` });
  if (facts.isFile()) {
    if (/\.(ya?ml|json)$/iu.test(path)) return { root: dirname(path), manifestPath: basename(path), file: path };
    throw new UsageError({
      ko: `${target}: 납품물 폴더나 매니페스트(benchmark.yaml)를 지정하십시오. 압축 파일은 아직 풀어서 검사해야 합니다`,
      en: `${target}: give the deliverable's folder or its manifest (benchmark.yaml); an archive has to be unpacked first for now`,
    });
  }
  for (const name of MANIFEST_NAMES) {
    if ((await stat(join(path, name)).catch(() => null))?.isFile() === true)
      return { root: path, manifestPath: name, file: join(path, name) };
  }
  return {
    problem: {
      code: 'M001',
      place: placeIn(MANIFEST_NAMES[0], null, null, null),
      message: {
        ko: '이 폴더에 매니페스트(benchmark.yaml 또는 benchmark.json)가 없습니다',
        en: 'this folder has no manifest (benchmark.yaml or benchmark.json)',
      },
    },
  };
}

/** A file that the manifest names; null where it is not there or lies outside. */
async function readInside(root: string, path: string): Promise<Uint8Array | null> {
  const full = resolve(root, path);
  if (!full.startsWith(root + sep)) return null;
  return readFile(full).catch(() => null);
}
