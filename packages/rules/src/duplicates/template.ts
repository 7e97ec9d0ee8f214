/** What many questions have in common: their frequent words in order, the others left open. */
export interface Template {
  /** `_` stands for one or more words that differ */
  readonly text: string;
  /** of the questions, how many it covers */
  readonly items: number;
}

export interface TemplateMeasure {
  /** a word in at least this share of the questions is part of a template */
  readonly frequent: number;
  /** a template whose own words are less than this share of its questions' letters says nothing of them: «_ 무엇입니까?» */
  readonly own: number;
}

/** Where the profile is silent. */
export const TEMPLATE_MEASURE: TemplateMeasure = { frequent: 0.1, own: 0.5 };

/**
 * The template that covers most questions, null where none covers `least` of them, or two. Words are masked by how often they occur, as SLCT does with the
 * lines of logs (Vaarandi, A data clustering algorithm for mining patterns from event logs, 2003); digits count as one another.
 */
export function mostCommonTemplate(
  questions: readonly string[],
  least = 2,
  { frequent, own: ownShare } = TEMPLATE_MEASURE,
): Template | null {
  const { lines, words } = numberWords(questions);
  const isOwn = words.map(({ lines: some }) => some >= Math.max(2, frequent * lines.length));
  const covered = new Map<string, number>();
  for (const line of lines) {
    // A word of a template is in all the questions that it covers.
    if (line.some((word) => isOwn[word] === true && (words[word] as Word).lines < least)) continue;
    let own = 0;
    let all = 0;
    for (const word of line) {
      const letters = (words[word] as Word).text.length;
      all += letters;
      if (isOwn[word] === true) own += letters;
    }
    if (own < ownShare * all) continue;
    const text = maskOf(line.map((word) => (isOwn[word] === true ? (words[word] as Word).text : '_')));
    covered.set(text, (covered.get(text) ?? 0) + 1);
  }
  const [best] = [...covered].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return best === undefined || best[1] < Math.max(2, least) ? null : { text: best[0], items: best[1] };
}

interface Word {
  readonly text: string;
  /** in how many lines it occurs */
  lines: number;
  /** the last of them */
  last: number;
}

/** The questions as numbers of words: each word is looked up once. */
function numberWords(questions: readonly string[]): {
  readonly lines: readonly (readonly number[])[];
  readonly words: readonly Word[];
} {
  const numbers = new Map<string, number>();
  const words: Word[] = [];
  const lines = questions.map((question, line) =>
    wordsOf(question).map((text) => {
      const number = numbers.get(text) ?? words.push({ text, lines: 0, last: -1 }) - 1;
      const word = words[number] as Word;
      if (word.last < 0) numbers.set(text, number);
      if (word.last !== line) word.lines += 1;
      word.last = line;
      return number;
    }),
  );
  return { lines, words };
}

const wordsOf = (question: string): readonly string[] => question.normalize('NFC').replace(/\d+/g, '0').match(/\S+/g) ?? [];

const maskOf = (masked: readonly string[]): string => masked.filter((word, k) => word !== '_' || masked[k - 1] !== '_').join(' ');
