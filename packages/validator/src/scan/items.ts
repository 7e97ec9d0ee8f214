import {
  ABSENT,
  Answer,
  createItemMapper,
  createRecordParser,
  createTape,
  explainText,
  type Fault,
  FINGERPRINT_WORDS,
  ITEM_FIELDS,
  type ItemBatch,
  type ItemMapper,
  loadTape,
  loadUnescaped,
  type MappedRows,
  type RawBatch,
  type RecordParser,
  Side,
  type Tape,
  wasmMemory,
} from '@jatdae/kernel';
import type { Plan } from '../plan/plan.js';
import { type Choices, needsAnswer, sharesNode } from './answers.js';
import { collectChoices } from './choices.js';
import { createClassifier, sideSource, subMetricSource } from './classify.js';
import { clearRow, createColumns, createNodeList, pushPrinted } from './columns.js';
import { createForms, type ItemForm } from './forms.js';
import { createItemPlan } from './item-plan.js';
import { createFieldFinder, membersOf, pathsOf } from './mapping.js';
import { createMediaReferences } from './references.js';
import type { Row } from './row.js';
import { collectTurns } from './turn-columns.js';

/** Where a batch of records stands in the plan. */
export interface BatchPlace {
  readonly split: number;
  readonly file: number;
}

export interface ItemReader {
  /** names of the members of a record that its item is made of */
  readonly members: readonly string[];
  /** Columns over a raw batch; valid until the next call. Who has judged the records before need not do so again. */
  read(raw: RawBatch, place: BatchPlace, judge?: boolean): Promise<ItemBatch>;
}

/** The item reader of each resource, made when it is first asked for. One batch at a time is theirs: they share a tape. */
export type ItemReaders = (resource: number) => ItemReader;

export function createItemReaders(plan: Plan): ItemReaders {
  const looksForNumbers = plan.rules.some(({ code }) => code.startsWith('P'));
  const tape = createTape(undefined, wasmMemory() ?? undefined, looksForNumbers);
  const tools: Tools = {
    tape,
    parser: createRecordParser(tape.memory),
    mapper: plan.fast ? createItemMapper(tape.memory) : null,
  };
  const readers = new Map<number, ItemReader>();
  return (resource) => {
    const known = readers.get(resource) ?? createItemReader(plan, resource, tools);
    readers.set(resource, known);
    return known;
  };
}

interface Tools {
  readonly tape: Tape;
  readonly parser: RecordParser;
  /** null: TypeScript maps every row */
  readonly mapper: ItemMapper | null;
}

