import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import { checkByOwnSchema, type SchemaError } from './compile-schema.js';
import { expectedBy, explainSchemaError, nearestAllowed, withNearest } from './explain-schema-error.js';
import type { Profile, Threshold } from './generated/profile.gen.js';
import { profileSources } from './generated/profiles.gen.js';
import { profileExtensionSchema, profileSchema } from './generated/schemas.gen.js';
import type { Localized } from './language.js';
import { type ManifestProblem, parseDocument } from './manifest/parse-manifest.js';
import { showValue } from './messages.js';
import { nearestWord } from './nearest.js';

/** Bytes of a file inside the deliverable, or null where there is none. */
export type ReadProfileFile = (path: string) => Promise<Uint8Array | null>;

export type ProfileResult =
  /** `sha256` is of the profile's canonical JSON */
  | { readonly ok: true; readonly profile: Profile; readonly sha256: string }
  /** `path` is the file where the problems are, null where there is none and only who names the profile can be pointed at */
  | { readonly ok: false; readonly path: string | null; readonly problems: readonly ManifestProblem[] };

const LONGEST_CHAIN = 8;

/**
 * The profile that `reference` names: a built-in name, or a path inside the deliverable, which `readFile` reads. What a profile
 * extends is merged below it: requirements by id, areas by number, rules by code, thresholds and options key by key.
 * Requirements with `enabled: false` are left out.
 */
export async function resolveProfile(reference: string, readFile: ReadProfileFile): Promise<ProfileResult> {
  const loaded = await loadChain(reference, readFile, []);
  if (!loaded.ok) return loaded;
  // Whole by now: a complete profile or one that was checked after merging.
  const profile = finishProfile(loaded.value as unknown as Profile);
  return { ok: true, profile, sha256: createHash('sha256').update(canonicalJson(profile)).digest('hex') };
}

type Plain = Readonly<Record<string, unknown>>;
type Loaded = { readonly ok: true; readonly value: Plain } | Extract<ProfileResult, { ok: false }>;

async function loadChain(reference: string, readFile: ReadProfileFile, chain: readonly string[]): Promise<Loaded> {
  const given = Object.hasOwn(profileSources, reference) ? profileSources[reference] : undefined;
  if (given !== undefined) return { ok: true, value: builtIn(given) };
  if (chain.includes(reference) || chain.length >= LONGEST_CHAIN)
    return failed(chain[0] ?? null, circular([...chain, reference]));
  const bytes = await readFile(reference);
  if (bytes === null) return failed(chain.at(-1) ?? null, unknownProfile(reference));
  const document = await parseDocument(bytes, reference, { check: checkProfile, semantics: () => [] });
  if (!document.ok)
    return { ok: false, path: reference, problems: document.problems.map((problem) => ({ ...problem, code: 'M003' })) };
  const own = document.value as Plain;
  if (typeof own.extends !== 'string') return { ok: true, value: own };
  const base = await loadChain(own.extends, readFile, [...chain, reference]);
  if (!base.ok) return base;
  const { extends: _, ...changes } = own;
  const merged = mergeProfiles(base.value, changes);
  // What is added, a new requirement or area, must be complete as well.
  const errors = await checkProfile(merged);
  if (errors.length === 0) return { ok: true, value: merged };
  return { ok: false, path: reference, problems: errors.map(problemOfMerged) };
}

/** A built-in profile may extend another; each is checked whole by the tests. */
function builtIn(source: Plain): Plain {
  const { extends: base, ...own } = source;
  const below = typeof base === 'string' ? profileSources[base] : undefined;
  return below === undefined ? source : mergeProfiles(builtIn(below), own);
}

/** What is wrong with a merged profile, which stands in no one file. */
function problemOfMerged(error: SchemaError): ManifestProblem {
  return {
    code: 'M003',
    pointer: null,
    line: null,
    column: null,
    message: explainSchemaError(error, error.data),
    value: error.data,
    expected: expectedBy(error),
    nearest: nearestAllowed(error, error.data),
  };
}

/** Checks a complete profile, or one that extends another. */
async function checkProfile(value: unknown): Promise<readonly SchemaError[]> {
  if (isPlain(value) && Object.hasOwn(value, 'extends'))
    return checkByOwnSchema(profileExtensionSchema, value, { schemas: [profileSchema] });
  return checkByOwnSchema(profileSchema, value);
}

/** Keys that identify the members of a list. */
const LISTS: Readonly<Record<string, string>> = { requirements: 'id', areas: 'number' };

function mergeProfiles(base: Plain, changes: Plain): Plain {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, change] of Object.entries(changes)) {
    const identity = LISTS[key];
    merged[key] = identity === undefined ? mergeValues(base[key], change) : mergeLists(base[key], change, identity);
  }
  return merged;
}

function mergeLists(base: unknown, changes: unknown, identity: string): unknown[] {
  const list = [...(base as Plain[])];
  for (const change of changes as Plain[]) {
    const at = list.findIndex((member) => member[identity] === change[identity]);
    if (at < 0) list.push(change);
    else list[at] = mergeValues(list[at], change) as Plain;
  }
  return list;
}

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

function mergeValues(base: unknown, change: unknown): unknown {
  if (!isPlain(base) || !isPlain(change)) return change;
  const keys = new Set([...Object.keys(base), ...Object.keys(change)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, Object.hasOwn(change, key) ? mergeValues(base[key], change[key]) : base[key]]),
  );
}

/** Leaves out what is switched off, and shows the term's dates in the rows that are judged by them, so that they stand once. */
function finishProfile(profile: Profile): Profile {
  const { term } = profile;
  const dates: Readonly<Record<string, Threshold>> = {
    'N-REG-TERM': { ...(term.start === undefined ? {} : { start: term.start }), end: term.end },
    'N-REG-APPLY': { from: term.applicationFrom, to: term.applicationTo },
  };
  const requirements = profile.requirements
    .filter((requirement) => requirement.enabled !== false)
    .map((requirement) => ({ ...requirement, threshold: { ...dates[requirement.id], ...requirement.threshold } }));
  return { ...profile, requirements };
}

function failed(path: string | null, message: Localized): Loaded {
  const problem = { code: 'M003', pointer: null, line: null, column: null, value: null, expected: null, nearest: null } as const;
  return { ok: false, path, problems: [{ ...problem, message }] };
}

function unknownProfile(reference: string): Localized {
  const known = Object.keys(profileSources);
  const names = known.join(', ');
  const shown = showValue(reference);
  const nearest = nearestWord(reference, known);
  const sentence = {
    ko: `프로파일 '${shown}'을(를) 찾을 수 없습니다. 내장 프로파일(${names})의 이름이나 납품물 안의 파일 경로를 적어 주십시오.`,
    en: `The profile '${shown}' cannot be found. Name a built-in profile (${names}) or a file inside the deliverable.`,
  };
  return nearest === null ? sentence : withNearest(sentence, nearest);
}

function circular(chain: readonly string[]): Localized {
  const shown = chain.map((name) => showValue(name)).join(' → ');
  return {
    ko: `프로파일이 서로를 확장하여 끝나지 않거나 너무 길게 이어집니다: ${shown}. extends를 고쳐 주십시오.`,
    en: `The profiles extend each other in a circle, or in too long a chain: ${shown}. Change extends.`,
  };
}
