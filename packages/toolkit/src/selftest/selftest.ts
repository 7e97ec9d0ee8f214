import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RULES } from '@jatdae/rules';
import type { Finding, Report } from '@jatdae/schema';
import { openItems, type Problem, validate } from '@jatdae/validator';
import { type Copy, type CopyItem, copyDeliverable } from './copy.js';
import { type CopyFiles, MANIFEST_DEFECTS, type ManifestDefect } from './manifest-defects.js';
import { type Planted, plant } from './plant.js';
import type { JsonObject } from './pointer.js';

export interface SelftestOptions {
  /** what is planted where follows from it alone */
  readonly seed: number;
  /** items spoilt for each defect */
  readonly each: number;
  /** items copied at the most */
  readonly items: number;
  readonly temp?: string;
  readonly signal?: AbortSignal;
}

export interface RuleCertificate {
  readonly code: string;
  readonly name: string;
  readonly planted: number;
  readonly caught: number;
  /** findings of the rule in the copy before anything was planted */
  readonly before: number;
  /** findings in the planted copy at items that were left as they are, and that were not there before */
  readonly falseAlarms: number;
  /** where a planted defect was not seen, in the copy */
  readonly missed: readonly { readonly path: string; readonly record: number }[];
}

export interface Certificate {
  readonly jatdae: string;
  readonly seed: number;
  /** of the deliverable, and of the copy */
  readonly items: number;
  readonly copied: number;
  readonly rules: readonly RuleCertificate[];
  /** rules for which nothing was planted: no item suits, or a copy cannot show it */
  readonly notPlanted: readonly string[];
}

export type SelftestResult =
  | { readonly status: 'done'; readonly certificate: Certificate }
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] };

/** Items of the copy that manifest defects are planted in: enough for every rule that looks at a whole. */
const FEW = 50;
const ALL_FINDINGS = 1_000_000;

/**
 * Plants known defects into a copy of a deliverable and tells which of them `validate` sees. The deliverable is only read.
 * @throws UsageError where the target is nothing that jatdae reads
 */
export async function selftest(target: string, options: SelftestOptions): Promise<SelftestResult> {
  const signal = options.signal ?? new AbortController().signal;
  const open = await openItems(target, signal, options.temp);
  if (!open.ok) return { status: 'unusable', problems: open.problems };
  const root = await mkdtemp(join(options.temp ?? tmpdir(), 'jatdae-selftest-'));
  try {
    const copy = await copyDeliverable(open, options.items);
    const judge = createJudge(root, signal);
    const items = await certifyItems(copy, judge, options);
    const wholes = await certifyWholes(copy, judge);
    const rules = [...items, ...wholes].sort((a, b) => (a.code < b.code ? -1 : 1));
    const planted = new Set(rules.map(({ code }) => code));
    const notPlanted = RULES.map(({ meta }) => meta.code).filter((code) => !planted.has(code));
    const { total } = copy;
    const certificate = {
      jatdae: judge.version(),
      seed: options.seed,
      items: total,
      copied: copy.items.length,
      rules,
      notPlanted,
    };
    return { status: 'done', certificate };
  } finally {
    await open.close();
    await rm(root, { recursive: true, force: true });
  }
}

interface Judge {
  judge(files: CopyFiles, select?: readonly string[]): Promise<Report>;
  version(): string;
}

function createJudge(root: string, signal: AbortSignal): Judge {
  let count = 0;
  let version = '';
  return {
    async judge({ manifest, files }, select) {
      const folder = join(root, String(count++));
      for (const [path, bytes] of files) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), bytes);
      }
      await writeFile(join(folder, 'benchmark.json'), JSON.stringify(manifest));
      const result = await validate(folder, {
        language: 'en',
        maxFindings: ALL_FINDINGS,
        signal,
        ...(select === undefined ? {} : { select }),
      });
      await rm(folder, { recursive: true, force: true });
      version = result.report.jatdae;
      return result.report;
    },
    version: () => version,
  };
}

const encoder = new TextEncoder();
const lineOf = (line: JsonObject | Uint8Array): Uint8Array =>
  line instanceof Uint8Array ? line : encoder.encode(JSON.stringify(line));