/** Turns raw records of one resource into items: parses, maps, resolves answers, proves or explains the schema. */
function createItemReader(plan: Plan, resourceIndex: number, { tape, parser, mapper }: Tools): ItemReader {
  const forms = createForms(plan, resourceIndex);
  const { mapping } = forms;
  const paths = pathsOf(mapping);
  const finder = createFieldFinder(paths);
  const sources = {
    subMetric: subMetricSource(plan, resourceIndex, mapping),
    side: sideSource(plan, resourceIndex, mapping),
  };
  const classify = createClassifier(sources.subMetric, sources.side, finder);
  const itemPlan = mapper === null ? null : createItemPlan(plan, resourceIndex, mapping, sources);
  const program = mapper === null || itemPlan === null ? null : mapper.program(itemPlan);
  const choiceList = createNodeList();
  const media = createMediaReferences(plan, resourceIndex, mapping.media);
  let columns = createColumns(1024);
  const row: Row = { tape, columns, i: 0, choices: choiceList, media: media.list };

  /** those of the row at hand */
  const choices: Choices = { count: 0, prints: choiceList.prints, at: 0, words: FINGERPRINT_WORDS };

  function readRow(i: number, at: BatchPlace, faults: Fault[]): void {
    const root = columns.root[i] as number;
    columns.valid[i] = 1;
    columns.sound[i] = 1;
    finder.enter(tape, root);
    for (const name of ITEM_FIELDS) {
      const path = mapping.fields[name];
      columns.field[name][i] = path === null ? ABSENT : finder.node(path);
    }
    if (mapping.turns.length > 0) columns.field.turns[i] = collectTurns(tape, finder, mapping.turns);
    collectChoices(tape, finder, mapping, choiceList);
    media.collect(tape, finder, at.file);
    classify(tape, i, at.file, columns);
    resolveAnswer(i, forms.of(columns.subMetric[i] as number), faults);
  }

  function resolveAnswer(i: number, form: ItemForm, faults: Fault[]): void {
    const from = columns.choiceStart[i] as number;
    choices.count = choiceList.length - from;
    choices.prints = choiceList.prints;
    choices.at = from * 4;
    if (form.type === 'distribution') columns.field.answer[i] = sharesNode(tape, columns.field.answer[i] as number);
    const { state, key } = form.resolve(tape, columns.field.answer[i] as number, choices);
    columns.answer[i] = state;
    columns.key[i] = key;
    if (state !== Answer.Absent || !needsAnswer(form.type)) return;
    if (forms.withheld && columns.side[i] === Side.Leaderboard) return;
    faults.push({
      code: 'I001',
      record: i,
      pointer: mapping.fields.answer?.pointer ?? '/answer',
      column: null,
      data: MISSING_ANSWER,
    });
  }

  /** What cannot be parsed has a fault, unless the reader has said so already. */
  function readRowAlone(raw: RawBatch, i: number, at: BatchPlace, faults: Fault[]): void {
    columns.choiceStart[i] = choiceList.length;
    columns.mediaStart[i] = media.list.length;
    if ((columns.root[i] as number) >= 0) {
      readRow(i, at, faults);
      return;
    }
    const source = raw.bytes.subarray(raw.start[i], raw.end[i]);
    clearRow(columns, i);
    columns.side[i] = Side.Unknown;
    if (source.length > 0) faults.push(parseFault(tape, i, source, plan.limits.depth));
  }

  /** The kernel maps what it can; null where it maps nothing. */
  function mapRows({ size }: RawBatch, longest: number, at: BatchPlace): MappedRows | null {
    if (mapper === null || program === null) return null;
    const words = { subMetric: sources.subMetric.otherwise(at.file), side: sources.side.otherwise(at.file) };
    return mapper.map(tape, program, { size, root: columns.root, longest }, words, columns);
  }

  /** What a format says of its records is taken at its word only where the plan allows for short cuts. */
  function parseRows(raw: RawBatch, used: number): void {
    const parsed = plan.fast && plan.limits.depth > 0 ? raw.parsed : undefined;
    const bytes = raw.bytes.subarray(0, used);
    if (parsed === undefined) {
      parser.parse(tape, loadUnescaped(tape, bytes, raw), plan.limits.depth, columns.root, columns.flags);
      return;
    }
    loadTape(tape, bytes, parsed.nodes);
    columns.root.set(parsed.root);
    columns.flags.set(parsed.flags);
  }

  function readRows(raw: RawBatch, at: BatchPlace, faults: Fault[]): void {
    const { size } = raw;
    const { used, longest } = extentOf(raw);
    parseRows(raw, used);
    const mapped = mapRows(raw, longest, at);
    if (mapped === null) for (let i = 0; i < size; i++) readRowAlone(raw, i, at, faults);
    else takeRows(mapped, raw, at, faults);
    columns.choiceStart[size] = choiceList.length;
    columns.mediaStart[size] = media.list.length;
  }

  /** Takes the mapped rows over, and maps the hard ones between them. */
  function takeRows(mapped: MappedRows, raw: RawBatch, at: BatchPlace, faults: Fault[]): void {
    const { size } = raw;
    columns.valid.fill(1, 0, size);
    columns.sound.fill(1, 0, size);
    if (mapped.hardRows === 0) {
      columns.choiceStart.set(mapped.choiceStart);
      columns.mediaStart.fill(0, 0, size);
      pushPrinted(choiceList, mapped.choices, mapped.prints);
      return;
    }
    // A hard row may make the memory grow: then these are no longer there.
    const [hard, choiceStart] = [mapped.hard.slice(), mapped.choiceStart.slice()];
    const [nodes, prints] = [mapped.choices.slice(), mapped.prints.slice()];
    for (let i = 0; i < size; i++) {
      if (hard[i] === 1) {
        readRowAlone(raw, i, at, faults);
        continue;
      }
      columns.choiceStart[i] = choiceList.length;
      columns.mediaStart[i] = media.list.length;
      const [from, to] = [choiceStart[i] as number, choiceStart[i + 1] as number];
      pushPrinted(choiceList, nodes.subarray(from, to), prints.subarray(from * 4, to * 4));
    }
  }

  return {
    members: membersOf(paths),
    async read(raw, at, judge = true) {
      if (raw.size > columns.root.length) columns = createColumns(raw.size * 2);
      row.columns = columns;
      choiceList.length = 0;
      media.clear();
      const faults = [...raw.faults];
      readRows(raw, at, faults);
      const unproved = judge ? forms.unproved(row, raw.size) : [];
      const mediaFile = media.resolve(tape, at.file);
      if (unproved.length > 0) faults.push(...(await forms.explain(row, unproved)));
      return batchOf(raw, at, mediaFile, settle(faults, columns));
    },
  };

  function batchOf(raw: RawBatch, at: BatchPlace, mediaFile: Int32Array, faults: readonly Fault[]): ItemBatch {
    const { root, valid, sound, subMetric, side, flags, field, answer, key, choiceStart, mediaStart } = columns;
    // Named one by one: a spread object of this size is slow to make, and a folder may hold one record a file.
    return {
      root,
      valid,
      sound,
      subMetric,
      side,
      flags,
      field,
      answer,
      key,
      choiceStart,
      mediaStart,
      split: at.split,
      resource: resourceIndex,
      size: raw.size,
      tape,
      choice: choiceList.nodes,
      choicePrint: choiceList.prints,
      media: media.list.nodes,
      mediaFile,
      idMapped: mapping.idMapped,
      faults,
      locate: (i) => ({
        split: at.split,
        file: at.file,
        record: raw.record[i] as number,
        line: raw.line[i] as number,
        byte: raw.byte[i] as number,
      }),
      pointer: (field, k) => forms.pointer(field, k),
      mediaPointer: (k) => media.pointer(k),
    };
  }
}

