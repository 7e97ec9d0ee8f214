import type { ItemType } from '@jatdae/schema';
import type { JsonObject } from '../../selftest/pointer.js';
import { type Choices, findChoices } from '../fields/choices.js';
import { categoriesOf, type Field, isMostly, isScalar, listAt, valueAtKeys } from '../fields/field.js';
import { type Role, tellsRole } from '../fields/words.js';
import { type AnswerEvidence, type AnswerReading, readingOf, weighAnswers } from './answer.js';

/** What the items of a group of files are, as far as their records tell. */
export interface ItemGuess {
  readonly type: ItemType;
  readonly fields: ReadonlyMap<FieldRole, Field>;
  readonly choices: Choices | null;
  readonly answer: KeyGuess | null;
  /** of a classification */
  readonly labels: readonly string[] | null;
  /** fields that would do as the answer as well */
  readonly otherAnswers: readonly Field[];
  /** each file counts its ids by itself */
  readonly idsRepeat: boolean;
}

/** An answer that names a choice. */
export interface KeyGuess {
  readonly evidence: AnswerEvidence;
  readonly reading: AnswerReading;
}

const MOST_LABELS = 20;
/** Characters of a short answer, on average, at the most. */
const SHORT = 60;
/** Records of a sample that have to have a field for it to be a part of the items. */
const LEAST_SHARE = 0.5;

/** Null where nothing in the records can be what an item asks. */
export function guessItem(all: readonly Field[], files: readonly (readonly JsonObject[])[]): ItemGuess | null {
  const records = files.flat();
  const present = all.filter((field) => field.present >= LEAST_SHARE * records.length && field.present > field.blank);
  const taken = new Set<Field>();
  const turns = best(
    present.filter((field) => isMostly(field, 'list', 'objects') && field.most > 0),
    'turns',
  );
  if (turns !== null) taken.add(turns);
  const free = (): Field[] => present.filter((field) => !taken.has(field) && !liesIn(field, taken));
  const keyed = turns === null ? findKeyed(free(), records) : null;
  if (keyed !== null) for (const field of [...fieldsIn(keyed.choices), keyed.field]) taken.add(field);
  const question = findQuestion(free(), { hasChoices: keyed !== null, records: records.length });
  if (question === null && turns === null) return null;
  if (question !== null) taken.add(question);
  const judged = keyed === null && turns === null ? findJudged(free(), question) : null;
  const [asked, context] = judged === null || judged.answered === null ? [question, null] : [judged.answered, question];
  if (judged !== null) taken.add(judged.label).add(asked as Field);
  const written = keyed === null && judged === null ? findWritten(free(), question, present) : null;
  if (written !== null) taken.add(written);
  const answer = keyed?.field ?? judged?.label ?? written;
  const id = findId(free(), files);
  const fields: ItemFields = new Map();
  put(fields, taken, [
    ['id', id?.field ?? null],
    ['question', asked],
    ['turns', turns],
    ['answer', answer],
    ['context', context],
  ]);
  for (const [role, isLike] of OTHERS) if (!fields.has(role)) put(fields, taken, [[role, best(free().filter(isLike), role)]]);
  const labels = judged === null ? labelsOf(written) : categoriesOf(judged.label, MOST_LABELS);
  return {
    type: typeOf({ keyed, labels, written, turns }),
    fields,
    choices: keyed?.choices ?? null,
    answer: keyed === null || keyed.reading === null ? null : { evidence: keyed.evidence, reading: keyed.reading },
    labels,
    otherAnswers: judged?.others ?? [],
    idsRepeat: id?.repeats ?? false,
  };
}

type FieldRole = Exclude<Role, 'choices'>;
type ItemFields = Map<FieldRole, Field>;

function put(fields: ItemFields, taken: Set<Field>, found: readonly (readonly [FieldRole, Field | null])[]): void {
  for (const [role, field] of found) {
    if (field === null) continue;
    fields.set(role, field);
    taken.add(field);
  }
}

function typeOf({
  keyed,
  labels,
  written,
  turns,
}: {
  readonly keyed: Keyed | null;
  readonly labels: readonly string[] | null;
  readonly written: Field | null;
  readonly turns: Field | null;
}): ItemType {
  if (turns !== null) return 'dialogue';
  if (keyed !== null) {
    if (keyed.shares) return 'distribution';
    if (isPair(keyed.choices)) return 'pairwise';
    return keyed.evidence.several > 0.02 * keyed.evidence.items ? 'multiple-answer' : 'multiple-choice';
  }
  if (labels !== null) return 'classification';
  if (written === null) return 'generation';
  return isMostly(written, 'list') || (written.length <= SHORT && !areSentences(written)) ? 'short-answer' : 'generation';
}

