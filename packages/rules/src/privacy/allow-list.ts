/**
 * Whether a value is one that the profile allows. Patterns are compared without case, blanks, hyphens, dots and brackets;
 * a * stands for anything.
 */
export function createAllowList(patterns: readonly string[]): (value: string) => boolean {
  const tests = patterns.map(createTest);
  return (value) => {
    const bare = bareOf(value);
    return tests.some((test) => test(bare));
  };
}

const bareOf = (text: string): string => text.toLowerCase().replace(/[\s\-.()]/g, '');

function createTest(pattern: string): (value: string) => boolean {
  const parts = bareOf(pattern).split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return (value) => value === first;
  return (value) => {
    if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false;
    let at = first.length;
    for (const part of parts.slice(1, -1)) {
      const found = value.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= value.length - last.length;
  };
}
