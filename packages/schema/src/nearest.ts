/**
 * Optimal string alignment distance (Damerau–Levenshtein with each pair swapped once at the most), in code points, case ignored.
 * Source: G. V. Bard, Spelling-error tolerant, order-independent pass-phrases via the Damerau–Levenshtein string-edit distance, 2007.
 */
export function editDistance(left: string, right: string): number {
  const a = [...left.toLowerCase()];
  const b = [...right.toLowerCase()];
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((previous[j] as number) + 1, (current[j - 1] as number) + 1, (previous[j - 1] as number) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] as number) + 1);
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] as number;
}

/** Words longer than this are nobody's slip of the pen. */
const LONGEST = 64;

/** The word that was probably meant: the closest, if no more than a third of it (one letter in any case) differs; the first of equals. */
export function nearestWord(word: string, allowed: Iterable<string>): string | null {
  if (word.length > LONGEST) return null;
  let nearest: string | null = null;
  let best = Number.POSITIVE_INFINITY;
  for (const candidate of allowed) {
    if (candidate.length > LONGEST) continue;
    const distance = editDistance(word, candidate);
    const limit = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (distance <= limit && distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}
