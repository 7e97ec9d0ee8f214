import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { RemoteFailure } from './failure.js';
import type { RemoteFacts } from './http.js';
import { ask, type Headers, type NetworkTuning, type Remote } from './request.js';

/** How a bucket is reached, by the environment variables that the AWS command line reads. */
export interface S3Settings {
  /** null: nobody signs, as for a public bucket */
  readonly credentials: S3Credentials | null;
  readonly region: string;
  /** of a service other than Amazon's */
  readonly endpoint: string | null;
  /** the bucket is the first name of the path, not of the host */
  readonly pathStyle: boolean;
}

interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION or AWS_DEFAULT_REGION, AWS_ENDPOINT_URL_S3 or
 * AWS_ENDPOINT_URL. JATDAE_S3_PATH_STYLE=0 or 1 decides the style; without it an endpoint is addressed by path.
 */
export function s3Settings(env: Environment): S3Settings {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = env;
  const endpoint = env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || null;
  const style = env.JATDAE_S3_PATH_STYLE;
  return {
    credentials:
      accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } : null,
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1',
    endpoint,
    pathStyle: style === undefined || style === '' ? endpoint !== null : !/^(?:0|false|no)$/iu.test(style),
  };
}

/** The bucket and the key, or the beginning of keys, that an address names. */
export function partsOfS3(address: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/isu.exec(address) ?? [];
  return { bucket, key };
}

/** An object. */
export function s3Remote(address: string, settings: S3Settings): Remote {
  const { bucket, key } = partsOfS3(address);
  return remoteAt(address, bucketUrl(bucket, settings, key), settings);
}

function remoteAt(address: string, url: URL | null, settings: S3Settings): Remote {
  if (url === null) throw new RemoteFailure(address, 'unreachable', 'ERR_INVALID_URL');
  return {
    shown: address,
    followsRedirects: false,
    prepare: async (headers) => ({ url, headers: await sign(url, headers, settings) }),
  };
}

function bucketUrl(bucket: string, { endpoint, region, pathStyle }: S3Settings, key: string): URL | null {
  // A bucket with dots in its name has no certificate as a host.
  const byPath = pathStyle || bucket.includes('.');
  const base = endpoint ?? `https://s3.${region}.amazonaws.com`;
  if (!URL.canParse(base) || !/^[A-Za-z0-9._-]+$/u.test(bucket)) return null;
  const url = new URL(base);
  if (!byPath) url.hostname = `${bucket}.${url.hostname}`;
  const path = [...(byPath ? [bucket] : []), ...(key === '' ? [] : [key.split('/').map(escapeName).join('/')])];
  url.pathname = [url.pathname.replace(/\/$/u, ''), ...path].join('/');
  return url;
}

/** RFC 3986: what a signature is made of, so what the server has to get. */
function escapeName(name: string): string {
  return encodeURIComponent(name).replace(/[!'()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

async function sign(url: URL, headers: Headers, { credentials, region }: S3Settings): Promise<Headers> {
  if (credentials === null) return headers;
  const { AwsV4Signer } = await import('aws4fetch');
  const signer = new AwsV4Signer({
    method: 'GET',
    url: url.href,
    headers: { ...headers },
    service: 's3',
    region,
    ...credentials,
  });
  return Object.fromEntries((await signer.sign()).headers.entries());
}

export interface S3Object extends RemoteFacts {
  readonly key: string;
  readonly size: number;
}

/** All objects whose keys begin as the address says, page by page. @throws RemoteFailure */
export async function listS3(address: string, settings: S3Settings, tuning?: NetworkTuning): Promise<S3Object[]> {
  const objects: S3Object[] = [];
  let token: string | null = null;
  // Names that XML cannot write come only escaped; others are plainer, and alike with every server, as they are.
  let escaped = false;
  for (;;) {
    const text = await ask(pageRemote(address, settings, token, escaped), {}, textOf, tuning);
    const page = await readPage(text);
    if (page === null && escaped) throw new RemoteFailure(address, 'malformed-listing');
    if (page === null) {
      escaped = true;
      continue;
    }
    for (const object of page.objects) objects.push(object);
    if (page.next === null) return objects;
    if (page.next === token) throw new RemoteFailure(address, 'malformed-listing');
    token = page.next;
  }
}

function pageRemote(address: string, settings: S3Settings, token: string | null, escaped: boolean): Remote {
  const { bucket, key: prefix } = partsOfS3(address);
  const url = bucketUrl(bucket, settings, '');
  const query = {
    'list-type': '2',
    prefix,
    ...(escaped ? { 'encoding-type': 'url' } : {}),
    ...(token === null ? {} : { 'continuation-token': token }),
  };
  // Not by URLSearchParams: it writes a space as `+`, which S3 takes as a plus.
  if (url !== null)
    url.search = Object.entries(query)
      .map(([name, value]) => `${name}=${escapeName(value)}`)
      .join('&');
  return remoteAt(address, url, settings);
}

/** A page is a few hundred KB. */
const PAGE_BYTES = 32 << 20;

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer) {
    chunks.push(chunk as Uint8Array);
    length += (chunk as Uint8Array).length;
    if (length > PAGE_BYTES) break;
  }
  return Buffer.concat(chunks, length).toString();
}

interface Page {
  readonly objects: readonly S3Object[];
  readonly next: string | null;
}

/** A ListBucketResult; null where it is none, or not well formed. */
export async function readPage(text: string): Promise<Page | null> {
  const { SaxesParser } = await import('saxes');
  const objects: S3Object[] = [];
  const top: Record<string, string> = {};
  let object: Record<string, string> | null = null;
  let content = '';
  let root = '';
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    if (open.length === 0) root = name;
    if (open.length === 1 && name === 'Contents') object = {};
    open.push(name);
    content = '';
  });
  parser.on('text', (more) => {
    content += more;
  });
  parser.on('closetag', ({ name }) => {
    open.pop();
    if (open.length === 1 && name === 'Contents' && object !== null) {
      objects.push(objectOf(object));
      object = null;
    } else if (open.length === 2 && object !== null) object[name] = content;
    else if (open.length === 1) top[name] = content;
    content = '';
  });
  try {
    parser.write(text).close();
  } catch {
    return null;
  }
  if (root !== 'ListBucketResult') return null;
  const isMore = top.IsTruncated === 'true';
  if (isMore && !top.NextContinuationToken) return null;
  const next = isMore ? (top.NextContinuationToken ?? null) : null;
  if (top.EncodingType !== 'url') return { objects, next };
  return { objects: objects.map((found) => ({ ...found, key: unescapeKey(found.key) })), next };
}

function objectOf({ Key = '', Size = '0', ETag = '', LastModified = '' }: Record<string, string>): S3Object {
  const modified = Date.parse(LastModified);
  return { key: Key, size: Number(Size), version: ETag, modified: Number.isNaN(modified) ? 0 : modified };
}

function unescapeKey(key: string): string {
  try {
    return decodeURIComponent(key.replace(/\+/gu, ' '));
  } catch {
    return key;
  }
}
