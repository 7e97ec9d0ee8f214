import type { Context } from 'hono';
import { RequestProblem } from '../problem.js';
import { mediaType } from '../review/media-types.js';
import type { Prepared, Sample } from '../review/session.js';

/**
 * A medium of an item of the sample: by its number, never by a path, and only what the deliverable's own tree holds. It comes with the type that
 * its content has, and where it may be shown at all.
 */
export async function answerMedium(context: Context, { items }: Prepared, { drawn }: Sample): Promise<Response> {
  const { item, index } = context.req.param();
  const medium = drawn.get(Number(item))?.asked.media[Number(index)];
  const type = mediaType(medium?.type ?? null);
  const bytes = medium === undefined || medium.file === null || type === null ? null : await items.medium(medium.file);
  if (bytes === null || type === null) throw missing();
  const headers = { 'content-type': type, 'accept-ranges': 'bytes', 'content-security-policy': "default-src 'none'; sandbox" };
  const range = rangeOf(context.req.header('range'), bytes.length);
  if (range === null) return new Response(new Uint8Array(bytes), { headers });
  const { from, to } = range;
  if (from >= bytes.length || from > to)
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${bytes.length}` } });
  return new Response(new Uint8Array(bytes.subarray(from, to + 1)), {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to}/${bytes.length}` },
  });
}

/** One range of bytes (RFC 9110, section 14.1.2); what is not one asks for the whole. */
function rangeOf(header: string | undefined, size: number): { readonly from: number; readonly to: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/u.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') return { from: Math.max(0, size - Number(last)), to: size - 1 };
  return { from: Number(first), to: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

const missing = (): RequestProblem =>
  new RequestProblem('not-found', {
    ko: '납품물에 없거나, 브라우저에서 보여 줄 수 없는 미디어입니다. 납품물에서 직접 여십시오.',
    en: 'The deliverable does not hold this medium, or a browser cannot show it. Open it from the deliverable itself.',
  });
