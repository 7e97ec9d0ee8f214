import { Answer, type ItemBatch, Kind, kindOf, type Locator, Side } from '@jatdae/kernel';
import type { Accumulator, Draft, RuleMeta, ScanContext, ScanRule } from '../contract.js';
import { decodeJson, encodeJson, type Findings, findingsRule } from '../findings.js';
import { isBlank, isRecord, pointerTo } from '../item-text.js';
import { option, optionWithin, percent } from '../settings.js';
import { type GiveawayLimits, giveawayOf, joinSamples, type KeyedSample, limitOf, SAMPLE } from './giveaway.js';
import { createFieldReader } from './spare-fields.js';
import { createTelltaleFinder } from './telltale.js';
import { type Telltale, telltaleName } from './telltale-names.js';

const meta: RuleMeta = {
  code: 'H005',
  name: 'exposed-answer',
  severity: 'error',
  message: { ko: '{problem}', en: '{problem}' },
  words: {
    problem: {
      mapped: {
        ko: '감추기로 한 리더보드 문항의 {field|이/가} 그대로 드러나 있습니다.',
        en: 'The {field} of a leaderboard item is in clear, though the manifest says that it is not handed over.',
      },
      named: {
        ko: '감추기로 한 리더보드 문항에 {field|을/를} 담는 이름의 필드가 채워져 있습니다. 비우거나 지우십시오.',
        en: 'A leaderboard item has a filled field whose name is that of its {field}, which the manifest says is not handed over. Empty or remove it.',
      },
      telling: {
        ko: '필드 {name|이/가} 정답을 알려 줍니다: 공개 분할에서 뽑은 문항 {items}개의 {share}%에서 그 값으로 정답을 맞힐 수 있고, 리더보드 문항 {leaderboard}개에도 들어 있습니다. 리더보드에서 지우십시오.',
        en: 'The field {name} tells the key: of {items} public items drawn evenly its value gives {share}% away, and {leaderboard} leaderboard items have it, too. Remove it from the leaderboard split.',
      },
    },
    field: { answer: { ko: '정답', en: 'answer' }, explanation: { ko: '해설', en: 'explanation' } },
  },
};

/** What is in an item by itself. */
const exposedRule = findingsRule(meta, ({ manifest }) => {
  if (!isWithheld(manifest)) return {};
  const findTelltale = createTelltaleFinder();
  return {
    batch(batch, report) {
      for (let i = 0; i < batch.size; i++) {
        if (batch.side[i] !== Side.Leaderboard) continue;
        const field = exposedField(batch, i);
        if (field !== null) {
          report(i, { pointer: batch.pointer(field), data: { problem: 'mapped', field } });
          continue;
        }
        const found = isRecord(batch, i) ? findTelltale(batch, i) : null;
        if (found !== null) {
          report(i, { pointer: pointerTo(batch.tape, batch.root[i], found.node), data: { problem: 'named', field: found.kind } });
        }
      }
    },
  };
});

export const rule: ScanRule = {
  kind: 'scan',
  meta,
  create: (context) => accumulator(context, exposedRule.create(context) as Accumulator<Findings>),
};

const isWithheld = ({ dataset }: ScanContext['manifest']): boolean => (dataset.leaderboardAnswers ?? 'included') !== 'included';

function exposedField({ tape, answer, field }: ItemBatch, i: number): Telltale | null {
  if (answer[i] !== Answer.Absent) return 'answer';
  const node = field.explanation[i];
  const isThere = node >= 0 && kindOf(tape, node) !== Kind.Null && !isBlank(tape, node);
  return isThere ? 'explanation' : null;
}

/** A field of leaderboard items that the manifest maps to nothing. */
interface Present {
  readonly name: string;
  readonly first: Locator;
  readonly items: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface State {
  exposed: Findings;
  sample: readonly KeyedSample[];
  /** by name */
  present: readonly Present[];
}

function accumulator(context: ScanContext, exposed: Accumulator<Findings>): Accumulator<State> {
  const { profile, keep } = context;
  const withheld = isWithheld(context.manifest);
  const lookAtFields = createFieldLook();
  const limits: GiveawayLimits = {
    share: option(profile, 'H005', 'share') ?? 0.95,
    least: option(profile, 'H005', 'least') ?? 30,
    perValue: optionWithin(profile, 'H005', 'perValue', 5, [1, SAMPLE]),
    majority: optionWithin(profile, 'H005', 'majority', 0.8, [0, 1]),
  };
  return {
    init: () => ({ exposed: exposed.init(), sample: [], present: [] }),
    add(state, batch) {
      state.exposed = exposed.add(state.exposed, batch);
      if (withheld) lookAtFields(state, batch);
      return state;
    },
    merge: (left, right) => ({
      exposed: exposed.merge(left.exposed, right.exposed),
      sample: joinSamples(left.sample, right.sample),
      present: joinPresent(left.present, right.present),
    }),
    encode: encodeJson,
    decode: (bytes) => decodeJson(bytes) as State,
    finish({ exposed: { count, milder, drafts }, sample, present }) {
      const telling = present.flatMap((field) => draftOf(field, sample, limits) ?? []);
      return { count: count + telling.length, milder, drafts: [...drafts, ...telling].slice(0, keep) };
    },
  };
}

function createFieldLook(): (state: State, batch: ItemBatch) => void {
  const reader = createFieldReader();
  /** Of all that was looked at, in any state: what this has no place for is in no sample in the end, and need not be drawn again. */
  let lowest: readonly KeyedSample[] = [];
  return (state, batch) => {
    const present = new Map<string, Mutable<Present>>();
    const visit = (i: number) => (name: string) => {
      const held = present.get(name);
      if (held === undefined) present.set(name, { name, first: batch.locate(i), items: 1 });
      else held.items += 1;
    };
    const drawn: KeyedSample[] = [];
    let limit = limitOf(lowest);
    const join = (): void => {
      lowest = joinSamples(lowest, drawn);
      state.sample = joinSamples(state.sample, drawn.splice(0));
      limit = limitOf(lowest);
    };
    for (let i = 0; i < batch.size; i++) {
      if (!isRecord(batch, i)) continue;
      if (batch.side[i] === Side.Public) {
        const one = reader.draw(batch, i, limit);
        if (one !== null) drawn.push(one);
        // The sooner the sample is full, the fewer texts are made for nothing.
        if (drawn.length === SAMPLE) join();
      } else if (batch.side[i] === Side.Leaderboard) reader.names(batch, i, visit(i));
    }
    join();
    state.present = joinPresent(state.present, [...present.values()]);
  };
}

/** Names that are kept, the first ones in order: more are no fields but keys of a map. */
const MOST_NAMES = 100;

function joinPresent(left: readonly Present[], right: readonly Present[]): readonly Present[] {
  if (right.length === 0) return left;
  const joined = new Map(left.map((field) => [field.name, field]));
  for (const field of right) {
    const { name, items } = field;
    const held = joined.get(name);
    joined.set(name, held === undefined ? field : { name, first: held.first, items: held.items + items });
  }
  return [...joined.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, MOST_NAMES);
}

/** Null too where the name told as much of every item. */
function draftOf({ name, first, items }: Present, sample: readonly KeyedSample[], limits: GiveawayLimits): Draft | null {
  const giveaway = telltaleName(name) !== undefined ? null : giveawayOf(sample, name, limits);
  if (giveaway === null) return null;
  const data = { problem: 'telling', name, items: giveaway.items, share: percent(giveaway.share), leaderboard: items };
  return { at: first, pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, data, subject: name };
}
