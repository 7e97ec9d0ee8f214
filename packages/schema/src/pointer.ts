/** JSON Pointer (RFC 6901) of a child. */
export function childPointer(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The keys of a JSON Pointer. */
export function pointerKeys(pointer: string): string[] {
  return pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A pointer as people write paths: `/subMetrics/2/id` is `subMetrics[2].id`. */
export function readablePath(pointer: string): string {
  return pointerKeys(pointer)
    .map((key, k) => {
      if (/^\d+$/.test(key)) return `[${key}]`;
      if (!/^[\p{L}\p{N}_$-]+$/u.test(key)) return `[${JSON.stringify(key)}]`;
      return k === 0 ? key : `.${key}`;
    })
    .join('');
}
