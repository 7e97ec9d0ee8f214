import { Buffer } from 'node:buffer';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unicodePath, type ZipMember, type ZipShape, zipArchive } from '../testing-archives.js';
import { archiveTree } from './archives.js';
import { openEntry } from './open-entry.js';
import { type Look, openWorkbench, type Workbench } from './testing-look.js';
import { readRange } from './zip.js';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench.remove());

const lookAt = (members: readonly ZipMember[], shape?: ZipShape): Promise<Look> => bench.look(zipArchive(members, shape));
const outcomes = ({ members }: Look): string[] =>
  members.map(({ path, content, problem }) => `${path} ${problem ?? Buffer.from(content ?? '', 'latin1').toString()}`);

const text = '문항 하나\n'.repeat(2000);
const cp949 = (name: string): Uint8Array => Uint8Array.from(iconv.encode(name, 'cp949'));

describe('a zip is read', () => {
  it.each<[string, readonly ZipMember[], ZipShape]>([
    ['deflated', [{ name: 'a', content: text }], {}],
    ['stored', [{ name: 'a', content: text, stored: true }], {}],
    ['with data descriptors', [{ name: 'a', content: text, descriptor: true }], {}],
    ['stored with data descriptors', [{ name: 'a', content: text, stored: true, descriptor: true }], {}],
    ['with zip64 sizes and offsets', [{ name: 'a', content: text, zip64: true }], {}],
    ['with a zip64 end', [{ name: 'a', content: text }], { zip64: true }],
    ['with a comment', [{ name: 'a', content: text }], { comment: '설명 '.repeat(999) }],
    [
      'with the signature of an end in its comment',
      [{ name: 'a', content: text }],
      { comment: `PK\u0005\u0006${'x'.repeat(40)}` },
    ],
    ['behind a program that unpacks it', [{ name: 'a', content: text }], { prefix: Buffer.alloc(5000, 'MZ') }],
    ['behind a program, with a zip64 end', [{ name: 'a', content: text }], { prefix: Buffer.alloc(77, 'MZ'), zip64: true }],
  ])('%s', async (_, members, shape) => {
    const { problem, members: seen } = await lookAt([...members, { name: 'b', content: 'b' }], shape);
    expect(problem).toBeNull();
    expect(seen.map((member) => [member.path, member.problem, Buffer.from(member.content ?? '', 'latin1').toString()])).toEqual([
      ['a', null, text],
      ['b', null, 'b'],
    ]);
  });

  it('when bytes follow its end', async () => {
    const zip = zipArchive([{ name: 'a', content: 'A' }]);
    for (const rest of ['\n', 'x'.repeat(500)])
      expect(outcomes(await bench.look(Buffer.concat([zip, Buffer.from(rest)])))).toEqual(['a A']);
  });

  it('with more members than 16 bits count, by a writer that lets the count run over', async () => {
    const { members } = await lookAt(Array.from({ length: 65_540 }, (_, k) => ({ name: `${k}`, content: '', stored: true })));
    expect(members.length).toBe(65_540);
  });

  it('past four gigabytes, where a member begins behind a hole of five', async () => {
    const hole = 5 * 2 ** 30;
    const zip = Buffer.from(zipArchive([{ name: 'a', content: text, zip64: true, offset: hole }], { zip64: true }));
    // The writer lays members from 0 on: directory and end are told where they are now.
    const directory = zip.indexOf('PK\u0001\u0002');
    zip.writeBigUInt64LE(BigInt(hole + directory), zip.indexOf('PK\u0006\u0006', 0, 'latin1') + 48);
    zip.writeBigUInt64LE(
      BigInt(hole + zip.indexOf('PK\u0006\u0006', 0, 'latin1')),
      zip.indexOf('PK\u0006\u0007', 0, 'latin1') + 8,
    );
    const path = join(bench.folder, 'large.zip');
    const file = await open(path, 'w');
    await file.write(Buffer.from('PK\u0003\u0004'), 0, 4, 0);
    await file.write(zip, 0, zip.length, hole);
    await file.close();
    const { root, entries } = await archiveTree(path, bench.settings());
    const [entry] = entries;
    const source = await openEntry(root, entry!);
    expect(Buffer.from(await readRange(source, 0, source.size)).toString()).toBe(text);
    await source.close();
    await rm(path);
  });
});

