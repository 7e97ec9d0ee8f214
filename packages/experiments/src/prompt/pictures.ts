import type { AskedItem, AskedMedium, OpenItems } from '@jatdae/validator';

/** Types by content that servers of the protocol take as pictures. */
const SENT: ReadonlySet<string> = new Set(['png', 'jpeg', 'gif', 'webp']);

/** Bytes; the servers that state a limit refuse larger pictures. */
const LARGEST = 20 << 20;

export const sendablePicture = ({ file, type, bytes }: AskedMedium): boolean =>
  file !== null && type !== null && SENT.has(type) && bytes <= LARGEST;

/** The pictures of an item as data URLs, in its order; null where one of them cannot be read. */
export async function picturesOf({ media }: AskedItem, { medium }: Pick<OpenItems, 'medium'>): Promise<string[] | null> {
  const urls: string[] = [];
  for (const { file, type } of media) {
    const bytes = file === null ? null : await medium(file);
    if (bytes === null) return null;
    urls.push(`data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`);
  }
  return urls;
}
