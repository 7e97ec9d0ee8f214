import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseReader, detectCompression, type FileTree, matchFiles, openFile, pathPattern, type ReadLimits } from '@jatdae/readers';
import { findRule, RULES } from '@jatdae/rules';
import type { Profile, Resource, Severity } from '@jatdae/schema';
import pLimit from 'p-limit';
import type { Opened } from '../open/open.js';
import { UsageError } from '../options.js';
import { cutSplits, type Plan, type PlanFile, type PlannedRule, type PlanResource, SPLIT_BYTES } from './plan.js';

export interface PlanSettings {
  readonly limits: ReadLimits;
  readonly keep: number;
  readonly splitBytes?: number;
  readonly selected: ReadonlySet<string>;
}

/** The head of a file that its format is told by, bytes. */
const HEAD = 4096;
/** Files whose head is read at the same time. */
const OPEN_FILES = 32;

export interface Planned {
  readonly plan: Plan;
  /** per resource: indexes in the tree's entries */
  readonly matched: readonly (readonly number[])[];
}

export async function makePlan(opened: Opened, tree: FileTree, settings: PlanSettings): Promise<Planned> {
  const { manifest, root } = opened;
  const files: PlanFile[] = [];
  const fileIndex = new Map<number, number>();
  const planFile = (entry: number): number => {
    const known = fileIndex.get(entry);
    if (known !== undefined) return known;
    const { path = '', size = 0, modified = 0 } = tree.entries[entry] ?? {};
    fileIndex.set(entry, files.length);
    return files.push({ path, size, modified }) - 1;
  };
  const matched = manifest.resources.map((resource) => matchFiles(tree, resourceGlob(resource)));
  const groups: { readonly resource: PlanResource & { splittable: boolean }; readonly origin: number }[] = [];
  const subMetrics = manifest.subMetrics.map(({ id }) => id.normalize('NFC'));
  for (const [r, entries] of matched.entries()) {
    const resource = manifest.resources[r] as Resource;
    groups.push({ origin: r, resource: await planResource(root, resource, entries.map(planFile), files, subMetrics) });
  }
  const resources = groups.map(({ resource }) => resource);
  const plan: Plan = {
    root,
    manifest,
    profile: opened.profile.profile,
    subMetrics,
    files,
    resources: resources.map(({ splittable: _, ...resource }) => resource),
    splits: cutSplits(resources, files, settings.splitBytes ?? SPLIT_BYTES),
    rules: planRules(opened.profile.profile, settings.selected),
    limits: settings.limits,
    keep: settings.keep,
    schemas: await Promise.all(manifest.resources.map((resource) => readSchema(root, resource))),
  };
  return { plan, matched };
}

function resourceGlob(resource: Resource): string {
  return resource.path;
}

async function planResource(root: string, resource: Resource, members: readonly number[], files: readonly PlanFile[], subMetrics: readonly string[]): Promise<PlanResource & { splittable: boolean }> {
  const first = members.find((file) => (files[file]?.size ?? 0) > 0) ?? members[0];
  const head = first === undefined ? new Uint8Array() : await readHead(root, files[first]?.path ?? '');
  const path = first === undefined ? resource.path : (files[first]?.path ?? '');
  const compression = detectCompression(resource.compression, path, head);
  const reader = compression === null ? null : chooseReader(resource.format, path, compression === 'none' ? head : new Uint8Array());
  const isTsv = resource.format === 'tsv' || (resource.format === undefined && /\.tsv(\.gz)?$/iu.test(path));
  return {
    reader: reader?.id ?? null,
    options: { at: resource.at ?? null, csv: { ...(isTsv ? { delimiter: '\t' } : {}), ...resource.csv }, compression: compression ?? 'none' },
    files: members,
    fileSubMetric: fileSubMetrics(resource, members, files, subMetrics),
    splittable: reader?.splittable === true && compression === 'none',
  };
}

async function readHead(root: string, path: string): Promise<Uint8Array> {
  try {
    const source = await openFile(root, path);
    const head = new Uint8Array(HEAD);
    const length = await source.read(head, 0);
    await source.close();
    return head.subarray(0, length);
  } catch {
    // Whatever keeps it from being opened is told when it is scanned.
    return new Uint8Array();
  }
}

function fileSubMetrics(resource: Resource, members: readonly number[], files: readonly PlanFile[], subMetrics: readonly string[]): number[] | null {
  const pattern = resource.subMetric.path;
  if (pattern === undefined) return null;
  const { extract } = pathPattern(pattern);
  return members.map((file) => {
    const id = extract(files[file]?.path ?? '');
    return id === null ? -1 : subMetrics.indexOf(id.normalize('NFC'));
  });
}

/** Rules that scan are planned also where they are not selected, if validity depends on them. */
function planRules(profile: Profile, selected: ReadonlySet<string>): PlannedRule[] {
  return RULES.flatMap((rule): PlannedRule[] => {
    const { code } = rule.meta;
    const chosen = selected.has(code);
    const needed = rule.kind === 'scan' && rule.invalidates === true;
    return chosen || needed ? [{ code, severity: severityOf(profile, code), selected: chosen }] : [];
  });
}

export function severityOf(profile: Profile, code: string): Severity {
  return profile.rules[code]?.severity ?? findRule(code)?.meta.severity ?? 'error';
}

/** @throws UsageError where the schema is not there or is no JSON */
async function readSchema(root: string, resource: Resource): Promise<object | null> {
  if (resource.schema === undefined || /(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:/u.test(resource.schema)) return null;
  try {
    return JSON.parse(await readFile(join(root, resource.schema), 'utf8')) as object;
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : String((error as NodeJS.ErrnoException).code);
    throw new UsageError({ ko: `스키마 ${resource.schema} 파일을 읽을 수 없습니다: ${reason}`, en: `the schema ${resource.schema} cannot be read: ${reason}` });
  }
}

/** The codes that a selection names: codes or families, by what is there. @throws UsageError for a word that names none */
export function selectRules(select: readonly string[] | undefined, ignore: readonly string[] | undefined): Set<string> {
  const codes = RULES.map(({ meta }) => meta.code);
  const named = (words: readonly string[]): string[] => words.flatMap((word) => codesOf(word.trim().toUpperCase(), codes));
  const selected = new Set(select === undefined || select.length === 0 ? codes : named(select));
  for (const code of named(ignore ?? [])) selected.delete(code);
  return selected;
}

/** Codes that later versions bring are no mistake: a selection written today goes on to work. */
const FAMILIES = /^[MFISHDPAECT](\d{3})?$/u;

function codesOf(word: string, codes: readonly string[]): string[] {
  if (FAMILIES.test(word)) return codes.filter((code) => code === word || (word.length === 1 && code.startsWith(word)));
  throw new UsageError({ ko: `«${word}»은(는) 규칙 코드나 계열이 아닙니다. \`jatdae rules\`로 목록을 볼 수 있습니다`, en: `"${word}" is no rule code or family; \`jatdae rules\` lists them` });
}

/** Runs over many files with a bound, in order. */
export async function eachFile<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const limit = pLimit(OPEN_FILES);
  return Promise.all(items.map((item) => limit(() => work(item))));
}
