import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type ArchiveSettings, type FileTree, isRemote, isS3, shownAddress } from '@jatdae/readers';
import { type Localized, type ManifestProblem, type Place, parseManifest, resolveProfile } from '@jatdae/schema';
import { type Problem, UsageError } from '../options.js';
import type { Opened } from './opened.js';
import { leadsOut, readInArchive, readInside } from './read-inside.js';
import { readRemote, remotePlace } from './remote.js';
import { memberProblem, openArchive } from './tree.js';

export type OpenResult =
  | { readonly ok: true; readonly opened: Opened }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const MANIFEST_NAMES = ['benchmark.yaml', 'benchmark.yml', 'benchmark.json'] as const;

/** @throws UsageError where the target is not there or is nothing that jatdae reads */
export async function openDeliverable(
  target: string,
  profileName: string | undefined,
  settings: ArchiveSettings,
): Promise<OpenResult> {
  const found = isRemote(target) ? await findRemoteManifest(target, settings) : await findManifest(target, settings);
  if ('problem' in found) return { ok: false, problems: [found.problem] };
  const { root, manifestPath, archive } = found;
  const bytes = await found.read();
  if (bytes === null) return { ok: false, problems: [unreadable(manifestPath)] };
  const result = await parseManifest(bytes, manifestPath);
  if (!result.ok) {
    return { ok: false, problems: result.problems.map((problem) => problemIn(manifestPath, problem)) };
  }
  const { manifest, locate, spelling } = result;
  const manifestPlace = (pointer: string): Place => {
    const { line, column } = locate(pointer);
    return placeIn(manifestPath, pointer, line, column);
  };
  const name = profileName ?? manifest.profile;
  const read = (path: string): Promise<Uint8Array | null> =>
    archive === null ? readInside(root, path) : readInArchive(archive, path);
  const profile = await resolveProfile(name, read);
  if (!profile.ok) return { ok: false, problems: profileProblems(profile, manifestPlace('/profile')) };
  return {
    ok: true,
    opened: { root, archive, manifestPath, manifest, profile, manifestPlace, manifestSpelling: spelling, read },
  };
}

/** A manifest that is there and cannot be read, or is too large for one. */
export const unreadable = (path: string): Problem => ({
  code: 'M001',
  place: placeIn(path, null, null, null),
  message: { ko: '열 수 없거나 매니페스트로는 너무 큰 파일입니다', en: 'it cannot be opened, or is too large for a manifest' },
});

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

interface FoundManifest {
  readonly root: string;
  readonly archive: FileTree | null;
  readonly manifestPath: string;
  /** null where it cannot be read, or is too large to be read at once */
  read(): Promise<Uint8Array | null>;
}

type Found = FoundManifest | { readonly problem: Problem };

/** @throws UsageError, RemoteFailure */
async function findRemoteManifest(target: string, settings: ArchiveSettings): Promise<Found> {
  if (!isS3(target) && !URL.canParse(target))
    throw new UsageError({ ko: `${shownAddress(target)}: 주소가 아닙니다`, en: `${shownAddress(target)}: this is no address` });
  const place = await remotePlace(target, MANIFEST_NAMES);
  if (place === null) return { problem: noManifest(NO_MANIFEST_THERE) };
  const { root, manifestPath } = place;
  if (manifestPath === null) return findInArchive(shownAddress(target), root, settings);
  return { root, archive: null, manifestPath, read: () => readRemote(root, manifestPath) };
}

const NO_MANIFEST_THERE: Localized = {
  ko: '이 주소에 매니페스트(benchmark.yaml 또는 benchmark.json)가 없습니다',
  en: 'there is no manifest (benchmark.yaml or benchmark.json) at this address',
};

/** @throws UsageError */
export async function findManifest(target: string, settings: ArchiveSettings): Promise<Found> {
  const path = resolve(target);
  const facts = await stat(path).catch(() => null);
  if (facts === null)
    throw new UsageError({
      ko: `${shownAddress(target)}: 그런 파일이나 폴더가 없습니다`,
      en: `${shownAddress(target)}: no such file or folder`,
    });
  if (facts.isFile()) {
    if (/\.(ya?ml|json)$/iu.test(path)) return manifestFile(dirname(path), basename(path));
    return findInArchive(target, path, settings);
  }
  for (const name of MANIFEST_NAMES) {
    if ((await stat(join(path, name)).catch(() => null))?.isFile() === true) return manifestFile(path, name);
  }
  return {
    problem: noManifest({
      ko: '이 폴더에 매니페스트(benchmark.yaml 또는 benchmark.json)가 없습니다',
      en: 'this folder has no manifest (benchmark.yaml or benchmark.json)',
    }),
  };
}

async function manifestFile(root: string, manifestPath: string): Promise<Found> {
  if (await leadsOut(root, manifestPath))
    return { problem: { code: 'M001', place: placeIn(manifestPath, null, null, null), message: LINK_OUT } };
  return { root, archive: null, manifestPath, read: () => readInside(root, manifestPath) };
}

const LINK_OUT: Localized = {
  ko: '매니페스트가 납품물 밖을 가리키는 링크여서 읽지 않았습니다. 링크 대신 파일 자체를 넣으십시오',
  en: 'the manifest is a link that leaves the deliverable, so it was not read; put the file itself in its place',
};

/** At the archive's root, or in the single folder at its top. */
async function findInArchive(target: string, path: string, settings: ArchiveSettings): Promise<Found> {
  const opened = await openArchive(target, isRemote(path) ? path : await realpath(path), settings);
  if ('problem' in opened) return opened;
  const archive = opened.tree;
  const manifestPath = MANIFEST_NAMES.find((name) => archive.entries.some((entry) => entry.path === name));
  if (manifestPath !== undefined) {
    const problem = memberProblem(archive, manifestPath);
    if (problem !== null) return { problem };
    return { root: archive.root, archive, manifestPath, read: () => readInArchive(archive, manifestPath) };
  }
  return {
    problem: noManifest({
      ko: '압축 파일의 맨 위에 매니페스트(benchmark.yaml 또는 benchmark.json)가 없습니다',
      en: 'the archive has no manifest (benchmark.yaml or benchmark.json) at its top',
    }),
  };
}

const noManifest = (message: Localized): Problem => ({
  code: 'M001',
  place: placeIn(MANIFEST_NAMES[0], null, null, null),
  message,
});
