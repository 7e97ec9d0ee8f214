import { bytesOf, createTape, Kind, kindOf, loadTape, nextOf, parseJson, STRIDE, type Tape, textOf } from '@jatdae/kernel';

/** Nesting that is read; readers refuse more. */
const DEPTH = 1024;

/** A record as the kernel parses it: numbers keep the digits that they were written with. */
export interface ParsedRecord {
  readonly tape: Tape;
  readonly root: number;
}

/** Parses one record after the other; what it gave is good until it is asked for the next one. Null for what is no JSON. */
export function createRecordParser(): (json: Uint8Array) => ParsedRecord | null {
  const tape = createTape();
  return (json) => {
    loadTape(tape, json);
    const root = parseJson(tape, 0, json.length, DEPTH);
    return root < 0 ? null : { tape, root };
  };
}

/** Names and nodes of an object's members, in order; the last of equal names counts, as for JSON.parse. */
export function membersOf(tape: Tape, object: number): Map<string, number> {
  const members = new Map<string, number>();
  const end = nextOf(tape, object);
  for (let name = object + STRIDE; name < end; ) {
    const value = nextOf(tape, name);
    members.set(textOf(tape, name), value);
    name = nextOf(tape, value);
  }
  return members;
}

/** The JSON text of a value, as it stands in the record. */
export function sourceOf(tape: Tape, node: number): string {
  const text = Buffer.from(bytesOf(tape, node)).toString();
  return kindOf(tape, node) === Kind.String ? `"${text}"` : text;
}

/** A number's digits without zeros at either end, and the power of ten of the last: two numbers are the same where these are. */
export function exactNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/u.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/u, '');
  const short = digits.replace(/0+$/u, '');
  if (short === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - short.length);
  return `${sign}${short}e${power}`;
}

/** Whether a 64-bit floating-point number holds it to the last digit that was written. */
export const isDouble = (text: string): boolean => {
  const value = Number(text);
  return Number.isFinite(value) && exactNumber(String(value)) === exactNumber(text);
};

/** Whether a text holds half of a surrogate pair, which UTF-8 cannot. */
export const hasHalfPair = (text: string): boolean => /\p{Surrogate}/u.test(text);
