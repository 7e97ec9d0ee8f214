import type { AnswerForm, ItemType, Localized } from '@jatdae/schema';
import { compose } from '../init/compose.js';
import { choicesOf } from '../init/fields/choices.js';
import { type Field, fieldsOf, listAt, valueAtKeys } from '../init/fields/field.js';
import type { SplitWord } from '../init/fields/words.js';
import { escapeGlob } from '../init/files/glob.js';
import type { SampledFile } from '../init/files/sample.js';
import type { Survey } from '../init/files/survey.js';
import { canonical, readAnswer } from '../init/guess/answer.js';
import { type MediaGuess, mediaKindOf } from '../init/guess/data-set.js';
import type { Group } from '../init/guess/groups.js';
import type { ItemGuess } from '../init/guess/item.js';
import type { ManifestDraft, Proposal } from '../init/proposal.js';
import type { ProposeOptions } from '../init/propose.js';
import { said } from '../init/said.js';
import type { DescribedGroup } from '../init/write/described.js';
import { fieldEvidence } from '../init/write/evidence.js';
import { type FieldLine, METRICS } from '../init/write/group.js';
import { freeName } from '../init/write/names.js';
import type { JsonObject } from '../selftest/pointer.js';
import type { Imported } from './merge.js';

/** Columns that `jatdae export --to croissant` and `datapackage` write for every item. */
const OWN = ['id', 'sub_metric', 'split', 'type', 'question', 'turns', 'choices', 'keys', 'answer'] as const;

const ITEM_TYPES: ReadonlySet<string> = new Set<ItemType>([
  'multiple-choice',
  'multiple-answer',
  'short-answer',
  'generation',
  'dialogue',
  'classification',
  'distribution',
  'pairwise',
]);

/** A proposal for what an export of ours describes, in which nothing needs to be guessed; null for any other description. */
export function proposeOwn(survey: Survey, imported: Imported, options: ProposeOptions): Proposal | null {
  const { files } = imported;
  const isOwn = survey.files.every(({ path }) => OWN.every((name) => files.get(path)?.columns.includes(name) === true));
  if (!isOwn || survey.files.length === 0 || survey.unopened.length > 0) return null;
  const groups = [...groupBySubMetric(inOrder(survey.files, files))].map(([id, own]) => ({ id, group: groupOf(own) }));
  if (groups.some(({ id }) => id === '')) return null;
  const names = new Set<string>();
  const repeats = idsRepeat(survey.files);
  const described = groups.map(({ id, group }): DescribedGroup => {
    const name = freeName(stemOf(group.paths[0] ?? id), names);
    names.add(name);
    return describe(id, { ...group, item: itemOf(group, repeats) }, name);
  });
  const taken = described.map(({ group }) => group);
  const media = mediaOf(described);
  const counts = new Map<SplitWord, number>();
  for (const { path, records, sample } of survey.files) {
    const side = sideIn(sample, path);
    counts.set(side, (counts.get(side) ?? 0) + records);
  }
  const drawn = compose(
    survey,
    { groups: taken, taken, described, media, counts, decisions: [] },
    { picks: new Map(), ...options },
  );
  return { ...drawn, manifest: withNames(drawn.manifest, survey, imported) };
}

/** In the order of the description, which is that of the delivery's sub-metrics. */
function inOrder(files: readonly SampledFile[], described: Imported['files']): SampledFile[] {
  const order = new Map([...described.keys()].map((path, k) => [path, k]));
  const rank = ({ path }: SampledFile): number => order.get(path) ?? order.size;
  return [...files].sort((a, b) => rank(a) - rank(b));
}

function groupBySubMetric(files: readonly SampledFile[]): Map<string, SampledFile[]> {
  const groups = new Map<string, SampledFile[]>();
  for (const file of files) {
    const id = textIn(file.sample[0], 'sub_metric');
    groups.set(id, [...(groups.get(id) ?? []), file]);
  }
  return groups;
}

