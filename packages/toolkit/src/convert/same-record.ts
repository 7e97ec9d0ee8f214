import { childrenOf, Kind, kindOf, type Tape, textOf } from '@jatdae/kernel';
import { createRecordParser, exactNumber, membersOf, type ParsedRecord } from '../write/json-node.js';
import { isFormula } from '../write/survey.js';
import type { Target } from './losses.js';

/** A value and where it is parsed; -1 where there is none. */
interface Value {
  readonly tape: Tape;
  readonly node: number;
}

type Parse = (json: Uint8Array) => ParsedRecord | null;

/**
 * Compares records with what a target made of them: gives the name of the first member that is not as the target holds it, null where all
 * are. Records that are no object have one, the empty name.
 */
export function createRecordComparer(target: Target): (source: ParsedRecord, back: ParsedRecord) => string | null {
  if (target === 'jsonl' || target === 'json')
    return (source, back) =>
      isSame({ ...source, node: source.root }, { ...back, node: back.root }) ? null : firstMember(source, back);
  const parse = createRecordParser();
  const isKept = target === 'csv' || target === 'xlsx' ? isCellOf : isInColumn;
  return (source, back) => {
    const before = membersOf(source.tape, source.root);
    const after = membersOf(back.tape, back.root);
    const isLost = (name: string): boolean =>
      !isKept({ tape: source.tape, node: before.get(name) ?? -1 }, { tape: back.tape, node: after.get(name) ?? -1 }, parse);
    return [...before.keys(), ...after.keys()].find(isLost) ?? null;
  };
}

function firstMember(source: ParsedRecord, back: ParsedRecord): string {
  if (kindOf(source.tape, source.root) !== Kind.Object || kindOf(back.tape, back.root) !== Kind.Object) return '';
  const [before, after] = [membersOf(source.tape, source.root), membersOf(back.tape, back.root)];
  const differs = (name: string): boolean =>
    !isSame({ tape: source.tape, node: before.get(name) ?? -1 }, { tape: back.tape, node: after.get(name) ?? -1 });
  return [...before.keys(), ...after.keys()].find(differs) ?? '';
}

const isNothing = ({ tape, node }: Value): boolean => node < 0 || kindOf(tape, node) === Kind.Null;

/** The same value, numbers to the last digit and members in any order. */
function isSame(a: Value, b: Value): boolean {
  if (a.node < 0 || b.node < 0) return a.node === b.node;
  const kind = kindOf(a.tape, a.node);
  if (kind !== kindOf(b.tape, b.node)) return false;
  switch (kind) {
    case Kind.String:
      return textOf(a.tape, a.node) === textOf(b.tape, b.node);
    case Kind.Number:
      return exactNumber(textOf(a.tape, a.node)) === exactNumber(textOf(b.tape, b.node));
    case Kind.Array: {
      const [left, right] = [childrenOf(a.tape, a.node), childrenOf(b.tape, b.node)];
      const isAlike = (node: number, k: number): boolean =>
        isSame({ tape: a.tape, node }, { tape: b.tape, node: right[k] ?? -1 });
      return left.length === right.length && left.every(isAlike);
    }
    case Kind.Object: {
      const [left, right] = [membersOf(a.tape, a.node), membersOf(b.tape, b.node)];
      const isAlike = ([name, node]: readonly [string, number]): boolean =>
        isSame({ tape: a.tape, node }, { tape: b.tape, node: right.get(name) ?? -1 });
      return left.size === right.size && [...left].every(isAlike);
    }
    default:
      return true;
  }
}

/** A typed column has every value as it was but what is missing; what it has no type for is JSON text. */
function isInColumn(was: Value, is: Value, parse: Parse): boolean {
  if (isNothing(was)) return isNothing(is);
  if (isSame(was, is)) return true;
  return is.node >= 0 && kindOf(is.tape, is.node) === Kind.String && isJsonOf(was, textOf(is.tape, is.node), parse);
}

/** A cell is text. */
function isCellOf(was: Value, is: Value, parse: Parse): boolean {
  const cell = is.node < 0 ? '' : textOf(is.tape, is.node);
  if (isNothing(was)) return cell === '';
  switch (kindOf(was.tape, was.node)) {
    case Kind.String: {
      const text = textOf(was.tape, was.node);
      return cell === text || (isFormula(text) && cell === `'${text}`);
    }
    case Kind.Number:
      return exactNumber(cell) === exactNumber(textOf(was.tape, was.node));
    case Kind.True:
    case Kind.False:
      return cell.toLowerCase() === textOf(was.tape, was.node);
    default:
      return isJsonOf(was, cell, parse);
  }
}

function isJsonOf(was: Value, text: string, parse: Parse): boolean {
  const parsed = parse(Buffer.from(text));
  return parsed !== null && isSame(was, { tape: parsed.tape, node: parsed.root });
}
