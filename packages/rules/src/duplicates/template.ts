/** What many questions have in common: their frequent words in order, the others left open. */
export interface Template {
  /** `_` stands for one or more words that differ */
  readonly text: string;
  /** of the questions, how many it covers */
  readonly items: number;
}

/** A word in at least this share of the questions is part of a template. */
const FREQUENT = 0.1;
/** A template whose own words are less than this share of its questions' letters says nothing of them: «_ 무엇입니까?». */
const OWN = 0.5;

/**
 * The template that covers most questions, null where none covers two. Words are masked by how often they occur, as SLCT does with the
 * lines of logs (Vaarandi, A data clustering algorithm for mining patterns from event logs, 2003); digits count as one another.
 */
export function mostCommonTemplate(questions: readonly string[]): Template | null {
  const lines = questions.map((question) => wordsOf(question));
  const frequency = new Map<string, number>();
  for (const words of lines) for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const isOwn = (word: string): boolean => (frequency.get(word) ?? 0) >= Math.max(2, FREQUENT * lines.length);
  const covered = new Map<string, number>();
  for (const words of lines) {
    const own = words.filter(isOwn);
    if (lettersOf(own) < OWN * lettersOf(words)) continue;
    const text = maskOf(words, isOwn);
    covered.set(text, (covered.get(text) ?? 0) + 1);
  }
  const [best] = [...covered].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return best === undefined || best[1] < 2 ? null : { text: best[0], items: best[1] };
}

const wordsOf = (question: string): string[] => question.normalize('NFC').replace(/\d+/g, '0').split(/\s+/).filter(Boolean);
const lettersOf = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length, 0);

function maskOf(words: readonly string[], isOwn: (word: string) => boolean): string {
  const masked = words.map((word) => (isOwn(word) ? word : '_'));
  return masked.filter((word, k) => word !== '_' || masked[k - 1] !== '_').join(' ');
}
