import type { CopyItem } from './copy-item.js';
import type { Draft } from './draft.js';
import type { Reason } from './reasons.js';
import { changeManifest, type WholeDefect } from './whole-defect.js';

/** The first medium of each item of the base: they share none. */
const firstMedia = ({ items }: Draft): readonly string[] => items.flatMap(({ media }: CopyItem) => media[0]?.path ?? []);

const ofMedia = (
  code: string,
  name: string,
  spoil: (draft: Draft, first: string, others: readonly string[]) => Reason | null,
): WholeDefect => ({
  code,
  name,
  base: 'media',
  spoil(draft) {
    const [first, ...others] = firstMedia(draft);
    return first === undefined ? 'no-media' : spoil(draft, first, others);
  },
});

/** A picture of one pixel (GIF89a): no other format begins like it. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
/** A PNG file's first bytes, for what is named .gif. */
const OTHER = Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1');

const endingOf = (path: string): string => path.slice(path.lastIndexOf('.')).toLowerCase();

export const MEDIA_DEFECTS: readonly WholeDefect[] = [
  ofMedia('A001', 'missing file', ({ media }, first) => {
    media.delete(first);
    return null;
  }),
  ofMedia('A002', 'empty file', ({ media }, first) => {
    media.set(first, new Uint8Array());
    return null;
  }),
  ofMedia('A002', 'content of another type', ({ media }, first) => {
    media.set(first, endingOf(first) === '.gif' ? OTHER : PIXEL);
    return null;
  }),
  ofMedia('A003', 'file that no item refers to', (draft, first) => {
    const { media, manifest } = draft;
    if (manifest.media === undefined) return 'no-media-root';
    const root = manifest.media.root.replace(/^\.?\/|\/$/g, '');
    media.set(`${root === '' || root === '.' ? '' : `${root}/`}selftest-unused${endingOf(first)}`, media.get(first) ?? PIXEL);
    return null;
  }),
  ofMedia('A004', 'one picture under two names', ({ media }, first, others) => {
    const other = others.find((path) => endingOf(path) === endingOf(first));
    if (other === undefined) return 'few-items';
    media.set(other, media.get(first) ?? PIXEL);
    return null;
  }),
  {
    ...ofMedia('A005', 'minimum that no file reaches', (draft) =>
      changeManifest(draft, { media: { ...(draft.manifest.media ?? { root: '.' }), minimum: { bytes: 2 ** 40 } } }),
    ),
    prepare(draft) {
      const { minimum: _, ...media } = draft.manifest.media ?? { root: '.' };
      changeManifest(draft, { media });
    },
  },
];
