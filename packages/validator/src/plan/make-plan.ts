import {
  chooseReader,
  type DeclaredForm,
  detectForm,
  equalParts,
  type FileTree,
  type Form,
  matchFiles,
  memorySource,
  openEntry,
  pathPattern,
  type Reader,
  type ReadLimits,
  readerOf,
  type TreeEntry,
} from '@jatdae/readers';
import { codesNamed, findRule, isSelectable, RULES } from '@jatdae/rules';
import {
  type Experiment,
  type JsonSchema,
  type Localized,
  type Manifest,
  type Profile,
  type Resource,
  type Severity,
  whyUnusable,
} from '@jatdae/schema';
import {
  inspectMedia,
  type ListedMedia,
  listMedia,
  type MediaInspector,
  type MediaProgress,
  type PlanMedia,
} from '../media/media-list.js';
import type { Opened } from '../open/opened.js';
import { UsageError } from '../options.js';
import { layoutSources, readLayout, resourceFiles } from './aihub.js';
import { claimedEntries } from './claimed.js';
import {
  type Cuts,
  cutSplits,
  type FormedPart,
  type Hashing,
  type Plan,
  type PlanFile,
  type PlannedRule,
  type PlanResource,
  SPLIT_BYTES,
} from './plan.js';

export interface PlanSettings {
  readonly limits: ReadLimits;
  readonly keep: number;
  readonly fast: boolean;
  readonly hashing: Hashing | null;
  readonly splitBytes?: number;
  readonly selected: ReadonlySet<string>;
  readonly signal?: AbortSignal;
  /** media are looked into while the plan is made, which may take as long as the scan */
  readonly onMedia?: (done: MediaProgress) => void;
  /** where that is done; here where absent */
  readonly inspect?: MediaInspector;
}

export interface Planned {
  readonly plan: Plan;
  /** what each resource's glob matches */
  readonly matched: readonly (readonly TreeEntry[])[];
  /** files that the manifest names for what they hold */
  readonly claimed: ReadonlySet<TreeEntry>;
  /** by experiment of the manifest: what its glob of predictions matches */
  readonly predictions: readonly (readonly TreeEntry[])[];
  /** the entries of the plan's media */
  readonly mediaEntries: ListedMedia['entries'];
}

/** @throws UsageError where a schema that the manifest names cannot be used */
export async function makePlan(opened: Opened, tree: FileTree, settings: PlanSettings): Promise<Planned> {
  const { manifest } = opened;
  const root = tree.root;
  const subMetrics = subMetricIds(manifest);
  // A glob such as **/*.yaml means the data and not the manifest that it stands in.
  const isData = ({ path }: TreeEntry): boolean => path !== opened.manifestPath.normalize('NFC');
  const matched = manifest.resources.map((resource) => resourceFiles(tree, resource).filter(isData));
  // A file that two resources match is read for each, as two files: what is known of it adds up in neither.
  const files = matched.flat().map(planFile);
  const target = settings.splitBytes ?? SPLIT_BYTES;
  const claimed = claimedEntries(opened, tree, matched);
  const { media, entries } = await listMedia(manifest, tree, {
    claimed,
    sources: layoutSources(tree, manifest.resources),
    signal: settings.signal ?? new AbortController().signal,
    inspect: settings.inspect ?? inspectMedia,
    onProgress: settings.onMedia ?? (() => undefined),
  });
  const predictions = (manifest.experiments ?? []).map((experiment) => predictionFiles(experiment, tree));
  const resources: CutResource[] = [];
  let next = 0;
  for (const [r, entries] of matched.entries()) {
    const members = entries.map(() => next++);
    const resource = await planResource(root, manifest, r, members, files, media);
    resources.push({ ...resource, cuts: await cutFiles(root, resource, files, settings.limits, target) });
  }
  const plan: Plan = {
    root,
    manifest,
    profile: opened.profile.profile,
    subMetrics,
    files,
    resources: resources.map(({ cuts: _, ...resource }) => resource),
    splits: cutSplits(resources, files, target),
    media,
    rules: planRules(opened.profile.profile, settings.selected),
    limits: settings.limits,
    keep: settings.keep,
    keys: predictions.some(({ length }) => length > 0) && EVIDENCE.some((code) => settings.selected.has(code)),
    fast: settings.fast,
    hashing: settings.hashing,
    schemas: await Promise.all(manifest.resources.map((resource) => readSchema(opened, resource))),
  };
  return { plan, matched, claimed, predictions, mediaEntries: entries };
}

