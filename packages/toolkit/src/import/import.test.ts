import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { validate } from '@jatdae/validator';
import { parquetWriteFile } from 'hyparquet-writer';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layFiles } from '../init/testing/lay.js';
import { csv, jsonl, quizzes } from '../init/testing/shapes.js';
import { importInto } from './testing/import-into.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jatdae-import-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const json = (value: unknown): string => JSON.stringify(value);
const rows = (count: number, about: string): Record<string, string>[] =>
  quizzes(count, about).map(({ question, choices, key }, k) => ({
    번호: `${about}-${k}`,
    물음: question,
    ...Object.fromEntries(choices.map((choice, c) => ['ABCD'.charAt(c), choice])),
    답: 'ABCD'.charAt(key),
  }));

/** Codes of findings about the manifest, files and items; files that it does not declare are no faults of it (M006). */
async function faults(folder: string): Promise<string[]> {
  const result = await validate(folder, { language: 'en', engine: 'inline' });
  if (result.status !== 'judged') throw new Error(json(result.problems));
  return result.report.rules.filter(({ code, count }) => count > 0 && /^[FI]|^M00[3-57]/.test(code)).map(({ code }) => code);
}

describe('a Data Package of version 1, written by hand', () => {
  const train = csv(rows(40, '수도'), ';');
  const descriptor = {
    profile: 'tabular-data-package',
    name: 'capital_quiz',
    title: '수도 문제',
    version: '1.2',
    licenses: [{ name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' }],
    resources: [
      {
        name: 'train',
        path: './data/train.csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        dialect: { delimiter: ';' },
        bytes: Buffer.byteLength(train),
        hash: `sha256:${createHash('sha256').update(train).digest('hex')}`,
        schema: { fields: [{ name: '번호' }, { name: '물음' }], primaryKey: '번호' },
      },
      {
        name: 'test',
        path: ['data/test.csv'],
        format: 'csv',
        hash: 'd41d8cd98f00b204e9800998ecf8427e',
        dialect: { delimiter: ';' },
      },
      { name: 'far', path: 'https://example.org/data/far.csv' },
      { name: 'gone', path: 'data/gone.csv' },
      { name: 'inline', data: [{ a: 1 }] },
    ],
  };

  it("gives a manifest with the description's word before every guess", async () => {
    const files = {
      'datapackage.json': json(descriptor),
      'data/train.csv': train,
      'data/test.csv': csv(rows(8, '강'), ';'),
      'data/other.csv': csv(rows(8, '산')),
    };
    const folder = await layFiles(root, files);
    const { manifest, text, proposal } = await importInto(folder, 'en');
    expect(manifest.dataset).toMatchObject({ name: 'capital-quiz', title: '수도 문제', version: '1.2.0', license: 'CC-BY-4.0' });
    const [first, second, ...others] = [...manifest.resources].sort((a, b) => (a.path < b.path ? 1 : -1));
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      path: 'data/train.csv',
      format: 'csv',
      encoding: 'utf-8',
      csv: { delimiter: ';' },
      split: { value: 'public' },
      fields: { id: '번호', question: '물음', choices: ['A', 'B', 'C', 'D'], answer: { field: '답', as: 'letter' } },
      bytes: Buffer.byteLength(train),
      sha256: createHash('sha256').update(train).digest('hex'),
    });
    expect(second).toMatchObject({ path: 'data/test.csv', split: { value: 'leaderboard' } });
    expect(second).not.toHaveProperty('sha256');
    expect(text).toContain('id: 번호 # the key that the description names');
    expect(text).toContain('datapackage.json and the data');
    expect(text).toContain('https://example.org/data/far.csv: a file at an address is not fetched');
    expect(text).toContain('data/gone.csv: named by the description, but not in the folder');
    expect(text).toContain("The resource 'inline' names no file");
    expect(proposal.decisions.find(({ id }) => id === 'title')?.settled).toBe(true);
    expect(await faults(folder)).toEqual([]);
  });

  it('takes a downloaded file for the one at the address', async () => {
    const resources = [{ name: 'far', path: 'https://example.org/v1/far.csv?download=1', schema: { primaryKey: ['번호'] } }];
    const folder = await layFiles(root, { 'datapackage.json': json({ name: 'x', resources }), 'far.csv': csv(rows(20, '수도')) });
    const { manifest, text } = await importInto(folder);
    expect(manifest.resources[0].path).toBe('far.csv');
    expect(text).not.toContain('example.org');
  });

  it('reads tables without a header by the names of its schema, in the encoding that it tells', async () => {
    const text = csv(rows(20, '수도')).split('\r\n').slice(1).join('\r\n');
    const fields = ['번호', '물음', 'A', 'B', 'C', 'D', '답'].map((name) => ({ name, type: 'string' }));
    const resource = { path: 'a.txt', format: 'csv', encoding: 'cp949', dialect: { header: false }, schema: { fields } };
    const folder = await layFiles(root, {
      'datapackage.json': json({ resources: [{ name: 'a', ...resource }] }),
      'a.txt': iconv.encode(text, 'cp949'),
    });
    const { manifest } = await importInto(folder);
    expect(manifest.resources[0]).toMatchObject({ format: 'csv', encoding: 'cp949', csv: { header: false } });
    expect(manifest.resources[0].fields).toMatchObject({ question: '물음', answer: { field: '답', as: 'letter' } });
    expect(await faults(folder)).toEqual(['F002']);
  });
});

