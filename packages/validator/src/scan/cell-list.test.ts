import { appendJson, createTape, flagsOf, startOf, textOf } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pushPlainTexts } from './cell-list.js';
import { createNodeList } from './columns.js';
import { parsePythonList } from './python-list.js';

const tape = createTape();

/** The texts that are found where they stand, null where none are looked for. */
function textsIn(cell: string): string[] | null {
  tape.length = 0;
  const list = createNodeList();
  const node = appendJson(tape, JSON.stringify(cell));
  const { length } = tape;
  if (!pushPlainTexts(tape, node, list)) {
    expect([list.length, tape.length]).toEqual([0, length]);
    return null;
  }
  const nodes = [...list.nodes.subarray(0, list.length)];
  for (const text of nodes) {
    expect(flagsOf(tape, text)).toBe(0);
    expect(startOf(tape, text)).toBeGreaterThan(startOf(tape, node));
  }
  return nodes.map((text) => textOf(tape, text));
}

it('finds the texts of lists as JSON and as Python write them', () => {
  expect(textsIn('["가","나 다"]')).toEqual(['가', '나 다']);
  expect(textsIn("['가', 'b,]']")).toEqual(['가', 'b,]']);
  expect(textsIn("[ 'a' ,\"it's\" ]")).toEqual(['a', "it's"]);
  expect(textsIn("['']")).toEqual(['']);
});

it('leaves every other text alone', () => {
  for (const cell of [
    '',
    '[',
    '[]',
    "['a'",
    "['a',]",
    "['a'] ",
    ' ["a"]',
    "['a' 'b']",
    '[1]',
    "['a\\n']",
    '["a\\""]',
    "('a',)",
    "['a  b']",
  ])
    expect([cell, textsIn(cell)]).toEqual([cell, null]);
});

it('never finds other texts than a whole reading of the list', () => {
  const piece = fc.constantFrom(
    ...['[', ']', "'", '"', ',', ' ', '\\', '\n', '가', 'a', "','", '","', "['", '["', "']", '"]', '1', '\u0085'],
  );
  const written = fc
    .array(fc.constantFrom('가', 'b', "it's", '"', '', 'a\\', '나 다'))
    .chain((texts) => fc.constantFrom(JSON.stringify(texts), `[${texts.map((text) => `'${text}'`).join(', ')}]`));
  fc.assert(
    fc.property(
      fc.oneof(
        written,
        fc.array(piece, { maxLength: 12 }).map((pieces) => `[${pieces.join('')}`),
      ),
      (cell) => {
        const texts = textsIn(cell);
        if (texts !== null) expect(texts).toEqual(parsePythonList(cell));
      },
    ),
    { numRuns: 5000 },
  );
});
