import { relative, sep } from 'node:path';
import type { Report } from '@jatdae/schema';

/**
 * A report as its golden file holds it: without `run`, and with the paths of applications below the fixture. Rules that found nothing
 * are left out, so that a new rule changes only the golden files that it has something to say about.
 */
export function stableReport({ run: _, ...report }: Report, folder: string): string {
  const shown = (path: string): string => (path.startsWith(folder) ? relative(folder, path).replaceAll(sep, '/') : path);
  const byPath = (key: string, value: unknown): unknown => (key === 'path' && typeof value === 'string' ? shown(value) : value);
  const rules = report.rules.filter(({ count }) => count > 0);
  return `${JSON.stringify({ ...report, rules }, byPath, 2)}\n`;
}