/** Rules about what the predictions come to. */
const EVIDENCE = ['E004', 'E005', 'E006', 'E007'] as const;

function predictionFiles({ predictions }: Experiment, tree: FileTree): TreeEntry[] {
  const glob = typeof predictions === 'string' ? predictions : predictions?.path;
  return glob === undefined ? [] : matchFiles(tree, glob).filter(({ kind }) => kind === 'file');
}

function planFile({ path, stored, size, modified, version, member, problem }: TreeEntry): PlanFile {
  return {
    path,
    stored,
    size,
    modified,
    ...(version === undefined ? {} : { version }),
    ...(member === undefined ? {} : { member }),
    ...(problem === undefined ? {} : { problem }),
  };
}

const subMetricIds = ({ subMetrics }: Manifest): string[] => subMetrics.map(({ id }) => id.normalize('NFC'));

const ANY_READER = 'jsonl';

type CutResource = PlanResource & { readonly cuts: Cuts };

async function planResource(
  root: string,
  manifest: Manifest,
  r: number,
  members: readonly number[],
  files: readonly PlanFile[],
  media: PlanMedia,
): Promise<PlanResource> {
  const resource = manifest.resources[r] as Resource;
  const subMetrics = subMetricIds(manifest);
  const all = members.map((file) => files[file] as PlanFile);
  const { format, compression } = resource;
  const declared = { ...(format === undefined ? {} : { format }), ...(compression === undefined ? {} : { compression }) };
  return {
    reader: await firstReader(root, resource.path, declared, all),
    declared,
    options: {
      at: resource.at ?? null,
      csv: resource.csv ?? {},
      ...(resource.encoding === undefined ? {} : { encoding: resource.encoding }),
    },
    files: members,
    fileSubMetric: fileSubMetrics(resource, members, files, subMetrics),
    ...readLayout(resource, all, media, manifest.dataset.modalities),
  };
}

/** The reader of the first file that tells its format; one file of each kind of name is asked. */
async function firstReader(
  root: string,
  glob: string,
  declared: DeclaredForm,
  files: readonly PlanFile[],
): Promise<string | null> {
  if (declared.format !== undefined) return readerOf(declared.format)?.id ?? null;
  const asked = new Set<string>();
  for (const file of files) {
    const ending = /\.[^./]*(?:\.(?:gz|zst))?$/iu.exec(file.path)?.[0] ?? '';
    if (file.size === 0 || file.problem !== undefined || asked.has(ending)) continue;
    asked.add(ending);
    const form = await fileForm(root, file, declared);
    if (form.reader !== null) return form.reader.id;
  }
  const named = chooseReader(undefined, files[0]?.path ?? glob, new Uint8Array());
  // What cannot be opened is told of by whatever reader tries.
  return named?.id ?? (files.some(({ problem }) => problem !== undefined) ? ANY_READER : null);
}

/** Whatever keeps a file from being opened is told when it is scanned. */
async function fileForm(root: string, file: PlanFile, declared: DeclaredForm): Promise<Form> {
  const source = await openEntry(root, file).catch(() => null);
  try {
    return await detectForm(source ?? memorySource(new Uint8Array()), file.path, declared);
  } catch {
    return { reader: chooseReader(declared.format, file.path, new Uint8Array()), compression: 'none' };
  } finally {
    await source?.close();
  }
}