it('an empty zip has no members; one whose end says so of a full one is damaged', async () => {
  expect(await bench.look(zipArchive([]))).toEqual({ members: [], problem: null });
  const zip = Buffer.from(zipArchive([{ name: 'a', content: 'A' }]));
  zip.fill(0, zip.length - 14);
  expect((await bench.look(zip)).problem).toBe('corrupt');
});

describe('names in a zip', () => {
  const namesOf = async (...members: ZipMember[]): Promise<unknown[]> =>
    (await lookAt([...members, { name: 'z' }])).members
      .filter(({ path }) => path !== 'z')
      .map(({ path, nameIssue, problem }) => [path, nameIssue, problem]);

  it('are UTF-8 with and without the flag, and CP949 only where they are nothing else', async () => {
    expect(await namesOf({ name: '자료/문항.csv', flags: 0x800 }, { name: '자료/그림.png' })).toEqual([
      ['자료/그림.png', null, null],
      ['자료/문항.csv', null, null],
    ]);
    expect(await namesOf({ name: cp949('자료/똠방각하.csv') })).toEqual([['자료/똠방각하.csv', 'cp949', null]]);
    expect(await namesOf({ name: '한글.csv'.normalize('NFD') })).toEqual([['한글.csv', 'not-nfc', null]]);
  });

  it('are the Unicode path where its checksum is that of the name', async () => {
    const name = cp949('문항.csv');
    expect(await namesOf({ name, extra: unicodePath(name, '문항 하나.csv') })).toEqual([['문항 하나.csv', null, null]]);
    expect(await namesOf({ name, extra: unicodePath(name, '문항 하나.csv', 1) })).toEqual([['문항.csv', 'cp949', null]]);
  });

  it('that no encoding explains are refused', async () => {
    const [first] = (await lookAt([{ name: Uint8Array.of(0x61, 0xff, 0xff) }])).members;
    expect(first?.problem).toBe('name-encoding');
  });

  it.each([
    ['../밖.csv', 'parent'],
    ['자료/../../밖.csv', 'parent'],
    ['/etc/passwd', 'absolute'],
    ['C:/Windows/a.csv', 'absolute'],
    ['C:\\a.csv', 'absolute'],
    ['\\\\server\\a.csv', 'absolute'],
    ['..\\밖.csv', 'parent'],
    ['자료\\문항.csv', 'backslash'],
    ['a\0.csv', 'name-encoding'],
  ])('that lead out are refused: %j', async (name, reason) => {
    expect(
      outcomes(
        await lookAt([
          { name, content: 'x' },
          { name: 'good', content: 'y' },
        ]),
      ),
    ).toEqual([`${name} ${reason}`, 'good y'].sort());
  });

  it('hidden in the Unicode path are refused as any other', async () => {
    const name = Buffer.from('good.csv');
    expect(await namesOf({ name, extra: unicodePath(name, '../밖.csv') })).toEqual([['../밖.csv', null, 'parent']]);
  });
});

/** A zstd frame of one block that is stored as it is (RFC 8878, section 3.1.1): the decoder is tested elsewhere. */
function zstdFrame(content: Uint8Array): Uint8Array {
  const header = (content.length << 3) | 1;
  const block = [header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff];
  return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, content.length, ...block, ...content]);
}

describe('a member of a zip that is packed by zstd', () => {
  const content = Buffer.from('{"id": 1}');
  const packed = zstdFrame(content);

  it('is read as any other', async () => {
    const { members } = await lookAt([{ name: 'a', content, packed, method: 93 }]);
    expect(members.map((seen) => [seen.path, seen.problem, seen.content])).toEqual([['a', null, '{"id": 1}']]);
  });

  it.each<[string, Partial<ZipMember>, string]>([
    ['of another checksum', { crc: 7 }, 'checksum'],
    ['shorter than it says', { size: content.length + 1 }, 'truncated'],
    ['cut off', { packed: packed.subarray(0, -3) }, 'truncated'],
    ['no zstd at all', { packed: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) }, 'corrupt'],
  ])('is told of where it is %s', async (_, member, problem) => {
    const { members } = await lookAt([{ name: 'a', content, packed, method: 93, ...member }]);
    expect(members.map((seen) => seen.problem)).toEqual([problem]);
  });
});

