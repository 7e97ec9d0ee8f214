import { ebml } from './ebml.js';
import { flac } from './flac.js';
import type { MediaFormat } from './format.js';
import { aac, mp3 } from './frames.js';
import { gif } from './gif.js';
import { jpeg } from './jpeg.js';
import { heif, mp4 } from './mp4.js';
import { ogg } from './ogg.js';
import { avi, RECOGNISED } from './others.js';
import { bmp, svg, webp } from './pictures.js';
import { png } from './png.js';
import { tiff } from './tiff.js';
import { wav } from './wav.js';

/** In the order in which they are asked to recognise a file: those with the weakest marks come last. */
export const MEDIA_FORMATS: readonly MediaFormat[] = [
  png,
  jpeg,
  gif,
  webp,
  tiff,
  heif,
  mp4,
  ebml,
  wav,
  flac,
  ogg,
  avi,
  ...RECOGNISED,
  bmp,
  svg,
  aac,
  mp3,
];
