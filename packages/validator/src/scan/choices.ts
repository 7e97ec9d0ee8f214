import {
  appendCanonical,
  appendJson,
  childrenOf,
  endOf,
  fingerprint,
  flagsOf,
  Kind,
  kindOf,
  memberOf,
  nextOf,
  STRIDE,
  startOf,
  type Tape,
  TextFlag,
  textOf,
} from '@jatdae/kernel';
import { pushPlainTexts } from './cell-list.js';
import { type NodeList, pushNode } from './columns.js';
import type { FieldFinder, Mapping } from './mapping.js';
import { parsePythonList } from './python-list.js';

/** Adds the record's choices to the list, each with the fingerprint of its canonical text. */
export function collectChoices(tape: Tape, finder: FieldFinder, mapping: Mapping, list: NodeList): void {
  const from = list.length;
  if (mapping.choices.kind === 'columns') {
    for (const path of mapping.choices.paths) pushNode(list, finder.node(path));
    // Questions of a table have as many choices as they have, and empty cells after them.
    while (list.length > from && isBlank(tape, list.nodes[list.length - 1] as number)) list.length -= 1;
  } else {
    pushElements(tape, finder.node(mapping.choices.path), list);
  }
  for (let k = from; k < list.length; k++) printNode(tape, list.nodes[k] as number, list.prints, k * 4);
}

/** Fingerprint of a node's canonical text, four words from `at`. */
export function printNode(tape: Tape, node: number, out: Int32Array, at: number): void {
  const { sink } = tape;
  sink.length = 0;
  if (node >= 0) appendCanonical(tape, node, sink);
  fingerprint(sink, out, at);
}

const TEXT = new TextEncoder().encode('text');

/** A list; an object of labelled choices, or of parallel lists with one called `text`; a cell that holds a list as text. */
function pushElements(tape: Tape, node: number, list: NodeList): void {
  if (node < 0) return;
  switch (kindOf(tape, node)) {
    case Kind.Array:
      for (let child = node + STRIDE; child < nextOf(tape, node); child = nextOf(tape, child)) pushNode(list, child);
      return;
    case Kind.Object: {
      const texts = memberOf(tape, node, TEXT);
      if (texts >= 0 && kindOf(tape, texts) === Kind.Array) pushElements(tape, texts, list);
      else for (const child of childrenOf(tape, node)) pushNode(list, child);
      return;
    }
    case Kind.String: {
      if (pushPlainTexts(tape, node, list)) return;
      const parsed = parsePythonList(textOf(tape, node));
      if (parsed !== null) pushElements(tape, appendJson(tape, JSON.stringify(parsed)), list);
    }
  }
}

/** No value, or text of white space only. */
export function isBlank(tape: Tape, node: number): boolean {
  if (node < 0) return true;
  if (kindOf(tape, node) !== Kind.String) return kindOf(tape, node) === Kind.Null;
  const start = startOf(tape, node);
  const end = endOf(tape, node);
  if (start === end) return true;
  const first = tape.bytes[start] as number;
  // Most texts begin with a letter: no string is made for them.
  if (first > 0x20 && first < 0x80 && first !== 0x5c) return false;
  if ((flagsOf(tape, node) & TextFlag.Escaped) === 0 && first >= 0xe4 && first < 0xef) return false;
  return textOf(tape, node).trim() === '';
}
