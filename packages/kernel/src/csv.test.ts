import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainMemory, wasmMemory } from './byte-memory.js';
import { createTableScanner, ROW_STRIDE, RowWord, type TableScanner, type TableShape } from './csv.js';
import { createRecordParser } from './records.js';
import { createTape, loadTape } from './tape.js';

const ROOM = 400;
const NAMES = ['id', '질문 "?"', 'c\u1100'];

interface Told {
  readonly json: string | null;
  readonly row: readonly number[];
}

interface Outcome {
  readonly rows: Told[];
  readonly read: number;
  readonly lines: number;
  readonly ends: readonly number[];
  readonly isOdd: boolean;
}

const memory = plainMemory();
const oracle = { tape: createTape(64, memory), parser: createRecordParser(memory) };

/** All rows that can be read, piece by piece; what is said of each record's nodes is compared with what parsing its text gives. */
function scanAll(scanner: TableScanner, bytes: Uint8Array): Outcome {
  const rows: Told[] = [];
  let read = 0;
  let lines = 0;
  const ends = [0, 0];
  for (;;) {
    const found = scanner.scan(bytes.subarray(read));
    for (let i = 0; i < found.size; i++) {
      const [start = 0, end = 0, from = 0, to = 0, line = 0, cells = 0, root = 0, flags = 0] = found.rows.subarray(
        i * ROW_STRIDE,
      );
      const text = found.text.slice(start, end);
      rows.push({
        json: root < 0 ? null : new TextDecoder('latin1').decode(text),
        row: [from + read, to + read, line + lines, cells, flags],
      });
    }
    expectParsed(found);
    read += found.read;
    lines += found.lines;
    ends[0] = (ends[0] as number) + found.lf;
    ends[1] = (ends[1] as number) + found.crlf;
    if (found.stop !== 'full' || found.read === 0) return { rows, read, lines, ends, isOdd: found.stop === 'odd' };
  }
}

function expectParsed({ size, rows, text, nodes }: ReturnType<TableScanner['scan']>): void {
  const { tape, parser } = oracle;
  const column = (word: number): Int32Array => Int32Array.from({ length: size }, (_, i) => rows[i * ROW_STRIDE + word] as number);
  const root = new Int32Array(size);
  const flags = new Uint16Array(size);
  loadTape(tape, text);
  parser.parse(tape, { size, start: column(RowWord.TextStart), end: column(RowWord.TextEnd) }, 1, root, flags);
  expect(root).toEqual(column(RowWord.Root));
  // A row without text has flags that nobody asks for.
  expect([...flags]).toEqual([...column(RowWord.Flags)].map((word, i) => ((root[i] as number) < 0 ? 0 : word)));
  const run = 1 << 8;
  for (const node of root) if (node >= 0) tape.nodes[node] = (tape.nodes[node] as number) | run;
  expect(nodes).toEqual(tape.nodes.subarray(0, tape.length));
}

const scanners = [wasmMemory(), plainMemory()].flatMap((one) => (one === null ? [] : [createTableScanner(one, ROOM)]));

const piece = fc.constantFrom(
  ...[
    ',',
    '\n',
    '"',
    '\r\n',
    '\r',
    '""',
    'a',
    ' ',
    '  ',
    '가',
    '힣',
    'é',
    '\u1100',
    '\uf000',
    '\\',
    '\t',
    '\u0001',
    '\b',
    '\f',
    "'",
    ';',
    '&',
    '<',
  ],
  ...[
    '",',
    '"\n',
    '\n"',
    ',"',
    '그는 어르신께 두 손으로 물건을 건네었다',
    'x'.repeat(40),
    '"그는 “네”라고,\n말했다"',
    '\n1,2,3\n',
  ],
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => new TextEncoder().encode(pieces.join('')));
const shape: fc.Arbitrary<TableShape> = fc.record({
  names: fc.constantFrom(NAMES, NAMES.slice(0, 1), NAMES.slice(0, 2)),
  delimiter: fc.constantFrom(...[',', '\t', ';', "'", '"'].map((mark) => mark.charCodeAt(0))),
  quote: fc.constantFrom(0x22, 0x22, 0x27, null),
});

it('scans in WebAssembly as in TypeScript, and says of each record what parsing it gives', () => {
  expect(scanners.length).toBe(2);
  fc.assert(
    fc.property(text, shape, (bytes, table) => {
      fc.pre(table.quote !== table.delimiter);
      const cut = bytes.subarray(0, ROOM);
      const [inWasm, inPlain] = scanners.map((scanner) => {
        scanner.begin(table);
        return scanAll(scanner, cut);
      });
      expect(inWasm).toEqual(inPlain);
    }),
    { numRuns: 5000 },
  );
});

it('scans any bytes in WebAssembly as in TypeScript', () => {
  const byte = fc.oneof(fc.constantFrom(0x22, 0x2c, 0x0a, 0x0d), fc.integer({ min: 0, max: 255 }));
  const [inWasm, inPlain] = scanners;
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 200 }), fc.nat({ max: 80 }), (list, used) => {
      const bytes = Uint8Array.from(list);
      const outcomes = [inWasm, inPlain].map((scanner) => {
        scanner?.begin({ names: NAMES.slice(0, 2), delimiter: 0x2c, quote: 0x22 });
        return [bytes, bytes.subarray(used)].map((some) => {
          const { rows, read, stop, lines } = scanner?.scan(some) ?? {};
          return { rows: rows?.filter((_, k) => k % ROW_STRIDE !== RowWord.Flags), read, stop, lines };
        });
      });
      expect(outcomes[0]).toEqual(outcomes[1]);
    }),
    { numRuns: 3000 },
  );
});

it('tells of rows by their places, and of what stands in the way of the next', () => {
  for (const scanner of scanners) {
    scanner.begin({ names: ['a', 'b'], delimiter: 0x2c, quote: 0x22 });
    const { rows, ...rest } = scanAll(scanner, new TextEncoder().encode('1,"x\n""y"""\r\n\r\n1,2,3\n"z"?,1\n'));
    expect(rows).toEqual([
      { json: '{"a":"1","b":"x\\n\\"y\\""}', row: [0, 11, 0, 2, 16] },
      { json: null, row: [15, 20, 3, 3, expect.any(Number)] },
    ]);
    expect(rest).toEqual({ read: 21, lines: 4, ends: [1, 2], isOdd: true });
  }
});
