import type { Bases } from './bases.js';
import type { RuleCertificate } from './certificate.js';
import type { Copy } from './copy.js';
import { type Draft, draftOf, type Judge } from './draft.js';
import { EXPERIMENT_DEFECTS } from './experiment-defects.js';
import { FILE_DEFECTS } from './file-defects.js';
import { MANIFEST_DEFECTS } from './manifest-defects.js';
import { MEDIA_DEFECTS } from './media-defects.js';
import { MODEL_DEFECTS } from './model-defects.js';
import { nameOf } from './names.js';
import type { NotPlanted } from './plant.js';
import type { Reason } from './reasons.js';
import { SPREAD_DEFECTS } from './spread-defects.js';
import type { WholeDefect, WholeFacts } from './whole-defect.js';

const WHOLE_DEFECTS: readonly WholeDefect[] = [
  ...MANIFEST_DEFECTS,
  ...FILE_DEFECTS,
  ...SPREAD_DEFECTS,
  ...MEDIA_DEFECTS,
  ...EXPERIMENT_DEFECTS,
  ...MODEL_DEFECTS,
];

export interface CertifiedWholes {
  readonly rules: readonly RuleCertificate[];
  readonly not: readonly NotPlanted[];
}

/** Each defect in a small copy of its own. Of a rule that has findings there without it, nothing can be said. */
export async function certifyWholes(copy: Copy, bases: Bases, judge: Judge, facts: WholeFacts): Promise<CertifiedWholes> {
  const rules: RuleCertificate[] = [];
  const not: NotPlanted[] = [];
  for (const defect of WHOLE_DEFECTS) {
    const { code, name, base } = defect;
    const draft = (): Draft => {
      const made = draftOf(copy, bases[base], base === 'media');
      made.manifest = structuredClone(made.manifest);
      defect.prepare?.(made, facts);
      return made;
    };
    const spoilt = draft();
    const reason = await spoil(defect, spoilt, facts, copy);
    if (reason !== null) {
      not.push({ code, reason });
      continue;
    }
    const before = await countOf(judge, draft(), code);
    if (before > 0) {
      not.push({ code, reason: 'already-found' });
      continue;
    }
    const caught = (await countOf(judge, spoilt, code)) > 0 ? 1 : 0;
    rules.push({ code, name: nameOf(code), planted: 1, caught, before, falseAlarms: null, missed: caught === 1 ? [] : [name] });
  }
  return { rules, not };
}

async function spoil(defect: WholeDefect, draft: Draft, facts: WholeFacts, copy: Copy): Promise<Reason | null> {
  if (draft.items.length === 0) return emptyReason(defect.base, copy);
  const [requirement = '', name = '', least = 0] = defect.asks ?? [];
  return (facts.asked(requirement, name) ?? least) < least ? 'not-asked' : defect.spoil(draft, facts);
}

function emptyReason(base: keyof Bases, { items }: Copy): Reason {
  if (base !== 'media') return 'no-items';
  return items.some(({ media }) => media.some(({ pointer }) => pointer === '')) ? 'media-of-layout' : 'no-media';
}

async function countOf(judge: Judge, draft: Draft, code: string): Promise<number> {
  const { report } = await judge(draft, [code]);
  return report.rules.find((rule) => rule.code === code)?.count ?? 0;
}
