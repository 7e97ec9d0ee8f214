import { AUTOMATON, State } from '@jatdae/kernel';
import type { CodePoints, PatternTree } from './pattern-tree.js';

/**
 * A deterministic automaton over the bytes of UTF-8 that says whether a pattern matches somewhere in a text, laid out as
 * AUTOMATON of the kernel says. Gives null where it would be large.
 */
export function buildAutomaton(tree: PatternTree): Int32Array | null {
  const nfa: Nfa = { states: [] };
  const accepted = addState(nfa);
  const root = add(nfa, tree, accepted);
  return nfa.states.length > MAX_PARTS ? null : determine(nfa, root, accepted);
}

const MAX_PARTS = 20_000;
const MAX_STATES = 1000;
const MAX_TABLE = 1 << 16;

interface NfaState {
  /** bytes that lead on */
  readonly edges: { readonly from: number; readonly to: number; readonly next: number }[];
  /** ways that take no byte; some are open only at the start or at the end of the text */
  readonly free: { readonly next: number; readonly only: 'start' | 'end' | null }[];
}

interface Nfa {
  readonly states: NfaState[];
}

function addState(nfa: Nfa): number {
  return nfa.states.push({ edges: [], free: [] }) - 1;
}

/** A state from which the tree leads to `next`. */
function add(nfa: Nfa, tree: PatternTree, next: number): number {
  if (nfa.states.length > MAX_PARTS) return next;
  switch (tree.kind) {
    case 'set':
      return addSet(nfa, tree.points, next);
    case 'start':
    case 'end':
      return addFree(nfa, [next], tree.kind);
    case 'sequence':
      return tree.parts.reduceRight((after, part) => add(nfa, part, after), next);
    case 'choice':
      return addFree(
        nfa,
        tree.branches.map((branch) => add(nfa, branch, next)),
      );
    case 'repeat':
      return addRepeat(nfa, tree, next);
  }
}

function addFree(nfa: Nfa, nexts: readonly number[], only: 'start' | 'end' | null = null): number {
  const state = addState(nfa);
  for (const next of nexts) nfa.states[state]?.free.push({ next, only });
  return state;
}

function addRepeat(nfa: Nfa, { part, min, max }: Extract<PatternTree, { kind: 'repeat' }>, next: number): number {
  let state = next;
  if (max === Number.POSITIVE_INFINITY) {
    state = addFree(nfa, [next]);
    nfa.states[state]?.free.push({ next: add(nfa, part, state), only: null });
  } else {
    for (let k = min; k < max && nfa.states.length <= MAX_PARTS; k++) state = addFree(nfa, [next, add(nfa, part, state)]);
  }
  for (let k = 0; k < min && nfa.states.length <= MAX_PARTS; k++) state = add(nfa, part, state);
  return state;
}

function addSet(nfa: Nfa, points: CodePoints, next: number): number {
  const state = addState(nfa);
  for (const [from, to] of points) {
    for (const sequence of byteSequences(from, to)) {
      let after = next;
      for (const [low, high] of sequence.slice(1).reverse()) {
        const before = addState(nfa);
        nfa.states[before]?.edges.push({ from: low, to: high, next: after });
        after = before;
      }
      const [low, high] = sequence[0] ?? [0, 0];
      nfa.states[state]?.edges.push({ from: low, to: high, next: after });
    }
  }
  return state;
}

type ByteRange = readonly [low: number, high: number];

/** Code points that UTF-8 writes with equally many bytes. */
const LENGTHS: readonly ByteRange[] = [
  [0, 0x7f],
  [0x80, 0x7ff],
  [0x800, 0xd7ff],
  [0xe000, 0xffff],
  [0x10000, 0x10ffff],
];

/** The UTF-8 of a range of code points, as ranges of first bytes, second bytes and so on. */
function byteSequences(from: number, to: number): ByteRange[][] {
  const sequences: ByteRange[][] = [];
  for (const [first, last] of LENGTHS) {
    if (from <= last && to >= first) split(Math.max(from, first), Math.min(to, last), sequences);
  }
  return sequences;
}

function split(from: number, to: number, sequences: ByteRange[][]): void {
  const length = utf8(from).length;
  for (let k = 1; k < length; k++) {
    const rest = (1 << (6 * k)) - 1;
    if ((from & ~rest) === (to & ~rest)) continue;
    if ((from & rest) !== 0) {
      split(from, from | rest, sequences);
      split((from | rest) + 1, to, sequences);
      return;
    }
    if ((to & rest) !== rest) {
      split(from, (to & ~rest) - 1, sequences);
      split(to & ~rest, to, sequences);
      return;
    }
  }
  const last = utf8(to);
  sequences.push(utf8(from).map((byte, k) => [byte, last[k] ?? byte]));
}

