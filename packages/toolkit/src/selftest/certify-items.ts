import type { Finding, Report } from '@jatdae/schema';
import type { RuleCertificate } from './certificate.js';
import type { Copy } from './copy.js';
import type { CopyItem } from './copy-item.js';
import { draftOf, type Judge, type Judged } from './draft.js';
import { placeKey } from './formats.js';
import { nameOf } from './names.js';
import { type NotPlanted, plant, type Suspects } from './plant.js';

export interface CertifiedItems {
  readonly rules: readonly RuleCertificate[];
  readonly not: readonly NotPlanted[];
  /** items with findings before anything was planted */
  readonly suspects: Suspects;
  /** of the copy as it is */
  readonly clean: Report;
}

/** Plants defects of single items, all in one copy, and looks for each of them. */
export async function certifyItems(copy: Copy, judge: Judge, each: number, seed: number): Promise<CertifiedItems> {
  const draft = draftOf(copy, copy.items, true);
  const clean = await judge(draft);
  const suspects = suspectsOf(clean);
  const { planted, not } = plant(copy, each, seed, suspects);
  for (const { item, spoilt } of planted) draft.spoilt.set(item, spoilt);
  const judged = await judge(draft);
  const touched = new Set(planted.flatMap(({ item, source }) => (source === null ? [item] : [item, source])));
  const alarms = judged.report.findings.filter((finding) => {
    const items = itemsOf(finding, judged.at);
    return items.length > 0 && !items.some((item) => touched.has(item) || suspects.has(item));
  });
  const found = itemsByCode(judged);
  // A rule that nothing was planted for may still raise a false alarm.
  const rules = [...new Set([...planted, ...alarms].map(({ code }) => code))].map((code): RuleCertificate => {
    const mine = planted.filter((one) => one.code === code);
    const named = found.get(code);
    const missed = mine.filter(({ item }) => named?.has(item) !== true);
    return {
      code,
      name: nameOf(code),
      planted: mine.length,
      caught: mine.length - missed.length,
      before: clean.report.rules.find((rule) => rule.code === code)?.count ?? 0,
      falseAlarms: alarms.filter((alarm) => alarm.code === code).length,
      missed: missed.map(({ item }) => placeOf(item, judged)),
    };
  });
  return { rules, not, suspects, clean: clean.report };
}

/** The items that a finding names. */
function itemsOf({ place, related }: Finding, at: Judged['at']): CopyItem[] {
  return [place, ...related].flatMap(({ path, record }) => at.get(placeKey(path, record)) ?? []);
}

function suspectsOf({ report, at }: Judged): Suspects {
  const suspects = new Map<CopyItem, Set<string>>();
  for (const finding of report.findings) {
    for (const item of itemsOf(finding, at)) suspects.set(item, (suspects.get(item) ?? new Set()).add(finding.code));
  }
  return suspects;
}

function itemsByCode({ report, at }: Judged): ReadonlyMap<string, ReadonlySet<CopyItem>> {
  const found = new Map<string, Set<CopyItem>>();
  for (const finding of report.findings) {
    const items = found.get(finding.code) ?? new Set();
    for (const item of itemsOf(finding, at)) items.add(item);
    found.set(finding.code, items);
  }
  return found;
}

const placeOf = (wanted: CopyItem, { at }: Judged): string => [...at].find(([, item]) => item === wanted)?.[0] ?? '';
