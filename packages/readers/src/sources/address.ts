import { refusalOfName } from '../archive/member.js';
import { FileRefused, type Refusal } from '../folder.js';

/** Where a deliverable lies that is no folder here: `http(s)://…`, or `s3://bucket/key` with the key as it is, nothing escaped. */
export const isRemote = (root: string): boolean => /^(?:https?|s3):\/\//iu.test(root);

export const isS3 = (root: string): boolean => /^s3:\/\//iu.test(root);

/** For people to read: no user, no password, no query, which may be a signature. */
export function shownAddress(address: string): string {
  if (!isRemote(address) || isS3(address)) return address;
  const url = parseUrl(address);
  if (url === null) return address.replace(/^([a-z]+:\/\/)[^/?#]*@/iu, '$1').replace(/[?#].*$/su, '');
  return `${url.origin}${unescaped(url.pathname)}${url.search === '' ? '' : '?…'}`;
}

/** The last name in an address, without its query. */
export function nameOfAddress(address: string): string {
  const path = isS3(address) ? address : (parseUrl(address)?.pathname ?? address);
  return (isS3(address) ? (text: string) => text : unescaped)(path.replace(/\/+$/u, '').replace(/^.*\//su, ''));
}

/** The address of what holds a file, with the same query, and the file's name in it. */
export function parentOfAddress(address: string): { readonly root: string; readonly name: string } {
  if (isS3(address)) return { root: address.replace(/[^/]*$/u, ''), name: nameOfAddress(address) };
  const url = new URL(address);
  url.pathname = url.pathname.replace(/[^/]*$/u, '');
  return { root: url.href, name: nameOfAddress(address) };
}

/** The address of a file below a root; the root itself for ''. @throws FileRefused for a name that leads elsewhere */
export function addressBelow(root: string, stored: string): string {
  const refusal = refusalOfRemoteName(stored);
  if (refusal !== null) throw new FileRefused(stored, refusal);
  if (stored === '' || isS3(root)) return root + stored;
  const url = new URL(root);
  url.pathname += stored.split('/').map(encodeURIComponent).join('/');
  return url.href;
}

/** A name that an address cannot say, or with which it would say another: `.` and `..` are done away with on the way. */
export function refusalOfRemoteName(stored: string): Refusal | null {
  const refusal = refusalOfName(stored);
  if (refusal !== null) return refusal;
  return stored.split('/').includes('.') ? 'parent' : null;
}

function parseUrl(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
