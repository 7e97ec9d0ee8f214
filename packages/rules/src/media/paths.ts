import { escapeOf } from '../manifest/escape.js';

/**
 * Where a media reference may lead, as paths below the deliverable's root in NFC: relative to the media root first, then to the
 * deliverable's. Empty where it leaves the deliverable either way, null where it is an address elsewhere (`https:`, `data:`).
 */
export function mediaPaths(reference: string, root: string): readonly string[] | null {
  const text = reference.normalize('NFC');
  if (/^[A-Za-z][A-Za-z\d+.-]+:/.test(text)) return null;
  if (escapeOf(text) === 'absolute') return [];
  const paths = [insideOf(`${root}/${text}`), insideOf(text)];
  return [...new Set(paths.filter((path) => path !== null))];
}

/** The path without `.`, `..` and empty names; null where `..` leaves the root. */
function insideOf(path: string): string | null {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..' && names.pop() === undefined) return null;
    if (name !== '..' && name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}

/** The media root as the paths of files begin; empty where all of the deliverable is meant. */
export const mediaPrefix = (root: string | undefined): string => insideOf((root ?? '').normalize('NFC')) ?? '';