const textIn = (record: JsonObject | undefined, name: string): string => {
  const value = record === undefined ? undefined : valueAtKeys(record, [name]);
  return typeof value === 'string' ? value : '';
};

function groupOf(files: readonly SampledFile[]): Group {
  const records = files.flatMap(({ sample }) => sample);
  const fields = fieldsOf(
    records,
    files.map(({ census }) => census),
  );
  return { files, paths: files.map(({ path }) => path).sort(), records, fields, item: null };
}

/** `data/history.public.csv` → `history` */
const stemOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[^/]*$/u, '') || 'items';

const sideIn = ([first]: readonly JsonObject[], path: string): 'public' | 'leaderboard' =>
  textIn(first, 'split') === 'leaderboard' || (first === undefined && path.includes('.leaderboard.')) ? 'leaderboard' : 'public';

const PARTS = ['id', 'context', 'question', 'turns', 'answer', 'explanation', 'category', 'difficulty'] as const;

/** The type is the column's; where a file holds several, most of its items'. */
function itemOf({ fields, records }: Group, idsRepeat: boolean): ItemGuess {
  const counts = new Map<string, number>();
  for (const record of records) counts.set(textIn(record, 'type'), (counts.get(textIn(record, 'type')) ?? 0) + 1);
  const [most = ''] = [...counts].sort((a, b) => b[1] - a[1]).map(([type]) => type);
  const type = ITEM_TYPES.has(most) ? (most as ItemType) : 'generation';
  const at = (name: string): Field | undefined => fields.find(({ keys }) => keys.length === 1 && keys[0] === name);
  const isFilled = (field: Field): boolean => field.present > field.blank && (field.most > 0 || field.values.size > 0);
  const parts = PARTS.flatMap((role): [(typeof PARTS)[number], Field][] => {
    const field = at(role);
    return field !== undefined && isFilled(field) ? [[role, field]] : [];
  });
  const choices = at('choices');
  const answer = at('answer');
  return {
    type,
    fields: new Map(parts),
    choices: choices !== undefined && choices.most > 0 ? { kind: 'list', field: choices } : null,
    answer: null,
    labels:
      type === 'classification' && answer !== undefined ? [...answer.values.keys()].filter((one) => one !== '').sort() : null,
    otherAnswers: [],
    idsRepeat,
  };
}

function idsRepeat(files: readonly SampledFile[]): boolean {
  const ids = files.flatMap(({ sample }) => [...new Set(sample.map((record) => textIn(record, 'id')))]);
  return new Set(ids).size < ids.length;
}

function describe(id: string, group: Group & { readonly item: ItemGuess }, name: string): DescribedGroup {
  const { item, fields, records, files } = group;
  const isParquet = files[0]?.format === 'parquet';
  const answer = answerLine(group, isParquet);
  const lines = [...item.fields].flatMap(([role, field]): FieldLine[] =>
    role === 'answer' || role === 'turns' ? [] : [{ key: role, value: role, why: fieldEvidence(field, records.length) }],
  );
  const choices: FieldLine[] =
    item.choices === null ? [] : [{ key: 'choices', value: 'choices', why: said('열 choices', 'the column choices') }];
  const media = fields.find(({ keys }) => keys[0] === 'media');
  const subMetric = fields.find(({ keys }) => keys[0] === 'sub_metric');
  const found = fields.find(({ keys }) => keys[0] === 'split');
  return {
    group,
    item,
    name,
    ids: [id],
    schemaPath: `schemas/${name}.schema.json`,
    items: {
      type: item.type,
      metric: METRICS[item.type] ?? null,
      labels: item.labels,
      lines: [
        ...lines,
        ...turnsLines(item, isParquet),
        ...choices,
        ...answer.lines,
        ...(media !== undefined && media.most > 0 ? [{ key: 'media', value: 'media', why: null }] : []),
      ],
      decisions: [],
      warnings: [
        ...(answer.warning === null ? [] : [answer.warning]),
        ...(item.type === 'dialogue' && !isParquet ? [asText(group.paths, records.length, 'turns')] : []),
      ],
    },
    subMetric: subMetric === undefined ? { kind: 'one' } : { kind: 'field', field: subMetric, ids: [id] },
    resources: files.map(({ path, sample }) => {
      const side = sideIn(sample, path);
      return {
        glob: escapeGlob(path),
        paths: [path],
        subMetric: { field: 'sub_metric' },
        split:
          found === undefined
            ? { kind: 'side', side, word: side }
            : { kind: 'field', found: { field: found, values: new Map<string, SplitWord>(SIDES), others: [] } },
      };
    }),
  };
}