/** Where files over `target` are cut. */
async function cutFiles(
  root: string,
  resource: PlanResource,
  files: readonly PlanFile[],
  limits: ReadLimits,
  target: number,
): Promise<Cuts> {
  const cuts = new Map<number, readonly FormedPart[]>();
  const fallback = readerOf(resource.reader ?? '');
  if (fallback === null) return cuts;
  for (const [position, file] of resource.files.entries()) {
    const whole = files[file] as PlanFile;
    if (whole.size <= target || (whole.member?.method ?? 'stored') !== 'stored') continue;
    const parts = await cutFile(root, whole, { resource, fallback, limits }, target);
    if (parts.length > 1) cuts.set(position, parts);
  }
  return cuts;
}

interface Cutting {
  readonly resource: PlanResource;
  readonly fallback: Reader;
  readonly limits: ReadLimits;
}

/** Whatever keeps a file from being read here is told when it is scanned. */
async function cutFile(
  root: string,
  file: PlanFile,
  { resource, fallback, limits }: Cutting,
  target: number,
): Promise<readonly FormedPart[]> {
  const source = await openEntry(root, file).catch(() => null);
  if (source === null) return [];
  try {
    const { reader: told, compression } = await detectForm(source, file.path, resource.declared);
    const reader = told ?? fallback;
    if (compression !== 'none') return [];
    const options = { ...resource.options, compression, limits, canary: null };
    const equal = reader.splittable ? equalParts(source.size, target) : [];
    const parts = (await reader.plan?.(source, options, target)) ?? equal;
    const form = { reader: reader.id, compression };
    return parts.map((part) => ({ ...part, form }));
  } catch {
    return [];
  } finally {
    await source.close();
  }
}

function fileSubMetrics(
  resource: Resource,
  members: readonly number[],
  files: readonly PlanFile[],
  subMetrics: readonly string[],
): number[] | null {
  const pattern = resource.subMetric?.path;
  if (pattern === undefined) return null;
  const parsed = pathPattern(pattern);
  return members.map((file) => {
    const id = parsed?.extract(files[file]?.path ?? '') ?? null;
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

const LEAVES_ROOT = /(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:/u;

/** A path that leaves the deliverable is M005 and not read. @throws UsageError where the schema is not there or no JSON Schema */
async function readSchema(opened: Opened, { schema: path }: Resource): Promise<JsonSchema | null> {
  if (path === undefined || LEAVES_ROOT.test(path)) return null;
  const cannot = (reason: Localized): UsageError =>
    new UsageError({ ko: `스키마 ${path}: ${reason.ko}`, en: `schema ${path}: ${reason.en}` });
  const bytes = await opened.read(path);
  if (bytes === null) throw cannot({ ko: '파일을 읽을 수 없습니다', en: 'the file cannot be read' });
  const schema = parseJson(Buffer.from(bytes).toString());
  if (schema === null) throw cannot({ ko: 'JSON 객체가 아닙니다', en: 'it is no JSON object' });
  const reason = await whyUnusable(schema);
  if (reason !== null) throw cannot(reason);
  return schema;
}

function parseJson(text: string): JsonSchema | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : null;
  } catch {
    return null;
  }
}

/** The rules that a selection names, all where it names none. @throws UsageError for a word that is no code and no family */
export function selectRules(select: readonly string[] | undefined, ignore: readonly string[] | undefined): Set<string> {
  const named = (words: readonly string[]): string[] => {
    const wanted = words.map((word) => word.trim().toUpperCase());
    const unknown = wanted.find((word) => !isSelectable(word));
    if (unknown !== undefined)
      throw new UsageError({ ko: `규칙 코드나 계열이 아닙니다: ${unknown}`, en: `no rule code or family: ${unknown}` });
    return codesNamed(wanted);
  };
  const selected = new Set(select === undefined || select.length === 0 ? RULES.map(({ meta }) => meta.code) : named(select));
  for (const code of named(ignore ?? [])) selected.delete(code);
  return selected;
}