/** The copy as files, with some lines replaced. */
function filesOf(copy: Copy, items: readonly CopyItem[], replaced: ReadonlyMap<CopyItem, JsonObject | Uint8Array>): CopyFiles {
  const chunks = copy.paths.map((): Uint8Array[] => []);
  for (const item of items) chunks[item.file]?.push(lineOf(replaced.get(item) ?? item.record), encoder.encode('\n'));
  const files = new Map(copy.files);
  for (const [k, path] of copy.paths.entries()) files.set(path, Buffer.concat(chunks[k] ?? []));
  return { manifest: copy.manifest, files };
}

async function certifyItems(copy: Copy, { judge }: Judge, { each, seed }: SelftestOptions): Promise<RuleCertificate[]> {
  const clean = await judge(filesOf(copy, copy.items, new Map()));
  const at = new Map(copy.items.map((item) => [placeOf(copy, item), item]));
  const suspect = new Set(clean.findings.flatMap((finding) => itemsOf(finding, at)));
  const planted = plant(copy, each, seed, suspect);
  const spoilt = await judge(filesOf(copy, copy.items, new Map(planted.map(({ item, line }) => [item, line]))));
  const touched = new Set(planted.flatMap(({ item, source }) => (source === null ? [item] : [item, source])));
  const alarms = spoilt.findings.filter((finding) => {
    const items = itemsOf(finding, at);
    return items.length > 0 && !items.some((item) => touched.has(item) || suspect.has(item));
  });
  // A rule that nothing was planted for may still raise a false alarm.
  return [...new Set([...planted, ...alarms].map(({ code }) => code))].map((code) => {
    const mine = planted.filter((one) => one.code === code);
    const missed = mine.filter((one) => !isCaught(one, spoilt, at));
    return {
      code,
      name: nameOf(code),
      planted: mine.length,
      caught: mine.length - missed.length,
      before: countOf(clean, code),
      falseAlarms: alarms.filter((alarm) => alarm.code === code).length,
      missed: missed.map(({ item }) => ({ path: copy.paths[item.file] ?? '', record: item.line + 1 })),
    };
  });
}

const nameOf = (code: string): string => RULES.find(({ meta }) => meta.code === code)?.meta.name ?? code;
const countOf = ({ rules }: Report, code: string): number => rules.find((rule) => rule.code === code)?.count ?? 0;
const placeOf = ({ paths }: Copy, { file, line }: CopyItem): string => `${paths[file]}:${line + 1}`;

/** The items that a finding names. */
function itemsOf({ place, related }: Finding, at: ReadonlyMap<string, CopyItem>): CopyItem[] {
  return [place, ...related].flatMap(({ path, record }) => at.get(`${path}:${record}`) ?? []);
}

const isCaught = ({ code, item }: Planted, { findings }: Report, at: ReadonlyMap<string, CopyItem>): boolean =>
  findings.some((finding) => finding.code === code && itemsOf(finding, at).includes(item));

/** Each defect in a small copy of its own; of a rule that fires there without it nothing can be said. */
async function certifyWholes(copy: Copy, { judge }: Judge): Promise<RuleCertificate[]> {
  const few = copy.items.slice(0, FEW);
  const lines = new Map<number, number>();
  const items = few.map((item) => {
    const line = lines.get(item.file) ?? 0;
    lines.set(item.file, line + 1);
    return { ...item, line };
  });
  const small = (): CopyFiles => withoutEmpty(filesOf(copy, items, new Map()));
  if (items.length === 0) return [];
  const clean = await judge(small());
  const certify = async (defect: ManifestDefect): Promise<RuleCertificate[]> => {
    const files = small();
    const before = countOf(clean, defect.code);
    if (before > 0 || !defect.suits(files)) return [];
    defect.spoil(files);
    const caught = countOf(await judge(files, [defect.code]), defect.code) > 0 ? 1 : 0;
    const missed = caught === 1 ? [] : [{ path: 'benchmark.json', record: 0 }];
    return [{ code: defect.code, name: nameOf(defect.code), planted: 1, caught, before, falseAlarms: 0, missed }];
  };
  const rows: RuleCertificate[] = [];
  for (const defect of MANIFEST_DEFECTS) rows.push(...(await certify(defect)));
  return rows;
}

/** Without the files that none of the few items stand in. */
function withoutEmpty({ manifest, files }: CopyFiles): CopyFiles {
  const [first, ...others] = manifest.resources.filter(({ path }) => (files.get(path)?.length ?? 0) > 0);
  const kept = new Map([...files].filter(([, bytes]) => bytes.length > 0));
  return { manifest: first === undefined ? manifest : { ...manifest, resources: [first, ...others] }, files: kept };
}