describe('a Croissant description as the Hugging Face Hub writes it', () => {
  const repository = 'https://huggingface.co/datasets/some/quiz/tree/refs%2Fconvert%2Fparquet';
  const field = (name: string, extract: object, more: object = {}): object => ({
    '@type': 'cr:Field',
    '@id': `default/${name}`,
    dataType: 'sc:Text',
    source: { fileSet: { '@id': 'parquet-files-for-config-default' }, extract },
    ...more,
  });
  const description = {
    '@context': { '@vocab': 'https://schema.org/', cr: 'http://mlcommons.org/croissant/' },
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: 'quiz',
    alternateName: ['some/quiz'],
    inLanguage: 'ko',
    license: 'https://choosealicense.com/licenses/cc-by-4.0/',
    distribution: [
      {
        '@type': 'cr:FileObject',
        '@id': 'repo',
        name: 'repo',
        contentUrl: repository,
        encodingFormat: 'git+https',
        sha256: 'https://github.com/mlcommons/croissant/issues/80',
      },
      {
        '@type': 'cr:FileSet',
        '@id': 'parquet-files-for-config-default',
        containedIn: { '@id': 'repo' },
        encodingFormat: 'application/x-parquet',
        includes: 'default/*/*.parquet',
      },
    ],
    recordSet: [
      {
        '@type': 'cr:RecordSet',
        dataType: 'cr:Split',
        '@id': 'default_splits',
        data: [{ 'default_splits/split_name': 'train' }],
      },
      {
        '@type': 'cr:RecordSet',
        '@id': 'default',
        field: [
          field('split', { fileProperty: 'fullpath' }, { references: { field: { '@id': 'default_splits/split_name' } } }),
          field('question', { column: 'question' }),
          field('choices', { column: 'choices' }, { isArray: true, arrayShape: '-1' }),
          field('answer', { column: 'target' }, { dataType: 'cr:Int64' }),
        ],
      },
    ],
  };

  async function layParquet(): Promise<string> {
    const folder = await layFiles(root, { 'croissant.json': json(description) });
    for (const [split, count] of [
      ['train', 40],
      ['test', 8],
    ] as const) {
      const all = quizzes(count, split);
      const filename = join(folder, `default/${split}/0000.parquet`);
      await mkdir(dirname(filename), { recursive: true });
      parquetWriteFile({
        filename,
        columnData: [
          { name: 'question', data: all.map(({ question }) => question), type: 'STRING' },
          { name: 'choices', data: all.map(({ choices }) => choices), type: 'JSON' },
          { name: 'target', data: all.map(({ key }) => key), type: 'INT32' },
        ],
      });
    }
    return folder;
  }

  it('finds the files of a set below the folder as they stand in the repository', async () => {
    const folder = await layParquet();
    const { manifest, text } = await importInto(folder);
    expect(manifest.dataset).toMatchObject({ name: 'quiz', title: 'some/quiz', languages: ['ko'] });
    expect(manifest.dataset).not.toHaveProperty('license');
    expect(manifest.resources.map(({ path, split }: { path: string; split: object }) => [path, split])).toEqual([
      ['default/test/0000.parquet', { value: 'leaderboard' }],
      ['default/train/0000.parquet', { value: 'public' }],
    ]);
    for (const { format, fields } of manifest.resources) {
      expect(format).toBe('parquet');
      expect(fields).toMatchObject({ question: 'question', choices: 'choices', answer: { field: 'target', as: 'index0' } });
    }
    expect(text).toContain(`${repository}: 주소에 있는 파일은 내려받지 않았습니다`);
    expect(await faults(folder)).toEqual(['I003']);
  });

  it('reads items inside a document where JSONPaths lead into it, and a file inside an archive that is not there is told', async () => {
    const source = (path: string): object => ({ fileObject: { '@id': 'all' }, extract: { jsonPath: `$.data.items[*].${path}` } });
    const folder = await layFiles(root, {
      'metadata.json': json({
        '@type': 'Dataset',
        name: 'Capitals',
        version: 2,
        distribution: [
          { '@type': 'FileObject', '@id': 'all', contentUrl: 'all.json', encodingFormat: 'application/json' },
          { '@type': 'FileObject', '@id': 'zip', contentUrl: 'more.zip', encodingFormat: 'application/zip' },
          {
            '@type': 'FileSet',
            '@id': 'more',
            containedIn: { '@id': 'zip' },
            includes: ['*.json'],
            encodingFormat: 'application/json',
          },
        ],
        recordSet: [
          {
            '@id': 'r',
            key: { '@id': 'r/n' },
            field: [
              { '@id': 'r/n', name: 'n', source: source('no') },
              { '@id': 'r/q', name: 'question', source: source('text') },
            ],
          },
        ],
      }),
      'all.json': json({
        data: { items: quizzes(30).map(({ question, choices, key }, no) => ({ no, text: question, choices, answer: key })) },
        other: [{ question: 'x' }],
      }),
    });
    const { manifest, text } = await importInto(folder, 'en');
    expect(manifest.dataset.version).toBe('2.0.0');
    expect(manifest.resources).toMatchObject([
      {
        path: 'all.json',
        at: '/data/items',
        fields: { id: 'no', question: 'text', choices: 'choices', answer: { as: 'index0' } },
      },
    ]);
    expect(text).toContain('more.zip!/*.json: named by the description, but not in the folder');
    expect(await faults(folder)).toEqual([]);
  });
});

