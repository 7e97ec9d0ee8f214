import {
  Answer,
  endOf,
  ITEM_FIELDS,
  type ItemBatch,
  Kind,
  kindOf,
  nextOf,
  STRIDE,
  startOf,
  type Tape,
  textOf,
} from '@jatdae/kernel';
import { isBlank } from '../item-text.js';
import type { KeyedSample } from './giveaway.js';
import { createRecordKeysReader, type RecordKey } from './record-keys.js';

/** Reads the fields of records that the manifest maps to nothing. */
export interface FieldReader {
  /** A keyed item for the sample; null where it is none, or its rank is above the limit. */
  draw(batch: ItemBatch, i: number, limit: number): KeyedSample | null;
  /** Names the fields that hold something. */
  names(batch: ItemBatch, i: number, visit: (name: string) => void): void;
}

export function createFieldReader(): FieldReader {
  const mappedIn = createMappedNames();
  const keysOf = createRecordKeysReader();
  let last: { readonly keys: readonly RecordKey[]; readonly resource: number; readonly spare: readonly boolean[] } | null = null;

  /** By the place of its key, whether a member is one of them. */
  function spareAmong(keys: readonly RecordKey[], batch: ItemBatch): readonly boolean[] {
    if (last?.keys === keys && last.resource === batch.resource) return last.spare;
    const mapped = mappedIn(batch);
    const spare = keys.map(({ name }) => !mapped.has(name));
    last = { keys, resource: batch.resource, spare };
    return spare;
  }

  function eachSpare(batch: ItemBatch, i: number, visit: (name: string, value: number) => void): void {
    const { tape, root } = batch;
    const keys = keysOf(tape, root[i]);
    const spare = spareAmong(keys, batch);
    let key = root[i] + STRIDE;
    for (let k = 0; k < keys.length; k++) {
      const value = nextOf(tape, key);
      if (spare[k] && isScalar(tape, value)) visit(keys[k].name, value);
      key = nextOf(tape, value);
    }
  }

  return {
    draw(batch, i, limit) {
      const { tape, root, field } = batch;
      const answer = field.answer[i];
      const isKnown = batch.answer[i] === Answer.Keyed || batch.answer[i] === Answer.Free;
      if (!isKnown || answer < 0 || !isScalar(tape, answer)) return null;
      const rank = rankOf(tape, field.id[i] < 0 ? root[i] : field.id[i]);
      if (rank > limit) return null;
      const fields: Record<string, string> = {};
      eachSpare(batch, i, (name, value) => {
        if (endOf(tape, value) - startOf(tape, value) <= LONGEST) fields[name] = textOf(tape, value).trim();
      });
      const key = textOf(tape, answer).trim();
      return { rank, key, text: choiceText(batch, i) ?? key, fields };
    },
    names(batch, i, visit) {
      eachSpare(batch, i, (name, value) => {
        if (!isBlank(batch.tape, value)) visit(name);
      });
    },
  };
}

/** Bytes of the longest value that is kept: a longer one is a text of its own. */
const LONGEST = 200;

const isScalar = (tape: Tape, node: number): boolean => {
  const kind = kindOf(tape, node);
  return kind === Kind.String || kind === Kind.Number || kind === Kind.True || kind === Kind.False;
};

/** As many choices and media as a manifest may name one by one. */
const MOST_NAMED = 64;

/** The first names of all pointers that the manifest's mapping comes to: the same for every batch of a resource. */
function createMappedNames(): (batch: ItemBatch) => ReadonlySet<string> {
  const known = new Map<number, ReadonlySet<string>>();
  return (batch) => {
    const names = known.get(batch.resource) ?? mappedNames(batch);
    known.set(batch.resource, names);
    return names;
  };
}

function mappedNames(batch: ItemBatch): ReadonlySet<string> {
  const places = Array.from({ length: MOST_NAMED }, (_, k) => k);
  const pointers = [
    ...([...ITEM_FIELDS, 'subMetric', 'split', 'choices', 'media'] as const).map((name) => batch.pointer(name)),
    ...(['choices', 'turns', 'media'] as const).flatMap((name) => places.map((k) => batch.pointer(name, k))),
  ];
  return new Set(pointers.map((pointer) => (pointer.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** The text of the choice that is the only key. */
function choiceText({ tape, key, choice, choiceStart }: ItemBatch, i: number): string | null {
  if (key[i] === 0 || (key[i] & (key[i] - 1)) !== 0) return null;
  const node = choice[choiceStart[i] + 31 - Math.clz32(key[i])];
  return node === undefined || choiceStart[i] + 31 - Math.clz32(key[i]) >= choiceStart[i + 1] ? null : textOf(tape, node).trim();
}

/** FNV-1a of a node's first bytes, mixed by MurmurHash3's finaliser. */
function rankOf(tape: Tape, node: number): number {
  const start = startOf(tape, node);
  const end = Math.min(endOf(tape, node), start + LONGEST);
  let hash = 0x811c9dc5;
  for (let p = start; p < end; p++) hash = Math.imul(hash ^ tape.bytes[p], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
