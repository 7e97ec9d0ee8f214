import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tarArchive, zipArchive } from '../testing-archives.js';
import { type Look, openWorkbench, type Workbench } from './testing-look.js';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench.remove());

const CONTENTS: readonly string[] = [
  'id,question\n'.repeat(40),
  Array.from({ length: 300 }, (_, k) => `{"id":${k * 7919}}\n`).join(''),
  '',
  'x',
];
const members = CONTENTS.map((content, k) => ({ name: `d/${k}.csv`, content, stored: k === 1, descriptor: k === 0 }));
const ARCHIVES: Readonly<Record<string, Uint8Array>> = {
  zip: zipArchive(members),
  zip64: zipArchive(
    members.map((member) => ({ ...member, zip64: true })),
    { zip64: true },
  ),
  tar: tarArchive(members),
  'tar.gz': gzipSync(tarArchive(members)),
};

/** Contents that are there, in any order and under any name; a member that is told of may hold any of the others. */
function lostInSilence({ members: seen, problem }: Look): string[] {
  if (problem !== null || seen.some((member) => member.problem !== null)) return [];
  const there = seen.map(({ content }) => content);
  return CONTENTS.filter((content) => !there.includes(content) && content !== '');
}

/** A tar has no checksum of what it holds: there only that as much comes out as went in. */
function lengthLost(look: Look): boolean {
  if (look.problem !== null || look.members.some((member) => member.problem !== null)) return false;
  const length = look.members.reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
  return length !== CONTENTS.join('').length;
}

describe.each(Object.entries(ARCHIVES))('%s', (kind, whole) => {
  it('cut short at every hundredth byte loses nothing in silence', async () => {
    for (let end = 0; end < whole.length - 1; end += end < whole.length - 100 ? 100 : 1) {
      const look = await bench.look(whole.subarray(0, end));
      // Of a tar's blank end one half is enough.
      if (kind === 'tar' && end >= whole.length - 512) continue;
      expect(
        [look.problem, ...look.members.map(({ problem }) => problem)].some((problem) => problem !== null),
        `${end}`,
      ).toBe(true);
    }
  });

  it('with bytes changed loses nothing in silence', async () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const look = await bench.look(bytes);
        if (kind === 'tar') expect(lengthLost(look)).toBe(false);
        else expect(lostInSilence(look)).toEqual([]);
      }),
      { numRuns: 500, seed: 20_261_124 },
    );
  });

  it('with bytes taken out or put in loses nothing in silence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(40), fc.uint8Array({ maxLength: 40 }), async (at, gone, more) => {
        const bytes = Buffer.concat([whole.subarray(0, at), more, whole.subarray(at + gone)]);
        const look = await bench.look(bytes);
        if (kind !== 'tar') expect(lostInSilence(look)).toEqual([]);
      }),
      { numRuns: 200, seed: 20_261_124 },
    );
  });
});
