import type { ItemType, Localized } from '@jatdae/schema';
import { type Field, spellingOf, usualOf } from '../fields/field.js';
import type { Role } from '../fields/words.js';
import type { AnswerForm } from '../guess/answer.js';
import type { Group } from '../guess/groups.js';
import type { ItemGuess } from '../guess/item.js';
import type { SubMetricGuess, SubMetricOptions } from '../guess/sub-metric.js';
import type { Decision, Picks } from '../proposal.js';
import { said } from '../said.js';
import { answerEvidence, fieldEvidence, formName, idEvidence, labelEvidence } from './evidence.js';

/** A key of a resource's `fields` with its value, and why. */
export interface FieldLine {
  readonly key: string;
  readonly value: unknown;
  readonly why: Localized | null;
}

/** What the manifest says of the items of a group, whatever files they are in. */
export interface DescribedItems {
  readonly type: ItemType;
  readonly metric: string | null;
  readonly labels: readonly (string | number)[] | null;
  readonly lines: readonly FieldLine[];
  readonly decisions: readonly Decision[];
  readonly warnings: readonly Localized[];
}

const ORDER: readonly Role[] = [
  'id',
  'context',
  'question',
  'turns',
  'choices',
  'answer',
  'explanation',
  'rubric',
  'category',
  'difficulty',
  'group',
];

/** @param name what the group is called where a person is asked about it */
export function describeItems(
  group: Group,
  item: ItemGuess,
  media: readonly string[],
  name: string,
  picks: Picks,
): DescribedItems {
  const { records } = group;
  const decisions: Decision[] = [];
  const pick = (decision: Decision): string => {
    const given = picks.get(decision.id);
    const chosen = given !== undefined && decision.options.some(({ value }) => value === given) ? given : decision.chosen;
    decisions.push({ ...decision, chosen });
    return chosen;
  };
  const label = pickAnswer(item, name, pick);
  const form = pickForm(item, name, pick);
  const lines = ORDER.flatMap((role): FieldLine[] => {
    if (role === 'choices') return choiceLines(item);
    if (role === 'answer') return answerLines(item, label, form, records.length);
    const field = item.fields.get(role);
    if (field === undefined) return [];
    const why = role === 'id' ? idEvidence(field, records.length, item.idsRepeat) : fieldEvidence(field, records.length);
    return [{ key: role, value: field.path, why }];
  });
  const pictured = media.length === 0 ? [] : [{ key: 'media', value: media.length === 1 ? media[0] : media, why: null }];
  return {
    type: item.type,
    metric: METRICS[item.type] ?? null,
    labels: label === null ? null : labelsOf(label, item),
    lines: [...lines, ...pictured],
    decisions,
    warnings: warningsOf(group, item, name),
  };
}

export const METRICS: Readonly<Partial<Record<ItemType, string>>> = {
  'multiple-choice': 'accuracy',
  'multiple-answer': 'accuracy',
  'short-answer': 'exact-match',
  classification: 'f1',
  distribution: 'distribution-distance',
  pairwise: 'accuracy',
};

type Pick = (decision: Decision) => string;

/** The field of the label, where several would do. */
function pickAnswer({ type, fields, otherAnswers }: ItemGuess, name: string, pick: Pick): Field | null {
  const answer = fields.get('answer') ?? null;
  if (answer === null || type !== 'classification' || otherAnswers.length === 0) return answer;
  const all = [answer, ...otherAnswers];
  const chosen = pick({
    id: `answer:${name}`,
    question: said('{name}: 정답(레이블)이 어느 필드입니까?', '{name}: which field is the answer (the label)?', { name }),
    options: all.map(({ path, values }) => ({
      value: path,
      label: said('{path} ({values})', '{path} ({values})', { path, values: labelEvidence([...values.keys()].sort()) }),
    })),
    chosen: answer.path,
  });
  return all.find(({ path }) => path === chosen) ?? answer;
}

function pickForm({ answer }: ItemGuess, name: string, pick: Pick): AnswerForm | null {
  if (answer === null) return null;
  const { form, rival } = answer.reading;
  if (rival === null) return form;
  return pick({
    id: `form:${name}`,
    question: said(
      '{name}: 정답이 보기를 어떻게 가리킵니까? 두 가지로 읽힙니다.',
      '{name}: how does an answer name its choice? It can be read two ways.',
      { name },
    ),
    options: [form, rival].map((value) => ({ value, label: formName(value) })),
    chosen: form,
  }) as AnswerForm;
}

function choiceLines({ choices }: ItemGuess): FieldLine[] {
  if (choices === null) return [];
  if (choices.kind === 'columns') {
    const why = said('보기마다 열 하나', 'a column for each choice');
    return [{ key: 'choices', value: choices.fields.map(({ path }) => path), why }];
  }
  const { path, inCells, least, most, present } = choices.field;
  const size = { least, most, present };
  const why =
    inCells > 0
      ? said('칸 하나에 목록이 글로 들어 있다(보기 {least}-{most}개)', 'a list written in a cell ({least}-{most} choices)', size)
      : said('보기 {least}-{most}개', '{least}-{most} choices', size);
  return [{ key: 'choices', value: path, why }];
}

