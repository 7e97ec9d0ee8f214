/**
 * Media that a browser shows without running anything of theirs, by what their content is (never by their name): their MIME type. SVG is a
 * document with scripts, TIFF and AVI are no format of a browser.
 */
const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  matroska: 'video/webm',
};

export const mediaType = (type: string | null): string | null =>
  type !== null && Object.hasOwn(TYPES, type) ? (TYPES[type] ?? null) : null;

export function mediaKind(type: string | null): 'image' | 'audio' | 'video' | 'other' {
  const [kind] = (mediaType(type) ?? 'other').split('/');
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'other';
}
