import { ABSENT, Answer, type Fault, ITEM_FIELDS, type ItemField, jsonOf, Kind, kindOf, Side, type Tape } from '@jatdae/kernel';
import { createMask, type Mask } from '@jatdae/rules';
import { compileSchema, explainSchemaError, itemSchema, type SchemaCheck } from '@jatdae/schema';
import type { Plan } from '../plan/plan.js';
import { type AnswerResolver, createAnswerResolver, type ItemType } from './answers.js';
import type { NodeList } from './columns.js';
import { compileMapping, type Mapping } from './mapping.js';
import { pointerStep } from './path.js';
import {
  createItemProver,
  createProofs,
  createRecordProver,
  judgedAnswer,
  proveNothing,
  proveObjects,
  type RowProver,
} from './proofs.js';
import type { Row } from './row.js';

/** What the items of one sub-metric must look like. */
export interface ItemForm {
  readonly type: ItemType | null;
  readonly resolve: AnswerResolver;
}

export interface Forms {
  readonly mapping: Mapping;
  /** answers may be missing in the leaderboard split */
  readonly withheld: boolean;
  of(subMetric: number): ItemForm;
  /** Of the first `size` rows of a batch, with records, those not proved to satisfy their schema: ask `explain` about them. */
  unproved(row: Row, size: number): number[];
  /** What ajv finds in the rows of a batch that no proof was found for. */
  explain(row: Row, rows: readonly number[]): Promise<Fault[]>;
  pointer(field: ItemField | 'subMetric' | 'split' | 'choices' | 'media', k?: number): string;
}

/** The forms of a resource: by its own schema on the raw record, else by the item type of each sub-metric on the mapped item. */
export function createForms(plan: Plan, resourceIndex: number): Forms {
  const resource = plan.manifest.resources[resourceIndex];
  if (resource === undefined) throw new RangeError(`no resource ${resourceIndex}`);
  const mapping = compileMapping(resource);
  const own = plan.schemas[resourceIndex] ?? null;
  let mask: Mask | null = null;
  const withheld = (plan.manifest.dataset.leaderboardAnswers ?? 'included') !== 'included';
  const forms = new Map<number, ItemForm>();
  const pointer = createPointer(mapping);

  function formOf(subMetric: number): ItemForm {
    const declared = plan.manifest.subMetrics[subMetric];
    const type = resource?.itemType ?? declared?.itemType ?? null;
    const resolve = createAnswerResolver(type, mapping.styles, declared?.labels);
    return { type, resolve };
  }

  function of(subMetric: number): ItemForm {
    const known = forms.get(subMetric);
    if (known !== undefined) return known;
    const form = formOf(subMetric);
    forms.set(subMetric, form);
    return form;
  }

  const provers = new Map<ItemType | null, RowProver>();

  function proverOf(subMetric: number, tape: Tape): RowProver {
    const type = own === null ? of(subMetric).type : null;
    const known = provers.get(type);
    if (known !== undefined) return known;
    const prover = own !== null ? createRecordProver(own, tape) : type === null ? proveObjects : createItemProver(type, tape);
    provers.set(type, prover);
    return prover;
  }

  const proofs = createProofs(plan.fast ? proverOf : () => proveNothing);

  const answerPointer = mapping.fields.answer?.pointer ?? '/answer';
  const secret = [answerPointer, mapping.fields.explanation?.pointer ?? '/explanation'];
  const checks = new Map<ItemType | null, SchemaCheck>();

  /** ajv's check of the resource's own schema, or of an item type's. */
  async function checkOf(type: ItemType | null): Promise<SchemaCheck> {
    const known = checks.get(type);
    if (known !== undefined) return known;
    const schema = own ?? (type === null ? OBJECT : itemSchema(type, 'optional'));
    const compiled = await compileSchema(schema, { usable: true });
    if (!compiled.ok) throw new Error(compiled.message.en);
    checks.set(type, compiled.check);
    return compiled.check;
  }

  const typeOf = (row: Row): ItemType | null =>
    own === null && isObject(row) ? of(row.columns.subMetric[row.i] as number).type : null;

  function placeOf(error: SchemaError): string {
    const { keyword, instancePath, params } = error;
    const path = keyword === 'required' ? `${instancePath}${pointerStep(String(params.missingProperty))}` : instancePath;
    return own === null ? rawPointer(path, pointer) : path;
  }

  function faultsOf(row: Row, type: ItemType | null, check: SchemaCheck): Fault[] {
    const { tape, columns, i } = row;
    const onBoard = columns.side[i] === Side.Leaderboard;
    const mayLack = withheld && onBoard && columns.answer[i] === Answer.Absent;
    const faults: Fault[] = [];
    for (const error of check(type === null ? jsonOf(tape, columns.root[i] as number) : mappedItem(row))) {
      const at = placeOf(error);
      if (mayLack && at === answerPointer) continue;
      const masked = onBoard && secret.some((field) => at === field || at.startsWith(`${field}/`));
      faults.push({ code: 'I001', record: i, pointer: at, column: null, data: explained(error, masked, concealAt(at)) });
    }
    return faults;
  }

  const concealAt =
    (at: string): ((text: string) => string) =>
    (text) => {
      mask ??= createMask(plan.profile);
      return mask(text, at);
    };

  async function explain(row: Row, rows: readonly number[]): Promise<Fault[]> {
    const faults: Fault[] = [];
    for (const i of rows) {
      row.i = i;
      const type = typeOf(row);
      const check = checks.get(type) ?? (await checkOf(type));
      faults.push(...faultsOf(row, type, check));
    }
    return faults;
  }

  return { mapping, withheld, of, unproved: proofs.unproved, explain, pointer };
}

