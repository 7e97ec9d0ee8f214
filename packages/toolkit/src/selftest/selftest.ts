import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RULES } from '@jatdae/rules';
import type { Report } from '@jatdae/schema';
import { openItems, type Problem, VERSION } from '@jatdae/validator';
import { basesOf } from './bases.js';
import type { Certificate, RuleCertificate } from './certificate.js';
import { certifyItems } from './certify-items.js';
import { certifyWholes } from './certify-wholes.js';
import { copyDeliverable } from './copy.js';
import { createJudge } from './draft.js';
import { createKeys } from './keys.js';
import type { NotPlanted } from './plant.js';
import type { WholeFacts } from './whole-defect.js';

export interface SelftestOptions {
  /** what is planted where follows from it alone */
  readonly seed: number;
  /** items spoilt for each defect */
  readonly each: number;
  /** items copied at the most */
  readonly items: number;
  readonly temp?: string;
  readonly signal?: AbortSignal;
  /** told, before anything is written, how many bytes the copy takes below a folder at the most */
  readonly onNeed?: (bytes: number, folder: string) => void;
}

export type SelftestResult =
  | { readonly status: 'done'; readonly certificate: Certificate }
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] };

/**
 * Plants known defects into a copy of a deliverable and tells which of them `validate` sees. The deliverable is only read, and the copy is
 * removed whatever happens.
 * @throws UsageError where the target is nothing that jatdae reads; the signal's reason where it is aborted
 */
export async function selftest(target: string, options: SelftestOptions): Promise<SelftestResult> {
  const signal = options.signal ?? new AbortController().signal;
  const open = await openItems(target, signal, options.temp);
  if (!open.ok) return { status: 'unusable', problems: open.problems };
  const temp = options.temp ?? tmpdir();
  const root = await mkdtemp(join(temp, 'jatdae-selftest-'));
  try {
    const store = join(root, 'media');
    await mkdir(store);
    const copy = await copyDeliverable(open, {
      limit: options.items,
      store,
      signal,
      onNeed: (bytes) => options.onNeed?.(bytes, temp),
    });
    const judge = createJudge(copy, root, signal);
    const items = await certifyItems(copy, judge, options.each, options.seed);
    const asked = askedBy(items.clean);
    const bases = basesOf(copy, items.suspects, shareOf(asked));
    const facts = { asked, keys: createKeys(copy.items), read: open.read, own: open.manifest, rewritten: copy.rewritten };
    const wholes = await certifyWholes(copy, bases, judge, facts);
    const certificate: Certificate = {
      jatdae: VERSION,
      seed: options.seed,
      items: copy.total,
      copied: copy.items.length,
      leftOut: copy.leftOut,
      rewritten: copy.rewritten,
      ...rowsOf([...items.rules, ...wholes.rules], [...items.not, ...wholes.not, ...NEVER_PLANTED]),
    };
    return { status: 'done', certificate };
  } finally {
    await open.close();
    await rm(root, { recursive: true, force: true });
  }
}

const NEVER_PLANTED = ['C004', 'C005', 'C006'].map((code): NotPlanted => ({ code, reason: 'several-manifests' }));

/** Numbers that the ledger compares with. */
const askedBy =
  ({ requirements }: Report): WholeFacts['asked'] =>
  (requirement, name) => {
    const value = requirements.find(({ id }) => id === requirement)?.threshold?.[name];
    return typeof value === 'number' ? value : undefined;
  };

/** The share of the leaderboard split that the profile wants. */
function shareOf(asked: WholeFacts['asked']): number {
  const share = asked('N-BM-HOLD', 'share') ?? 0;
  return share > 0 && share < 1 ? share : 0.1;
}

/** One row a rule: of what was planted for it, or why nothing was. */
function rowsOf(certified: readonly RuleCertificate[], not: readonly NotPlanted[]): Pick<Certificate, 'rules' | 'notPlanted'> {
  const rules: RuleCertificate[] = [];
  const notPlanted: Certificate['notPlanted'][number][] = [];
  for (const { meta } of RULES) {
    const { code, name } = meta;
    const own = certified.filter((row) => row.code === code);
    const [first, ...others] = own;
    if (first !== undefined) rules.push(others.reduce(joinRows, first));
    const isPlanted = own.some(({ planted }) => planted > 0);
    const reason = not.find((row) => row.code === code)?.reason ?? 'no-suitable-item';
    if (!isPlanted) notPlanted.push({ code, name, reason });
  }
  return { rules, notPlanted };
}

const joinRows = (a: RuleCertificate, b: RuleCertificate): RuleCertificate => ({
  ...a,
  planted: a.planted + b.planted,
  caught: a.caught + b.caught,
  before: a.before + b.before,
  falseAlarms: a.falseAlarms === null && b.falseAlarms === null ? null : (a.falseAlarms ?? 0) + (b.falseAlarms ?? 0),
  missed: [...a.missed, ...b.missed],
});