/** Where the last record ends, and the bytes of the longest. */
function extentOf(raw: RawBatch): { readonly used: number; readonly longest: number } {
  let used = 0;
  let longest = 0;
  for (let i = 0; i < raw.size; i++) {
    const end = raw.end[i] as number;
    if (end > used) used = end;
    longest = Math.max(longest, end - (raw.start[i] as number));
  }
  return { used, longest };
}

const MISSING_ANSWER = { keyword: 'required', reason: { ko: '정답이 없습니다', en: 'the answer is missing' } } as const;

/** One fault a place and keyword, in record order; the records they name are neither valid nor sound. */
function settle(faults: Fault[], columns: { valid: Uint8Array; sound: Uint8Array }): Fault[] {
  const seen = new Set<string>();
  const kept = faults.filter((fault) => {
    columns.valid[fault.record] = 0;
    columns.sound[fault.record] = 0;
    const place = `${fault.code} ${fault.record} ${fault.pointer} ${fault.data.keyword}`;
    if (fault.code !== 'I001' || !seen.has(place)) return seen.add(place);
    return false;
  });
  return kept.sort((a, b) => a.record - b.record);
}

/** The column is that of the source, whatever the tape holds of it. */
function parseFault(tape: Tape, record: number, source: Uint8Array, depth: number): Fault {
  const { at, reason } = explainText(tape, source, depth) ?? { at: 0, reason: 'unexpected-character' };
  const column = [...new TextDecoder().decode(source.subarray(0, at))].length + 1;
  return { code: reason === 'too-deep' ? 'F006' : 'F007', record, pointer: null, column, data: { reason } };
}
