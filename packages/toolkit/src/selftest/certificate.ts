import type { Rewritten } from './copy.js';
import type { Reason } from './reasons.js';

export interface RuleCertificate {
  readonly code: string;
  readonly name: string;
  readonly planted: number;
  readonly caught: number;
  /** findings of the rule in the copy before anything was planted */
  readonly before: number;
  /**
   * findings in the planted copy at items that were left as they are, and that were not there before; null where the defect is one of the
   * whole, which stands in a copy of its own
   */
  readonly falseAlarms: number | null;
  /** planted defects that were not seen: their place in the copy, or what they are */
  readonly missed: readonly string[];
}

export interface Certificate {
  readonly jatdae: string;
  readonly seed: number;
  /** of the deliverable, and of the copy */
  readonly items: number;
  readonly copied: number;
  /** items that were not copied because their media are too large */
  readonly leftOut: number;
  /** files whose items the copy holds in another format: what is special to theirs was not tried */
  readonly rewritten: readonly Rewritten[];
  readonly rules: readonly RuleCertificate[];
  /** the other rules: with `rules` these are all */
  readonly notPlanted: readonly { readonly code: string; readonly name: string; readonly reason: Reason }[];
}