/** What is said in a sentence can be said in another one, too. */
function areSentences({ values }: Field): boolean {
  const ended = [...values.keys()].filter((value) => /[.?!~…]\s*$/u.test(value)).length;
  return values.size > 0 && ended > 0.5 * values.size;
}

/** Two columns of what models answered, one of which is better. */
const isPair = (choices: Choices): boolean =>
  choices.kind === 'columns' && choices.fields.length === 2 && choices.fields.every(({ name }) => PAIR.test(name));
const PAIR = /^(?:response|answer|output|completion|reply|model|assistant|candidate)s?_?(?:[ab]|[12])$/u;

/** Parts that an item may have besides, in the order in which they take their fields. */
const OTHERS: readonly (readonly [FieldRole, (field: Field) => boolean])[] = [
  ['context', isText],
  ['explanation', isText],
  ['difficulty', isScalar],
  ['rubric', () => true],
  ['group', isScalar],
];

function isText(field: Field): boolean {
  return isMostly(field, 'text', 'list');
}
const isAnswerLike = (field: Field): boolean => isScalar(field) || isMostly(field, 'list', 'objects');
const fieldsIn = (choices: Choices): readonly Field[] => (choices.kind === 'list' ? [choices.field] : choices.fields);

const liesIn = ({ keys }: Field, taken: ReadonlySet<Field>): boolean =>
  [...taken].some((other) => other.keys.length < keys.length && other.keys.every((key, k) => key === keys[k]));

function best(fields: readonly Field[], role: Role): Field | null {
  let [found, most]: [Field | null, number] = [null, 0];
  for (const field of fields) {
    // What stands at the top of a record tells more than what is nested.
    const told = tellsRole(field.name, role) - 0.01 * (field.keys.length - 1);
    if (told > most) [found, most] = [field, told];
  }
  return found;
}

interface Keyed {
  readonly choices: Choices;
  readonly field: Field;
  readonly evidence: AnswerEvidence;
  readonly reading: AnswerReading | null;
  /** the answer is the share of each choice */
  readonly shares: boolean;
}

/** Choices and the field that names one of them: the pair that fits best, by name where several do. */
function findKeyed(fields: readonly Field[], records: readonly JsonObject[]): Keyed | null {
  let [found, most]: [Keyed | null, number] = [null, 0];
  for (const choices of findChoices(fields)) {
    const own = fieldsIn(choices);
    for (const field of fields.filter((candidate) => !own.includes(candidate) && isAnswerLike(candidate))) {
      const named = tellsRole(field.name, 'answer');
      const evidence = weighAnswers(records, choices, field);
      const reading = readingOf(evidence);
      const shares = named > 0 && isShares(records, field);
      // A name that says nothing is enough only for what reads as a choice nearly always.
      const share = evidence.items === 0 || reading === null ? 0 : reading.fits / evidence.items;
      const fit = shares ? 1 : named > 0 ? share : share > 0.98 && reading?.form === 'text' ? 0.5 : 0;
      const told = fit === 0 ? 0 : fit + named;
      if (told > most) [found, most] = [{ choices, field, evidence, reading: shares ? null : reading, shares }, told];
    }
  }
  return found;
}

/** Lists of numbers that are no choices' numbers. */
function isShares(records: readonly JsonObject[], { keys }: Field): boolean {
  const lists = records.flatMap((record) => {
    const list = listAt(record, keys) ?? Object.values((valueAtKeys(record, keys) as JsonObject | null) ?? {});
    return list.length > 1 ? [list] : [];
  });
  const isShare = (list: readonly unknown[]): boolean => list.every((one) => typeof one === 'number' && one >= 0);
  return lists.length > 0 && lists.every(isShare) && lists.some((list) => list.some((one) => !Number.isInteger(one)));
}

/** Texts of fewer records tell nothing by their length. */
const FEW = 3;

/** By its name, else the longest text; that has to be prose where there are no choices. */
function findQuestion(
  fields: readonly Field[],
  { hasChoices, records }: { readonly hasChoices: boolean; readonly records: number },
): Field | null {
  const texts = fields.filter((field) => isMostly(field, 'text') && field.name !== '$key');
  const named = best(
    texts.filter((field) => tellsRole(field.name, 'question') >= SURE || categoriesOf(field, MOST_LABELS) === null),
    'question',
  );
  const [longest] = [...texts].sort((a, b) => b.length - a.length);
  if (named !== null || longest === undefined || records < FEW) return named;
  if (hasChoices) return longest.length > 5 ? longest : null;
  return longest.length > 15 && categoriesOf(longest, 50) === null ? longest : null;
}

