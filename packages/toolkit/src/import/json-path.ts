/** Where a JSONPath leads: a JSON Pointer to a list, and a path in each of its elements. */
export interface JsonPlace {
  readonly at: string;
  readonly path: string;
}

const STEP = /^(?:\.?([\p{L}_$][\p{L}\p{N}_$-]*)|\['([^'\\]+)'\]|\["([^"\\]+)"\]|\[(\*)\]|\.(\*))/u;

/** The JSONPaths that descriptions use for fields, `$.data[*].question` or `question` (RFC 9535); null for filters, slices and others. */
export function jsonPathOf(text: string | null): JsonPlace | null {
  if (text === null || text.length > 1000) return null;
  let rest = text.trim().replace(/^\$/u, '');
  const names: string[] = [];
  let list: number | null = null;
  while (rest !== '') {
    const step = STEP.exec(rest);
    if (step === null) return null;
    rest = rest.slice(step[0].length);
    if (step[4] !== undefined || step[5] !== undefined) {
      if (list !== null) return null;
      list = names.length;
    } else names.push(step[1] ?? step[2] ?? step[3] ?? '');
  }
  const path = names.slice(list ?? 0);
  if (path.length === 0) return null;
  const at = names.slice(0, list ?? 0).map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return { at: at.join(''), path: path.join('.') };
}
