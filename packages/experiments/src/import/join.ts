import type { ItemIndex } from './items.js';
import type { SourceAnswer } from './source.js';

export type Join = 'id' | 'question' | 'index';

/** An answer without its texts: which items it may be the answer to. */
export interface Candidate {
  readonly answer: Omit<SourceAnswer, 'ids' | 'texts' | 'prompt'>;
  /** item by the name of the field that held its id */
  readonly byField: ReadonlyMap<string, number>;
  /** item whose question is one of the document's texts, -1 where none or several are */
  readonly byQuestion: number;
}

/** Why an answer has no item. */
export type Unjoined = 'unknown' | 'conflict' | 'repeated';

export interface Joined {
  readonly candidate: Candidate;
  /** index of its item, -1 where it has none */
  readonly item: number;
  readonly by: Join | null;
  readonly why: Unjoined | null;
}

export interface JoinedTask {
  readonly task: string;
  /** the field of the documents that held the ids, where one did */
  readonly field: string | null;
  readonly answers: readonly Joined[];
}

export function candidateOf({ ids, texts, prompt, ...answer }: SourceAnswer, index: ItemIndex): Candidate {
  const byField = new Map<string, number>();
  for (const [name, text] of Object.entries(ids)) {
    const item = index.byId(text);
    if (item >= 0) byField.set(name, item);
  }
  const found = new Set(texts.map((text) => index.byQuestion(text)).filter((item) => item >= 0));
  const [only = -1] = found;
  const byQuestion = found.size === 1 ? only : found.size === 0 && prompt !== null ? inPrompt(prompt, index) : -1;
  return { answer, byField, byQuestion };
}

const LABEL = /^\s*(?:question|q|질문|문제|문항|问题|题目)\s*\d*\s*[:.：]\s*/iu;
const FIRST_CHOICE = /^\s*(?:[([]?[Aa1][)\].:]|①)\s*\S/u;

/** The last question of a prompt that an item has: a line, a paragraph, or what stands before the first choice. */
function inPrompt(prompt: string, index: ItemIndex): number {
  const whole = index.byQuestion(prompt.replace(LABEL, ''));
  if (whole >= 0) return whole;
  const lines = prompt.split(/\r?\n/u);
  for (let end = lines.length; end > 0; end--) {
    if (end < lines.length && !isBreak(lines[end] as string)) continue;
    // A question is seldom longer than this, and every start is tried.
    for (let first = end - 1; first >= Math.max(0, end - MOST_LINES); first--) {
      const text = lines.slice(first, end).join(' ');
      const item = index.byQuestion(text.replace(LABEL, ''));
      if (item >= 0) return item;
    }
  }
  return -1;
}

const MOST_LINES = 12;
/** Where a question may end: before a blank line, the first choice, or a label such as «Answer:». */
const isBreak = (line: string): boolean => line.trim() === '' || FIRST_CHOICE.test(line) || /^\s*[\p{L} ]{1,12}[:：]/u.test(line);

export interface JoinOptions {
  /** names under which the deliverable's manifest has ids */
  readonly idNames: ReadonlySet<string>;
  /** only this way, where one is given */
  readonly only: Join | null;
  /** the items of a task in the order of its documents, where its sub-metric is known */
  inOrder(task: string, documents: number): readonly number[] | null;
}

/**
 * Finds the item of every answer of a task: by id, else by the text of the question, else, where neither knows any of the task's
 * documents, by their order. An id that leads to one item while the question is another's joins nothing.
 */
export function joinTask(task: string, candidates: readonly Candidate[], options: JoinOptions): JoinedTask {
  const { only } = options;
  const field = only === null || only === 'id' ? idField(candidates, options.idNames) : null;
  const isKnown = field !== null || (only !== 'index' && candidates.some(({ byQuestion }) => byQuestion >= 0));
  const documents = new Set(candidates.map(({ answer }) => answer.index)).size;
  const order = only === 'index' || (only === null && !isKnown) ? options.inOrder(task, documents) : null;
  const taken = new Set<number>();
  const answers = candidates.map((candidate): Joined => {
    const found = find(candidate, field, order, only);
    if (found.item < 0) return { candidate, ...found, by: null };
    if (taken.has(found.item)) return { candidate, item: -1, by: null, why: 'repeated' };
    taken.add(found.item);
    return { candidate, ...found };
  });
  return { task, field, answers };
}

function find(
  { answer, byField, byQuestion }: Candidate,
  field: string | null,
  order: readonly number[] | null,
  only: Join | null,
): { readonly item: number; readonly by: Join; readonly why: Unjoined | null } {
  const byId = field === null ? -1 : (byField.get(field) ?? -1);
  if (byId >= 0 && byQuestion >= 0 && byId !== byQuestion) return { item: -1, by: 'id', why: 'conflict' };
  if (byId >= 0) return { item: byId, by: 'id', why: null };
  if (byQuestion >= 0 && (only === null || only === 'question')) return { item: byQuestion, by: 'question', why: null };
  const item = order === null || answer.index === null ? -1 : (order[answer.index] ?? -1);
  return { item, by: 'index', why: item < 0 ? 'unknown' : null };
}

const LIKE_ID = /(?:^|[_-])(?:id|qid|uid|uuid|key|idx|index)$|[a-z](?:Id|ID)$/iu;

/**
 * The field whose values are ids of most items, mostly of another one each; the manifest's own name goes before others. A field that
 * contradicts the questions is none: numbers from 0 are ids of many data sets.
 */
function idField(candidates: readonly Candidate[], idNames: ReadonlySet<string>): string | null {
  const hits = new Map<string, { readonly items: Set<number>; count: number; conflicts: number }>();
  for (const { byField, byQuestion } of candidates) {
    for (const [name, item] of byField) {
      if (!idNames.has(name) && !LIKE_ID.test(name)) continue;
      const hit = hits.get(name) ?? { items: new Set<number>(), count: 0, conflicts: 0 };
      hits.set(name, hit);
      hit.items.add(item);
      hit.count += 1;
      if (byQuestion >= 0 && byQuestion !== item) hit.conflicts += 1;
    }
  }
  const fields = [...hits].filter(([, { items, count, conflicts }]) => items.size * 2 > count && conflicts * 2 < count);
  fields.sort(([a, x], [b, y]) => y.count - x.count || Number(idNames.has(b)) - Number(idNames.has(a)) || (a < b ? -1 : 1));
  return fields[0]?.[0] ?? null;
}