/**
 * An empty list of turns counts as content of an item; its first element is not there, as an item without turns has none. In a cell the turns
 * are one text, which is what the item asks.
 */
function turnsLines({ type }: ItemGuess, isParquet: boolean): FieldLine[] {
  if (type !== 'dialogue')
    return [{ key: 'turns', value: 'turns.0', why: said('대화가 아니라 빈 목록', 'no conversations: the lists are empty') }];
  if (isParquet) return [{ key: 'turns', value: 'turns', why: said('열 turns', 'the column turns') }];
  const why = said('칸에 글로 들어 있는 대화', 'the conversation, as text in a cell');
  return [
    { key: 'question', value: 'turns', why },
    { key: 'turns', value: 'turns.0', why: null },
  ];
}

const SIDES: readonly [string, SplitWord][] = [
  ['public', 'public'],
  ['leaderboard', 'leaderboard'],
];

interface AnswerLine {
  readonly lines: readonly FieldLine[];
  readonly warning: Localized | null;
}

/** Answers to choices stand twice in an export: as delivered, and as numbers from 0, by which the form of the first is told for sure. */
function answerLine({ item, fields, records, paths }: Group & { readonly item: ItemGuess }, hasLists: boolean): AnswerLine {
  const answered = fields.find(({ keys }) => keys[0] === 'answer');
  if (answered === undefined || !item.fields.has('answer')) return { lines: [], warning: null };
  const line = (value: unknown, why: Localized): AnswerLine => ({ lines: [{ key: 'answer', value, why }], warning: null });
  const byNumber = said('정답의 번호, 0부터', 'numbers of the right choices, counted from 0');
  if (item.type === 'multiple-answer') return line({ field: 'keys', as: 'index0' }, byNumber);
  if (item.type === 'distribution')
    return line({ field: 'answer', as: 'distribution' }, said('보기마다의 비율', 'the share of each choice'));
  if (item.type !== 'multiple-choice' && item.type !== 'pairwise') {
    const lists = records.filter((record) => listAt(record, ['answer']) !== null).length;
    return {
      ...line('answer', fieldEvidence(answered, records.length, item.type === 'classification')),
      warning: lists === 0 ? null : asText(paths, lists, 'answer'),
    };
  }
  const { forms, items, read } = formsOf(records, item);
  const why = said('열 keys와 견주어: 답 {items}개 가운데 {read}개', 'held against the column keys: {read} of {items} answers', {
    items,
    read,
  });
  const [only, ...others] = forms;
  const told = line(only === undefined ? 'answer' : { field: 'answer', as: others.length === 0 ? only : forms }, why);
  if (read === items) return told;
  // An answer that is a list of one is text in an export. Numbers say the same, but an empty list of them is no missing answer.
  if (item.type === 'multiple-choice' && hasLists) return line({ field: 'keys', as: 'index0' }, byNumber);
  const warning = said(
    '{path}: 답 {items}개 가운데 {missed}개는 어느 꼴로 읽어도 keys의 보기를 가리키지 않습니다. 답의 꼴을 확인하십시오(I004).',
    '{path}: {missed} of {items} answers name the choice of keys in no form. Check how they are written (I004).',
    { path: paths[0], items, missed: items - read },
  );
  return { ...told, warning };
}

