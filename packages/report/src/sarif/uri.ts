/** Half of a surrogate pair, which no UTF-8 can hold. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/** A path of the deliverable as a relative reference (RFC 3986, 4.2), each segment percent-encoded: `data/예절.jsonl` as `data/%EC%98%88%EC%A0%88.jsonl`. */
export function relativeUri(path: string): string {
  const encoded = path.replace(LONE, '\ufffd').split('/').map(encodeURIComponent).join('/');
  // What starts with a slash would name another host or the root of the disk.
  return encoded.replace(/^\/+/u, (slashes) => '%2F'.repeat(slashes.length));
}
