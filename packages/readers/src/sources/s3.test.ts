import { afterEach, expect, it } from 'vitest';
import { listedTree } from './remote-tree.js';
import { type Environment, listS3, partsOfS3, readPage, s3Remote, s3Settings } from './s3.js';
import { withServer } from './testing-server.js';

const saved = { ...process.env };
afterEach(() => {
  process.env = { ...saved };
});

const urlOf = async (address: string, environment: Environment): Promise<string> =>
  (await s3Remote(address, s3Settings(environment)).prepare({})).url.href;

it('takes everything behind the bucket as the key, whatever it looks like', () => {
  expect(partsOfS3('s3://bucket')).toEqual({ bucket: 'bucket', key: '' });
  expect(partsOfS3('s3://bucket/')).toEqual({ bucket: 'bucket', key: '' });
  expect(partsOfS3('S3://bucket/한글 a/b%20+?#.zip')).toEqual({ bucket: 'bucket', key: '한글 a/b%20+?#.zip' });
});

it.each([
  ['Amazon by the host', {}, 'https://bucket.s3.us-east-1.amazonaws.com/a%20b%2B%25.zip'],
  ['another region', { AWS_REGION: 'ap-northeast-2' }, 'https://bucket.s3.ap-northeast-2.amazonaws.com/a%20b%2B%25.zip'],
  [
    'the older name of the region',
    { AWS_DEFAULT_REGION: 'eu-west-1' },
    'https://bucket.s3.eu-west-1.amazonaws.com/a%20b%2B%25.zip',
  ],
  ['an endpoint by the path', { AWS_ENDPOINT_URL: 'http://localhost:9000' }, 'http://localhost:9000/bucket/a%20b%2B%25.zip'],
  [
    'the endpoint of S3 before that of all services',
    { AWS_ENDPOINT_URL: 'http://other', AWS_ENDPOINT_URL_S3: 'http://localhost:9000/s3/' },
    'http://localhost:9000/s3/bucket/a%20b%2B%25.zip',
  ],
  [
    'an endpoint by the host, where that is asked for',
    { AWS_ENDPOINT_URL: 'https://s3.example.kr', JATDAE_S3_PATH_STYLE: '0' },
    'https://bucket.s3.example.kr/a%20b%2B%25.zip',
  ],
  [
    'Amazon by the path, where that is asked for',
    { JATDAE_S3_PATH_STYLE: '1' },
    'https://s3.us-east-1.amazonaws.com/bucket/a%20b%2B%25.zip',
  ],
])('reaches %s', async (_, environment, url) => expect(await urlOf('s3://bucket/a b+%.zip', environment)).toBe(url));

it('a bucket with dots in its name has no certificate as a host', async () => {
  expect(await urlOf('s3://my.bucket/a', {})).toBe('https://s3.us-east-1.amazonaws.com/my.bucket/a');
});

it('signs where there are credentials, with the session’s token, and nothing where there are none', async () => {
  const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };
  const { headers } = await s3Remote('s3://bucket/a', s3Settings(keys)).prepare({ range: 'bytes=0-1' });
  expect(headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/us-east-1\/s3\/aws4_request, SignedHeaders=host;/u,
  );
  expect(headers['x-amz-security-token']).toBe('token');
  expect(headers.range).toBe('bytes=0-1');
  expect(JSON.stringify(headers)).not.toContain('secret');
  expect((await s3Remote('s3://bucket/a', s3Settings({})).prepare({ range: 'bytes=0-1' })).headers).toEqual({
    range: 'bytes=0-1',
  });
});