describe('a member of a zip is told of', () => {
  it.each<[string, ZipMember, string]>([
    ['encrypted', { name: 'a', content: 'x', flags: 1 }, 'encrypted'],
    ['strongly encrypted', { name: 'a', content: 'x', flags: 0x41 }, 'encrypted'],
    ['packed by another method', { name: 'a', content: 'x', method: 14 }, 'method'],
    ['of another checksum', { name: 'a', content: 'x', crc: 7 }, 'checksum'],
    ['empty, of another checksum', { name: 'a', content: '', crc: 7 }, 'checksum'],
    ['longer than it says', { name: 'a', content: 'xy', size: 1 }, 'checksum'],
    ['shorter than it says', { name: 'a', content: 'x', size: 2 }, 'truncated'],
    ['stored, of two sizes', { name: 'a', content: 'x', size: 2, stored: true }, 'corrupt'],
    ['a folder that holds bytes', { name: 'a/', content: 'x' }, 'corrupt'],
    ['a link', { name: 'a', content: '/etc/passwd', mode: 0o120777 }, 'member-link'],
    ['a pipe', { name: 'a', mode: 0o010644 }, 'fifo'],
    ['a device', { name: 'a', mode: 0o060644 }, 'device'],
  ])('%s', async (_, member, problem) => {
    const { members } = await lookAt([member, { name: 'good', content: 'y' }]);
    expect(members.map((seen) => seen.problem).filter((seen) => seen !== null)).toEqual([problem]);
    expect(members.find(({ path }) => path === 'good')?.content).toBe('y');
  });

  it('repeated: the first one stands', async () => {
    expect(outcomes(await lookAt(['A', 'B', 'C'].map((content) => ({ name: 'a', content }))))).toEqual([
      'a A',
      'a duplicate-member',
      'a duplicate-member',
    ]);
  });

  it('whose bytes are another’s too', async () => {
    const looked = await lookAt([
      { name: 'a', content: text },
      { name: 'b', content: text, offset: 0 },
      { name: 'c', content: 'C' },
    ]);
    expect(outcomes(looked)).toEqual(['a overlap', 'b overlap', 'c C']);
  });

  it('that its directory calls empty and its own header does not', async () => {
    const zip = Buffer.from(zipArchive([{ name: 'a', content: text }]));
    zip.fill(0, zip.indexOf('PK\u0001\u0002') + 16, zip.indexOf('PK\u0001\u0002') + 28);
    expect(outcomes(await bench.look(zip))).toEqual(['a corrupt']);
  });

  it('a folder is no member', async () => {
    expect(outcomes(await lookAt([{ name: 'd/' }, { name: 'e', content: 'E' }]))).toEqual(['e E']);
  });
});

describe('a zip that is a bomb', () => {
  const limits = { freeBytes: 1000, ratio: 10, members: 3 };

  it('by the ratio of one member loses that member only', async () => {
    const incompressible = Uint8Array.from({ length: 6000 }, (_, i) => (i * 2654435761) >>> 13);
    const looked = await bench.look(
      zipArchive([
        { name: 'a', content: Buffer.alloc(20_000) },
        { name: 'b', content: incompressible, stored: true },
      ]),
      limits,
    );
    expect(looked.members.map(({ path, problem }) => [path, problem])).toEqual([
      ['a', 'expansion-ratio'],
      ['b', null],
    ]);
  });

  it('as a whole, or by its members, is not read', async () => {
    const small = Array.from({ length: 4 }, (_, k) => ({ name: `${k}`, content: Buffer.alloc(900) }));
    expect((await bench.look(zipArchive(small), limits)).problem).toBe('too-many-members');
    expect((await bench.look(zipArchive(small), { ...limits, members: 4, ratio: 2 })).problem).toBe('expansion-ratio');
    expect((await bench.look(zipArchive(small), { ...limits, members: 4 })).problem).toBeNull();
  });

  it('that hides its count is stopped while it is listed', async () => {
    const zip = Buffer.from(zipArchive(Array.from({ length: 9 }, (_, k) => ({ name: `${k}` }))));
    zip.writeUInt16LE(2, zip.length - 12);
    expect((await bench.look(zip, limits)).problem).toBe('too-many-members');
    expect((await bench.look(zip)).problem).toBe('corrupt');
  });
});
