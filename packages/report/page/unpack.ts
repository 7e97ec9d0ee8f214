import type { PageData } from '../src/html/page-data.js';

/** The data of the page, as `packPageData` put it there. */
export async function unpack(base64: string): Promise<PageData> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(stream).json()) as PageData;
}
