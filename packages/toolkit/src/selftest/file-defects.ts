import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Draft } from './draft.js';
import type { Reason } from './reasons.js';
import { addResource, bytesOf, changeFile, type Resource, type WholeDefect, type WholeFacts } from './whole-defect.js';
import { zipOf } from './zip-file.js';

const ofFile = (code: string, name: string, spoil: WholeDefect['spoil']): WholeDefect => ({ code, name, base: 'even', spoil });

/** Changes the first file that is written in a format. */
const ofFormat = (
  code: string,
  name: string,
  formats: readonly string[],
  otherwise: Reason,
  change: (bytes: Uint8Array) => Uint8Array,
): WholeDefect =>
  ofFile(code, name, (draft) => {
    const resource = draft.manifest.resources.find(({ format = '', path }) => formats.includes(format) && !path.includes('*'));
    return resource === undefined ? otherwise : changeFile(draft, resource, change);
  });

const withText = (change: (text: string) => string) => (bytes: Uint8Array) => bytesOf(change(new TextDecoder().decode(bytes)));

/** What the first resource's first file holds goes into another file, which a further resource names. */
function withCopy(draft: Draft, path: string, change: Partial<Resource>, make: (bytes: Uint8Array) => Uint8Array): Reason | null {
  const [first] = draft.manifest.resources;
  if (first === undefined || draft.items.length === 0) return 'no-items';
  changeFile(draft, first, (bytes) => {
    draft.files.set(path, make(bytes));
    return bytes;
  });
  return addResource(draft, change);
}

/** The end of each of these formats is told differently, so the deliverable's own files are cut, too. */
const BINARY = ['parquet', 'arrow', 'xlsx'] as const;

async function cutOwnFile(draft: Draft, format: (typeof BINARY)[number], facts: WholeFacts): Promise<Reason | null> {
  for (const { path, file, format: found } of facts.rewritten) {
    const whole = found === format ? await facts.read(file) : null;
    const own = facts.own.resources.find((resource) => resource.path === path);
    if (whole === null || own === undefined) continue;
    const { bytes: _, records: __, sha256: ___, compression: ____, ...resource } = own;
    draft.files.set(`data/cut.${format}`, whole.subarray(0, whole.length >> 1));
    return addResource(draft, { ...resource, path: `data/cut.${format}`, format });
  }
  return 'not-in-format';
}

/** «가» in CP949. */
const CP949_NAME = Uint8Array.of(0xb0, 0xa1);

export const FILE_DEFECTS: readonly WholeDefect[] = [
  ofFile('F002', 'byte order mark', (draft) => {
    const [first] = draft.manifest.resources;
    return first === undefined ? 'no-items' : changeFile(draft, first, (bytes) => Buffer.from([0xef, 0xbb, 0xbf, ...bytes]));
  }),
  ofFormat(
    'F004',
    'mixed line ends',
    ['jsonl', 'csv'],
    'no-lines',
    withText((text) => text.replace(/(?<!\r)\n|\r\n/, (end) => (end === '\n' ? '\r\n' : '\n'))),
  ),
  ofFile('F005', 'cut gzip file', (draft) =>
    withCopy(draft, 'data/cut.gz', { path: 'data/cut.gz', compression: 'gzip' }, (bytes) => {
      const whole = gzipSync(bytes);
      return whole.subarray(0, whole.length >> 1);
    }),
  ),
  ...BINARY.map((format) => ofFile('F005', `cut ${format} file`, (draft, facts) => cutOwnFile(draft, format, facts))),
  ofFormat('F007', 'document that is cut short', ['json'], 'not-in-format', (bytes) => bytes.subarray(0, -8)),
  ofFile('F008', 'decomposed name', (draft) => {
    draft.files.set('읽어 보기.txt'.normalize('NFD'), bytesOf('메모'));
    return null;
  }),
  ofFile('F008', 'member with a CP949 name', (draft) =>
    withCopy(draft, 'data/packed.zip', { path: 'data/packed.zip!/*' }, (bytes) => zipOf(CP949_NAME, bytes)),
  ),
  ofFile('F009', 'empty file', (draft) => {
    draft.files.set('data/empty.jsonl', new Uint8Array());
    return addResource(draft, { path: 'data/empty.jsonl', format: 'jsonl' });
  }),
  ofFile('F010', 'file that grows while it is read', (draft) => {
    const path = 'data/growing.jsonl';
    return withCopy(draft, path, { path, format: 'jsonl' }, (bytes) => {
      draft.during = (folder) => appendFileSync(join(folder, path), '\n');
      return bytes;
    });
  }),
  ofFormat(
    'F011',
    'quote in a cell without quotes',
    ['csv'],
    'no-table',
    withText((text) => {
      const end = text.indexOf('\n');
      const columns = text.slice(0, end).split(',').length;
      return `${text}${new Array<string>(columns).fill('말 "그대로" 옮김').join(',')}\r\n`;
    }),
  ),
  ofFormat(
    'F012',
    'header of other names',
    ['csv'],
    'no-table',
    withText((text) => {
      const end = text.indexOf('\n');
      const names = text
        .slice(0, end)
        .split(',')
        .map((_, k) => `column ${k + 1}`);
      return `${names.join(',')}\r${text.slice(end)}`;
    }),
  ),
  ofFile('M006', 'file that nobody declares', (draft) => {
    if (/^(?:\.?\/)*\.?$/.test(draft.manifest.media?.root ?? 'none')) return 'below-media-root';
    draft.files.set('notes/undeclared.txt', bytesOf('메모'));
    return null;
  }),
];