function answerLines({ answer, type }: ItemGuess, field: Field | null, form: AnswerForm | null, records: number): FieldLine[] {
  if (field === null) return [];
  if (type === 'distribution')
    return [
      {
        key: 'answer',
        value: { field: field.path, as: 'distribution' },
        why: said('보기마다의 비율', 'the share of each choice'),
      },
    ];
  if (answer === null || form === null)
    return [{ key: 'answer', value: field.path, why: fieldEvidence(field, records, type === 'classification') }];
  return [{ key: 'answer', value: { field: field.path, as: form }, why: answerEvidence(answer) }];
}

/** Labels of a JSON file may be numbers. */
function labelsOf(field: Field, { labels }: ItemGuess): (string | number)[] | null {
  if (labels === null) return null;
  const all = [...field.values.keys()].filter((value) => value.trim() !== '').sort();
  const values = usualOf(field, all);
  const numbers = (field.kinds.get('number') ?? 0) > 0 && (field.kinds.get('text') ?? 0) === 0;
  return numbers ? values.map(Number).sort((a, b) => a - b) : values;
}

function warningsOf({ fields, records }: Group, item: ItemGuess, name: string): Localized[] {
  const warnings: Localized[] = [];
  const { answer } = item;
  const misfits = answer === null ? 0 : answer.evidence.items - answer.reading.fits;
  if (misfits > 0)
    warnings.push(
      said(
        '{name}: 본 문항 {items}개 가운데 {misfits}개는 정답이 보기를 가리키지 않습니다(I004).',
        '{name}: in {misfits} of {items} items seen the answer names no choice (I004).',
        { name, misfits, items: answer?.evidence.items },
      ),
    );
  if (item.fields.get('id') === undefined)
    warnings.push(
      said(
        '{name}: id로 쓸 필드가 없습니다. 문항마다 다른 id가 있어야 예측과 이어집니다(I003).',
        '{name}: no field can be the id. Predictions are joined to items by their ids (I003).',
        { name },
      ),
    );
  // Of items like others that have one it is withheld.
  if (item.fields.get('answer') === undefined && item.type === 'generation')
    warnings.push(said('{name}: 정답으로 쓸 필드가 없습니다.', '{name}: no field can be the answer.', { name }));
  for (const keys of nestedLists(item)) {
    const list = fields.find((field) => spellingOf(field.keys) === spellingOf(keys));
    if (list !== undefined && list.most > 1)
      warnings.push(
        said(
          "{name}: 레코드 하나의 '{path}'에 많게는 {most}개가 들어 있는데, 잣대는 레코드 하나를 문항 하나로 봅니다. 첫째 것만 가리켰으니, 모두 검사하려면 한 줄에 하나로 펼치십시오(본 레코드 {records}건).",
          "{name}: '{path}' of one record holds up to {most}, and jatdae takes a record for an item. Only the first is mapped; write one a line to have all checked ({records} records seen).",
          { name, path: list.path, most: list.most, records: records.length },
        ),
      );
  }
  return warnings;
}

/** Lists that the paths of the item's fields lead into. */
function nestedLists({ fields }: ItemGuess): string[][] {
  const lists = new Map<string, string[]>();
  for (const [role, { keys }] of fields) {
    if (role === 'answer') continue;
    keys.forEach((key, k) => {
      if (key === '0' && k > 0) lists.set(spellingOf(keys.slice(0, k)), keys.slice(0, k));
    });
  }
  return [...lists.values()];
}

/** What tells the sub-metrics apart: by a person's word where there is more than one way. */
export function pickSubMetric({ guesses }: SubMetricOptions, name: string, picks: Picks, decisions: Decision[]): SubMetricGuess {
  const id = `sub-metric:${name}`;
  const given = Number(picks.get(id) ?? '0');
  const at = guesses[given] === undefined ? 0 : given;
  if (guesses.length > 1)
    decisions.push({
      id,
      question: said('{name}: 하위 측정 항목을 무엇으로 나눕니까?', '{name}: what tells the sub-metrics apart?', { name }),
      options: guesses.map((guess, k) => ({ value: String(k), label: nameOfGuess(guess) })),
      chosen: String(at),
    });
  return guesses[at] ?? { kind: 'one' };
}

export function nameOfGuess(guess: SubMetricGuess): Localized {
  if (guess.kind === 'one') return said('나누지 않음(모두 한 항목)', 'nothing (all are one)');
  if (guess.kind === 'path')
    return said('파일이나 폴더의 이름 ({values})', 'names of files or folders ({values})', {
      values: labelEvidence([...new Set(guess.names.values())].sort()),
    });
  return said("필드 '{path}' ({values})", "the field '{path}' ({values})", {
    path: guess.field.path,
    values: labelEvidence(guess.ids),
  });
}
