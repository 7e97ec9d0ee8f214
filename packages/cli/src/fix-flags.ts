import type { FixName } from '@jatdae/toolkit';
import type { TextFormat } from './text-format.js';

/** What can be chosen, named again because nothing is loaded for a command before it runs. The manifest follows in any case. */
export const FIX_NAMES = [
  'names',
  'encoding',
  'bom',
  'line-ends',
  'nfc',
  'enum-blanks',
  'ids',
  'lists',
] as const satisfies readonly Exclude<FixName, 'manifest'>[];
export type ChosenFix = (typeof FIX_NAMES)[number];

export interface FixFlags {
  readonly output?: string;
  readonly dryRun?: boolean;
  readonly only?: readonly ChosenFix[];
  readonly skip?: readonly ChosenFix[];
  readonly log?: string;
  readonly temp?: string;
  readonly format: TextFormat;
}
