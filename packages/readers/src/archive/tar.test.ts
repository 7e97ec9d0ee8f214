import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paxHeader, type TarMember, tarArchive } from '../testing-archives.js';
import { type Look, openWorkbench, type Workbench } from './testing-look.js';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench.remove());

const lookAt = (...members: TarMember[]): Promise<Look> => bench.look(tarArchive(members));
const outcomes = ({ members }: Look): string[] =>
  members.map(({ path, content, problem }) => `${path} ${problem ?? Buffer.from(content ?? '', 'latin1').toString()}`);
const long = `${'긴-이름/'.repeat(30)}문항.csv`;
const good: TarMember = { name: 'zz', content: 'good' };

describe('a tar is read', () => {
  it('with folders, empty files and contents of any length', async () => {
    const sizes = [0, 1, 511, 512, 513, 70_000];
    const looked = await lookAt(
      { name: 'd/', type: '5' },
      { name: 'old/' },
      ...sizes.map((size) => ({ name: `d/${String(size).padStart(6, '0')}`, content: 'x'.repeat(size) })),
    );
    expect(looked.members.map(({ content }) => content?.length)).toEqual(sizes);
  });

  it.each<[string, readonly TarMember[], string]>([
    [
      'of GNU',
      [
        { name: '././@LongLink', type: 'L', content: `${long}\0` },
        { name: 'short', content: 'A' },
      ],
      long,
    ],
    ['of pax', [paxHeader({ mtime: '1.5', path: long }), { name: 'short', content: 'A' }], long],
    ['in two fields', [{ name: 'b.csv', prefix: '가/나', content: 'A' }], '가/나/b.csv'],
    ['that begin here', [{ name: './././a.csv', content: 'A' }], 'a.csv'],
  ])('with names %s', async (_, members, name) => {
    expect(outcomes(await lookAt(...members, good))).toEqual([`${name} A`, 'zz good'].sort());
  });

  it('with CP949 names, and says so', async () => {
    const { members } = await lookAt({ name: Uint8Array.from(iconv.encode('자료/문항.csv', 'cp949')), content: 'A' }, good);
    expect(members).toMatchObject([{ path: 'zz' }, { path: '자료/문항.csv', nameIssue: 'cp949', content: 'A' }]);
  });

  it('with sizes as GNU and pax write large ones', async () => {
    const binary = Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3);
    const fromPax = { name: 'b', content: 'BBB', sizeField: Buffer.from('00000000000\0') };
    expect(
      outcomes(await lookAt({ name: 'a', content: 'AAA', sizeField: binary }, paxHeader({ size: '3' }), fromPax, good)),
    ).toEqual(['a AAA', 'b BBB', 'zz good']);
  });

  it('past folders and links whose size is no content', async () => {
    const sizeField = Buffer.from('00000000377\0');
    expect(outcomes(await lookAt({ name: 'd/', type: '5', sizeField }, good))).toEqual(['zz good']);
    expect(outcomes(await lookAt({ name: 'l', type: '2', sizeField }, good))).toEqual(['l member-link', 'zz good']);
  });

  it('whose header was summed as signed bytes', async () => {
    const tar = Buffer.from(tarArchive([{ name: '가', content: 'A' }, good]));
    tar.write(
      `${(Number.parseInt(tar.toString('latin1', 148, 154), 8) - 3 * 256).toString(8).padStart(6, '0')}\0 `,
      148,
      'latin1',
    );
    expect(outcomes(await bench.look(tar))).toEqual(['zz good', '가 A']);
  });

  it('past the map of a file with holes, however long it is', async () => {
    const tar = Buffer.from(tarArchive([{ name: 'a', type: 'S', content: 'x' }, good]));
    tar[482] = 1;
    tar.write('      \0 ', 148, 'latin1');
    const sum = tar.subarray(0, 512).reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
    tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    const more = Buffer.alloc(1024);
    more[504] = 1;
    const whole = Buffer.concat([tar.subarray(0, 512), more, tar.subarray(512)]);
    expect(outcomes(await bench.look(whole))).toEqual(['a sparse', 'zz good']);
  });

  it('compressed, from a temporary file', async () => {
    expect(outcomes(await bench.look(gzipSync(tarArchive([{ name: 'a', content: 'A' }, good]))))).toEqual(['a A', 'zz good']);
  });
});

describe('a member of a tar is told of', () => {
  it.each<[string, readonly TarMember[], string]>([
    ['a link', [{ name: 'a', type: '2', link: '/etc/passwd' }], 'member-link'],
    ['a hard link', [{ name: 'a', type: '1', link: 'zz' }], 'member-link'],
    ['a device of characters', [{ name: 'a', type: '3' }], 'device'],
    ['a device of blocks', [{ name: 'a', type: '4' }], 'device'],
    ['a pipe', [{ name: 'a', type: '6' }], 'fifo'],
    ['with holes, of GNU', [{ name: 'a', type: 'S', content: 'x' }], 'sparse'],
    ['with holes, of pax', [paxHeader({ 'GNU.sparse.major': '1' }), { name: 'a', content: 'x' }], 'sparse'],
    ['outside', [{ name: '../a' }], 'parent'],
    ['outside by pax', [paxHeader({ path: 'b/../../a' }), { name: 'a' }], 'parent'],
    ['of an absolute name', [{ name: '/etc/a' }], 'absolute'],
    [
      'repeated',
      [
        { name: 'a', content: 'A' },
        { name: './a', content: 'B' },
      ],
      'duplicate-member',
    ],
  ])('%s', async (_, members, problem) => {
    const looked = await lookAt(...members, good);
    expect(looked.members.map((seen) => seen.problem).filter((seen) => seen !== null)).toEqual([problem]);
    expect(looked.members.find(({ path }) => path === 'zz')?.content).toBe('good');
  });
});

describe('a tar as a whole', () => {
  const whole = tarArchive([{ name: 'a', content: 'A' }, good]);

  it('may lack the second half of its end mark, and be filled up with any number of blank blocks', async () => {
    for (const end of [1, 2, 20, 999]) expect(outcomes(await bench.look(tarArchive([good], { end })))).toEqual(['zz good']);
  });

  it.each<[string, Uint8Array, string]>([
    ['without an end mark', whole.subarray(0, -1024), 'truncated'],
    ['with another one behind it', Buffer.concat([whole, whole]), 'after-end'],
    ['of whose headers one is blank', Buffer.concat([whole]).fill(0, 0, 512), 'not-an-archive'],
    ['of whose later headers one is blank', Buffer.concat([whole]).fill(0, 1024, 1536), 'after-end'],
    ['whose header is not what its sum says', Buffer.concat([whole]).fill('b', 1024, 1025), 'corrupt'],
    ['with more members than the limit', tarArchive(Array.from({ length: 4 }, (_, k) => ({ name: `${k}` }))), 'too-many-members'],
  ])('%s is told of', async (_, bytes, problem) => {
    expect((await bench.look(bytes, { members: 3 })).problem).toBe(problem);
  });

  it('compressed: what it grows to is limited', async () => {
    const bomb = gzipSync(tarArchive([{ name: 'a', content: Buffer.alloc(3 << 20) }]));
    expect((await bench.look(bomb, { freeBytes: 1 << 20, ratio: 50 })).problem).toBe('expansion-ratio');
  });
});
