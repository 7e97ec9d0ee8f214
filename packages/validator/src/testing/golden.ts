import { relative, sep } from 'node:path';
import type { Report } from '@jatdae/schema';

/** A report as its golden file holds it: without `run`, and with the paths of applications below the fixture. */
export function stableReport({ run: _, ...report }: Report, folder: string): string {
  const shown = (path: string): string => (path.startsWith(folder) ? relative(folder, path).replaceAll(sep, '/') : path);
  const byPath = (key: string, value: unknown): unknown => (key === 'path' && typeof value === 'string' ? shown(value) : value);
  return `${JSON.stringify(report, byPath, 2)}\n`;
}