function utf8(point: number): number[] {
  const tail = (shift: number): number => 0x80 | ((point >> shift) & 63);
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), tail(0)];
  if (point < 0x10000) return [0xe0 | (point >> 12), tail(6), tail(0)];
  return [0xf0 | (point >> 18), tail(12), tail(6), tail(0)];
}

/** All that is reached without a byte. */
function closure(nfa: Nfa, from: Iterable<number>, atStart: boolean, atEnd: boolean): Set<number> {
  const reached = new Set(from);
  for (const state of reached) {
    for (const { next, only } of nfa.states[state]?.free ?? []) {
      if (only === null || (only === 'start' ? atStart : atEnd)) reached.add(next);
    }
  }
  return reached;
}

interface Found {
  readonly members: readonly number[];
  readonly ending: boolean;
  readonly next: number[];
}

function determine(nfa: Nfa, root: number, accepted: number): Int32Array | null {
  const { classOf, samples } = byteClasses(nfa);
  const found: Found[] = [];
  const known = new Map<string, number>();
  const matters = (state: number): boolean => {
    const { edges, free } = nfa.states[state] ?? { edges: [], free: [] };
    return edges.length > 0 || free.some(({ only }) => only === 'end');
  };

  /** Number of the state of a set: 0 and 1 as the kernel has them, all others from 2 on. */
  function numberOf(reached: Set<number>): number {
    if (reached.has(accepted)) return State.Accepted;
    const members = [...reached].filter(matters).sort((a, b) => a - b);
    if (members.length === 0) return State.Dead;
    const key = members.join();
    const number = known.get(key);
    if (number !== undefined) return number;
    known.set(key, found.length + 2);
    return found.push({ members, ending: closure(nfa, members, false, true).has(accepted), next: [] }) + 1;
  }

  // A text without a byte is at its start and at its end.
  const empty = closure(nfa, [root], true, true).has(accepted);
  const start = numberOf(closure(nfa, [root], true, false));
  for (const state of found) {
    if (found.length > MAX_STATES || found.length * samples.length > MAX_TABLE) return null;
    for (const byte of samples) {
      const nexts = state.members.flatMap((member) =>
        (nfa.states[member]?.edges ?? []).filter(({ from, to }) => byte >= from && byte <= to).map(({ next }) => next),
      );
      // A match may also begin after this byte.
      state.next.push(numberOf(closure(nfa, [...nexts, root], false, false)));
    }
  }
  return layOut(found, start, empty, classOf, samples.length);
}

function byteClasses(nfa: Nfa): { readonly classOf: Uint8Array; readonly samples: readonly number[] } {
  const begins = new Set([0]);
  for (const { edges } of nfa.states) {
    for (const { from, to } of edges) {
      begins.add(from);
      if (to < 255) begins.add(to + 1);
    }
  }
  const samples = [...begins].sort((a, b) => a - b);
  const classOf = Uint8Array.from({ length: 256 }, (_, byte) => samples.findLastIndex((begin) => begin <= byte));
  return { classOf, samples };
}

function layOut(found: readonly Found[], start: number, empty: boolean, classOf: Uint8Array, classes: number): Int32Array | null {
  // The first state is another one once a byte was taken: where only the empty text ends in it, it gets a state of its own.
  const first = found[start - 2];
  const states = first !== undefined && first.ending !== empty ? [...found, { ...first, ending: empty }] : found;
  const startsAt = states.length > found.length ? states.length + 1 : start;
  const order = states.map((_, k) => k).sort((a, b) => Number(states[a]?.ending) - Number(states[b]?.ending) || a - b);
  const placed = new Map(order.map((k, place) => [k + 2, place + 2]));
  const place = (number: number): number => placed.get(number) ?? number;
  const ending = order.findIndex((k) => states[k]?.ending === true);

  const words = new Int32Array(AUTOMATON.table + Math.ceil(((states.length + 2) * classes) / 2));
  words[AUTOMATON.classes] = classes;
  words[AUTOMATON.start] = place(startsAt);
  words[AUTOMATON.ending] = ending < 0 ? states.length + 2 : ending + 2;
  new Uint8Array(words.buffer, AUTOMATON.classOf * 4, 256).set(classOf);
  const table = new Uint16Array(words.buffer, AUTOMATON.table * 4);
  for (const [k, { next }] of states.entries()) table.set(next.map(place), place(k + 2) * classes);
  return words;
}