describe('a description that cannot be used', () => {
  const data = jsonl(quizzes(20));
  const at = (path: string): object => ({ resources: [{ name: 'a', path }] });
  const object = (contentUrl: string): object => ({ distribution: [{ '@type': 'cr:FileObject', '@id': 'a', contentUrl }] });

  it.each([
    ['a path with ..', at('../secret.jsonl'), 'may lead out of the folder'],
    ['.. in the middle', at('data/../../secret.jsonl'), 'may lead out of the folder'],
    ['.. behind a backslash', at('data\\..\\..\\secret.jsonl'), 'may lead out of the folder'],
    ['an absolute path', at('/etc/passwd'), 'may lead out of the folder'],
    ['a drive', at('C:/secret.jsonl'), 'may lead out of the folder'],
    ['an address of a local file', object('file:///etc/passwd'), 'may lead out of the folder'],
    ['a pattern with ..', { distribution: [{ '@id': 'a', includes: '../**/*.jsonl' }] }, 'may lead out of the folder'],
    ['a path that is very long', at('a'.repeat(5000)), 'cannot be the path of a file'],
    ['a path with a control character', at('a\u0000.jsonl'), 'cannot be the path of a file'],
    ['no resources', { resources: [] }, 'lists no resources'],
    ['resources that are none', { resources: 'a.jsonl' }, 'lists no resources'],
    ['no distribution', { conformsTo: 'http://mlcommons.org/croissant/1.0' }, 'lists no files'],
    ['another document', { name: 'x' }, 'neither Croissant'],
    ['files that are not there', at('b.jsonl'), 'b.jsonl: named by the description'],
    ['an address alone', at('https://example.org/x/'), 'is not fetched'],
  ])('%s is told in a sentence', async (_, description, sentence) => {
    const folder = await layFiles(root, { 'datapackage.json': json(description), 'a.jsonl': data, '../secret.jsonl': data });
    await expect(importInto(folder)).rejects.toMatchObject({
      name: 'UsageError',
      localized: { ko: expect.stringMatching(/\p{Script=Hangul}/u), en: expect.stringContaining(sentence) },
    });
  });

  it.each([
    ['no JSON', '{"resources": ['],
    ['a list', '[]'],
    ['nested very deep', `${'['.repeat(200_000)}`],
    ['no UTF-8', new Uint8Array([0x7b, 0xff, 0xfe])],
    ['empty', ''],
  ])('%s is told in a sentence', async (_, content) => {
    const folder = await layFiles(root, { 'croissant.json': content });
    await expect(importInto(folder)).rejects.toMatchObject({
      localized: { en: expect.stringContaining('cannot be read as a JSON object') },
    });
  });

  it('containers in a circle, and ones that multiply, end with the rest of the description', async () => {
    const many = Array.from({ length: 400 }, (_, k) => `d${k}/*.jsonl`);
    const node = (id: string, inside: string, more: object = {}): object => ({
      '@id': id,
      containedIn: { '@id': inside },
      ...more,
    });
    const zip = { encodingFormat: 'application/zip' };
    const distribution = [
      node('x', 'y', { includes: '*.jsonl', ...zip }),
      node('y', 'x', { includes: '*.jsonl', ...zip }),
      node('m', 'n', { includes: many, ...zip }),
      node('n', 'm', { includes: many, ...zip }),
      { '@id': 'a', contentUrl: 'a.jsonl' },
    ];
    const recordSet = [{ field: ['x', 'm'].map((id) => ({ source: { fileSet: { '@id': id }, extract: { column: 'c' } } })) }];
    const folder = await layFiles(root, { 'croissant.json': json({ distribution, recordSet }), 'a.jsonl': data });
    const { manifest, text } = await importInto(folder, 'en');
    expect(manifest.resources).toHaveLength(1);
    expect(text).toContain("'x' is left out: its containedIn leads in a circle");
    expect(text).toContain("'m' is left out");
  });

  it('a link to a description outside of the folder is not followed, nor one to data', async () => {
    const outside = await layFiles(root, { 'datapackage.json': json(at('a.jsonl')), 'a.jsonl': data });
    const folder = await layFiles(root, { 'note.md': '' });
    await symlink(join(outside, 'datapackage.json'), join(folder, 'datapackage.json'));
    await expect(importInto(folder)).rejects.toMatchObject({
      localized: { en: expect.stringContaining('link to a file outside') },
    });
    const linked = await layFiles(root, { 'datapackage.json': json(at('a.jsonl')) });
    await symlink(join(outside, 'a.jsonl'), join(linked, 'a.jsonl'));
    await expect(importInto(linked)).rejects.toMatchObject({ localized: { en: expect.stringContaining('not in the folder') } });
  });

  it('two descriptions in a folder have to be told apart; either can be given itself', async () => {
    const folder = await layFiles(root, {
      'datapackage.json': json(at('a.jsonl')),
      'croissant.json': json(object('a.jsonl')),
      'a.jsonl': data,
    });
    await expect(importInto(folder)).rejects.toMatchObject({
      localized: { en: expect.stringContaining('several descriptions') },
    });
    const { manifest } = await importInto(join(folder, 'datapackage.json'));
    expect(manifest.resources[0].path).toBe('a.jsonl');
  });

  it('values of other types than the standard has are as if they were not there', async () => {
    const odd = { name: 7, title: [], version: {}, licenses: 'x', languages: 3, sources: null };
    const resource = {
      name: {},
      path: 'a.jsonl',
      format: 5,
      mediatype: [],
      encoding: 'klingon',
      dialect: 'd.json',
      bytes: -1,
      hash: true,
      schema: 'https://example.org/s.json',
    };
    const folder = await layFiles(root, {
      'datapackage.json': json({ ...odd, resources: [null, 1, 'x', resource] }),
      'a.jsonl': data,
    });
    const { manifest, text } = await importInto(folder, 'en');
    expect(manifest.dataset).toMatchObject({ name: 'quiz', version: '1.0.0' });
    expect(manifest.resources).toHaveLength(1);
    expect(manifest.resources[0]).not.toHaveProperty('bytes');
    expect(text).toContain("The encoding 'klingon'");
  });
});
