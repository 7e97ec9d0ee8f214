import type { Finding, Report } from '@jatdae/schema';
import { expect } from 'vitest';
import type { ValidateOptions, ValidateResult } from '../options.js';
import { validate } from '../validate.js';
import { type Files, withFolder } from './folder.js';

/** Writes files into a folder, validates it, and removes it; `prepare` may change the folder first. */
export const judge = (
  files: Files,
  options: Partial<ValidateOptions> = {},
  prepare: (root: string) => void = () => undefined,
): Promise<ValidateResult> =>
  withFolder(files, async (root) => {
    prepare(root);
    return validate(root, { language: 'en', engine: 'inline', ...options });
  });

export async function reportOf(...args: Parameters<typeof judge>): Promise<Report> {
  const { status, report } = await judge(...args);
  expect(status).toBe('judged');
  return report;
}

export const found = ({ findings }: Report, ...codes: string[]): Finding[] => findings.filter(({ code }) => codes.includes(code));
export const where = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, place }) => `${code} ${place.path}:${place.line ?? '-'}`);
export const row = ({ requirements }: Report, id: string): string | undefined =>
  requirements.find((each) => each.id === id)?.verdict;
export const itemsOf = ({ deliverable }: Report): number | undefined => deliverable?.items;

/** What nobody read must not look passed. */
export function expectUnread(report: Report): void {
  expect(report.complete).toBe(false);
  for (const id of ['N-BM-SUB', 'N-BM-ITEMS', 'N-BM-HOLD', 'Q-SYNTAX']) expect(row(report, id), id).toBe('not-run');
}