/** All that is asked of an item of no known type, and the first thing asked of any other. */
const OBJECT = { type: 'object' } as const;
const isObject = ({ tape, columns, i }: Row): boolean => kindOf(tape, columns.root[i] as number) === Kind.Object;

type SchemaError = ReturnType<SchemaCheck>[number];

/** The sentence is made when it is asked for: of many findings few are kept. */
function explained(error: SchemaError, masked: boolean, conceal: (text: string) => string): Fault['data'] {
  return {
    keyword: error.keyword,
    get reason() {
      return explainSchemaError(error, error.data, { masked, conceal });
    },
  };
}

function mappedItem(row: Row): Readonly<Record<string, unknown>> {
  const { tape, columns, i } = row;
  const item: Record<string, unknown> = {};
  for (const name of ITEM_FIELDS) {
    const node = name === 'answer' ? judgedAnswer(columns, i) : (columns.field[name][i] as number);
    if (node !== ABSENT) item[name] = jsonOf(tape, node);
  }
  const values = (list: NodeList, starts: Int32Array): unknown[] => {
    return Array.from(list.nodes.subarray(starts[i], starts[i + 1]), (node) => (node < 0 ? null : jsonOf(tape, node)));
  };
  const choices = values(row.choices, columns.choiceStart);
  if (choices.length > 0) item.choices = choices;
  const media = values(row.media, columns.mediaStart);
  if (media.length > 0) item.media = media;
  return item;
}

type PointerOf = Forms['pointer'];

function createPointer(mapping: Mapping): PointerOf {
  return (field, k) => {
    if (field === 'choices') return choicePointer(mapping, k);
    if (field === 'turns') return turnPointer(mapping, k);
    if (field === 'media') return mapping.media[0]?.pointer ?? '/media';
    if (field === 'subMetric') return mapping.subMetric?.pointer ?? '';
    if (field === 'split') return mapping.split?.pointer ?? '';
    return mapping.fields[field]?.pointer ?? pointerStep(field);
  };
}

function choicePointer({ choices }: Mapping, k: number | undefined): string {
  if (choices.kind === 'list') return k === undefined ? choices.path.pointer : `${choices.path.pointer}${pointerStep(k)}`;
  return choices.paths[k ?? 0]?.pointer ?? '/choices';
}

function turnPointer({ fields, turns }: Mapping, k: number | undefined): string {
  if (turns.length > 0) return turns[k ?? 0]?.pointer ?? '/turns';
  const list = fields.turns?.pointer ?? '/turns';
  return k === undefined ? list : `${list}${pointerStep(k)}`;
}

/** A pointer into the mapped item as one into the raw record. */
function rawPointer(path: string, pointer: PointerOf): string {
  const [, field = '', index, ...rest] = path.split('/');
  const known = field === 'choices' || field === 'media' || (ITEM_FIELDS as readonly string[]).includes(field);
  if (!known) return path;
  if (field === 'choices' || field === 'turns')
    return [pointer(field, index === undefined ? undefined : Number(index)), ...rest].join('/');
  return [pointer(field as ItemField), ...(index === undefined ? [] : [index]), ...rest].join('/');
}