/** What stands in a cell as the JSON text of a list is a text to jatdae, but for choices, keys and media. */
const asText = (paths: readonly string[], records: number, column: string): Localized =>
  said(
    "{path}: 레코드 {records}건의 열 '{column}'에 목록이 JSON 글로 들어 있고, 잣대는 이를 글 하나로 봅니다. 목록 그대로 검사하려면 JSON Lines로 옮기십시오.",
    "{path}: the column '{column}' of {records} records holds a list as JSON text, which jatdae takes for one text. Write JSON Lines to have the list itself checked.",
    { path: paths[0], records, column },
  );

const FORMS: readonly AnswerForm[] = ['index0', 'index1', 'letter', 'text'];

interface Forms {
  /** those in which no answer names another choice than its key, most used first; only as many as are needed */
  readonly forms: readonly AnswerForm[];
  readonly items: number;
  readonly read: number;
}

function formsOf(records: readonly JsonObject[], { choices }: ItemGuess): Forms {
  const answers = records.flatMap((record) => {
    const keys = listAt(record, ['keys']) ?? [];
    const options = choices === null ? [] : choicesOf(record, choices).map(canonical);
    return keys.length === 1
      ? [{ key: Number(keys[0]), options, read: readAnswer(textIn(record, 'answer').trim(), options) }]
      : [];
  });
  type Told = (typeof answers)[number];
  const named = (form: AnswerForm, { read, options }: Told): number => {
    const choice = read[form as keyof typeof read];
    return choice < options.length ? choice : -1;
  };
  const sound = FORMS.filter((form) => answers.every((one) => named(form, one) < 0 || named(form, one) === one.key));
  const forms: AnswerForm[] = [];
  let open = answers;
  while (open.length > 0) {
    const counts = sound.map((form) => ({ form, count: open.filter((one) => named(form, one) === one.key).length }));
    const [best] = counts.sort((a, b) => b.count - a.count);
    if (best === undefined || best.count === 0) break;
    forms.push(best.form);
    open = open.filter((one) => named(best.form, one) !== one.key);
  }
  return { forms, items: answers.length, read: answers.length - open.length };
}

/** Paths of media are those below the export's folder. */
function mediaOf(described: readonly DescribedGroup[]): MediaGuess | null {
  const found = described.map(({ group }) => ({
    group,
    paths: group.records.flatMap((record) => (listAt(record, ['media']) ?? []).map(String)),
  }));
  const paths = found.flatMap((one) => one.paths);
  if (paths.length === 0) return null;
  return {
    root: '.',
    fields: new Map(found.filter((one) => one.paths.length > 0).map(({ group }) => [group, ['media']])),
    kinds: [...new Set(paths.map(mediaKindOf))].filter((kind) => kind !== null).sort(),
    references: paths.length,
    found: paths.length,
  };
}

/** Titles of sub-metrics stand before the split in those of their files; the canary stands in every record. */
function withNames(manifest: ManifestDraft, { files }: Survey, { files: described }: Imported): ManifestDraft {
  const titles = new Map<string, string>();
  for (const { path, sample } of files) {
    const title = described.get(path)?.title?.replace(/ \((?:public|leaderboard)\)$/u, '');
    const id = textIn(sample[0], 'sub_metric');
    if (title !== undefined && title !== id) titles.set(id, title);
  }
  const marks = new Set(files.flatMap(({ sample }) => sample.map((record) => textIn(record, 'canary'))));
  const [canary = ''] = marks;
  const isMark = marks.size === 1 && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(canary);
  return {
    ...manifest,
    dataset: { ...(manifest.dataset as ManifestDraft), ...(isMark ? { canary } : {}) },
    subMetrics: (manifest.subMetrics as readonly ManifestDraft[]).map(({ id, ...others }) => {
      const title = titles.get(String(id));
      return { id, ...(title === undefined ? {} : { title }), ...others };
    }),
  };
}