interface Judged {
  readonly label: Field;
  readonly others: readonly Field[];
  /** of two texts, the second is what is judged */
  readonly answered: Field | null;
}

/** What a name tells that is a word for a role, and not merely like one. */
const SURE = 0.5;

const JUDGES = /\?$|^is_|^has_|^contains?_|able$/u;

/** A label of the item's text: a category that is named as one, judges, or stands last and is named as nothing else. */
function findJudged(fields: readonly Field[], question: Field | null): Judged | null {
  const categories = fields.filter((field) => (categoriesOf(field, MOST_LABELS)?.length ?? 0) >= 2);
  const judging = categories.find(({ name }) => JUDGES.test(name) && !/^contains?_/u.test(name));
  if (judging !== undefined) {
    const answered = best(
      fields.filter(
        (field) => isMostly(field, 'text') && field.length > 10 && /^(?:response|answer|reply|output)$/u.test(field.name),
      ),
      'answer',
    );
    return { label: judging, others: [], answered };
  }
  if (fields.some((field) => isWritten(field))) return null;
  const named = categories.filter(({ name }) => tellsRole(name, 'answer') > 0);
  if (named.length > 0) {
    const label = named.find(({ name }) => question !== null && name.startsWith(`${question.name}_`)) ?? best(named, 'answer');
    return label === null ? null : { label, others: named.filter((other) => other !== label), answered: null };
  }
  const unnamed = categories.filter(
    ({ name, path }) =>
      !path.includes('annotat') && ['category', 'difficulty', 'group', 'id'].every((role) => tellsRole(name, role as Role) === 0),
  );
  const label = unnamed.at(-1);
  return label === undefined ? null : { label, others: unnamed.slice(0, -1), answered: null };
}

/** An answer in words, or one that can be called nothing else, is the answer, whatever else is labelled. */
const isWritten = (field: Field): boolean =>
  isMostly(field, 'text', 'list', 'number', 'boolean') &&
  categoriesOf(field, MOST_LABELS) === null &&
  tellsRole(field.name, 'answer') >= (isMostly(field, 'number', 'boolean') ? 0.9 : SURE);

/** The answer of an item without choices: what is called after its question, else an answer in words, else what is named as one. */
function findWritten(fields: readonly Field[], question: Field | null, all: readonly Field[]): Field | null {
  const likely = fields.filter(
    (field) => isAnswerLike(field) && (!isMostly(field, 'objects', 'labelled') || textIn(field, all) !== null),
  );
  const own = likely.find(({ name }) => question !== null && name === `${question.name}_answer`);
  return textIn(own ?? best(likely.filter(isWritten), 'answer') ?? best(likely, 'answer'), all);
}

function labelsOf(written: Field | null): readonly string[] | null {
  const values = written === null ? null : categoriesOf(written, MOST_LABELS);
  return values !== null && values.length >= 2 ? values : null;
}

/** Answers of SQuAD are objects with a text and its place. */
function textIn(answer: Field | null, fields: readonly Field[]): Field | null {
  if (answer === null || !isMostly(answer, 'objects', 'labelled')) return answer;
  const own = fields.filter(({ keys }) => keys.length > answer.keys.length && answer.keys.every((key, k) => key === keys[k]));
  return own.find(({ keys }) => keys.at(-1) === 'text') ?? null;
}

/** A field that sorts items and is nothing else of them, whatever the sub-metrics go by. */
export const categoryOf = (fields: readonly Field[], taken: ReadonlySet<Field>): Field | null =>
  best(
    fields.filter((field) => !taken.has(field) && (categoriesOf(field, MOST_CATEGORIES)?.length ?? 0) >= 2),
    'category',
  );

const MOST_CATEGORIES = 200;

/** A field of different scalars that is named as an id; they differ in all files together, or in each. */
function findId(
  fields: readonly Field[],
  files: readonly (readonly JsonObject[])[],
): { readonly field: Field; readonly repeats: boolean } | null {
  const records = files.flat();
  const named = fields.filter(
    (field) => isScalar(field) && field.present >= 0.98 * records.length && tellsRole(field.name, 'id') > 0,
  );
  const different = best(
    named.filter((field) => differ(records, field)),
    'id',
  );
  if (different !== null) return { field: different, repeats: false };
  const inFiles = best(
    named.filter((field) => files.length > 1 && files.every((file) => differ(file, field))),
    'id',
  );
  return inFiles === null ? null : { field: inFiles, repeats: true };
}

/** One in a hundred may be a fault. */
function differ(records: readonly JsonObject[], { keys }: Field): boolean {
  const values = new Set(records.map((record) => JSON.stringify(valueAtKeys(record, keys) ?? null)));
  return values.size >= 0.99 * records.length;
}