const page = (contents: string, more = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name>${more}${contents}</ListBucketResult>`;
const object = (key: string, size = 1): string =>
  `<Contents><Key>${key}</Key><LastModified>2024-12-20T01:02:03.000Z</LastModified><ETag>&quot;e&quot;</ETag><Size>${size}</Size><Owner><ID>1</ID></Owner></Contents>`;
const keysOf = async (text: string): Promise<string[] | undefined> => (await readPage(text))?.objects.map(({ key }) => key);

it('reads a page: keys as they are, also with what XML has to escape, and spaces at their ends', async () => {
  const text = page(object('a &amp; b&lt;1&gt;.jsonl', 12) + object('한글/100%25+ .json'));
  expect(await readPage(text)).toEqual({
    objects: [
      { key: 'a & b<1>.jsonl', size: 12, version: '"e"', modified: Date.UTC(2024, 11, 20, 1, 2, 3) },
      { key: '한글/100%25+ .json', size: 1, version: '"e"', modified: Date.UTC(2024, 11, 20, 1, 2, 3) },
    ],
    next: null,
  });
});

it('reads a page whose keys are escaped', async () => {
  const escaped = '<EncodingType>url</EncodingType>';
  expect(await keysOf(page(object('%ED%95%9C+a%2Bb%2525.json'), escaped))).toEqual(['한 a+b%25.json']);
});

it.each([
  ['no XML', 'oops'],
  ['another document', '<Error><Code>NoSuchBucket</Code></Error>'],
  ['a page cut short', page(object('a')).slice(0, -20)],
  ['more to come, but not where', page(object('a'), '<IsTruncated>true</IsTruncated>')],
])('takes %s for no list', async (_, text) => expect(await readPage(text)).toBeNull());

it('follows the list to its end, also where a name can only be had escaped', async () => {
  await withServer(
    (request, response) => {
      const { searchParams } = new URL(request.url ?? '', 'http://host');
      const isFirst = searchParams.get('continuation-token') === null;
      const isEscaped = searchParams.get('encoding-type') === 'url';
      const more = `<IsTruncated>${isFirst}</IsTruncated><NextContinuationToken>a/+=&amp;</NextContinuationToken>`;
      const second = isEscaped ? object('p/%01b') : object('p/&#x1;b');
      if (!isFirst) expect(searchParams.get('continuation-token')).toBe('a/+=&');
      expect(searchParams.get('prefix')).toBe('p a+/');
      response.end(page(isFirst ? object('p/a') : second, `${isEscaped ? '<EncodingType>url</EncodingType>' : ''}${more}`));
    },
    async (endpoint, seen) => {
      const objects = await listS3('s3://bucket/p a+/', s3Settings({ AWS_ENDPOINT_URL: endpoint }));
      expect(objects.map(({ key }) => key)).toEqual(['p/a', 'p/\u0001b']);
      expect(seen.length).toBe(3);
    },
  );
});

it('ends where the server gives the same page for ever', async () => {
  const again = page(object('a'), '<IsTruncated>true</IsTruncated><NextContinuationToken>x</NextContinuationToken>');
  await withServer(
    (_, response) => response.end(again),
    async (endpoint) => {
      const listing = listS3('s3://bucket/', s3Settings({ AWS_ENDPOINT_URL: endpoint }));
      await expect(listing).rejects.toMatchObject({ reason: 'malformed-listing' });
    },
  );
});

it('tells of the region that a bucket is in', async () => {
  await withServer(
    (_, response) => response.writeHead(301, { 'x-amz-bucket-region': 'ap-northeast-2' }).end(),
    async (endpoint) => {
      const listing = listS3('s3://bucket/', s3Settings({ AWS_ENDPOINT_URL: endpoint }));
      await expect(listing).rejects.toMatchObject({ reason: 'region', detail: 'ap-northeast-2' });
    },
  );
});

it('makes a tree of keys: folders are none, and a key that leads elsewhere is refused', async () => {
  const keys = ['p/', 'p/a.jsonl', 'p/b/', 'p/../c', 'p/b/./d', 'p//e', 'p/f\\g', 'p/.git/h', 'p/.DS_Store', 'p/한.json'];
  await withServer(
    (_, response) => response.end(page(keys.map((key) => object(key, key.endsWith('/') ? 0 : 7)).join(''))),
    async (endpoint) => {
      process.env.AWS_ENDPOINT_URL = endpoint;
      const { entries } = await listedTree('s3://bucket/p/');
      expect(entries.map(({ stored, kind, reason, size }) => [stored, kind, reason, size])).toEqual([
        ['../c', 'refused', 'parent', 0],
        ['/e', 'refused', 'absolute', 0],
        ['a.jsonl', 'file', null, 7],
        ['b/./d', 'refused', 'parent', 0],
        ['f\\g', 'refused', 'backslash', 0],
        ['한.json', 'file', null, 7],
      ]);
    },
  );
});
