import type { Damage } from '@jatdae/kernel';
import type { RuleMeta, ScanRule } from './contract.js';
import { fileLocator } from './file-findings.js';
import { findingsRule } from './findings.js';

const NONE: ReadonlySet<string> = new Set();

/**
 * A rule that tells of what the readers met: faults of records, and damage that ended the reading of a part.
 * @param limits reasons that are limits of this tool and no fault of the data: warnings. What was not read for them leaves its
 *   requirements unjudged, as all damage does.
 */
export function faultRule(meta: RuleMeta & { readonly code: Damage['code'] }, limits: ReadonlySet<string> = NONE): ScanRule {
  return findingsRule(meta, () => ({
    batch(batch, report) {
      for (const fault of batch.faults) {
        if (fault.code !== meta.code) continue;
        report(fault.record, { pointer: fault.pointer, column: fault.column, data: fault.data });
      }
    },
    part(part, report) {
      const { damage } = part.facts;
      if (damage === null || damage.told || damage.code !== meta.code) return;
      report({
        at: fileLocator(part, damage.byte),
        data: { reason: damage.reason, byte: damage.byte },
        ...(limits.has(damage.reason) ? { severity: 'warning' } : {}),
      });
    },
  }));
}
