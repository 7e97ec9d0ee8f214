import { expect, it } from 'vitest';
import { mediaFile, mediaView, testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './A005-below-minimum.js';

const manifest = testManifest({
  media: { root: 'media', minimum: { width: 224, height: 224, sampleRate: 16_000, seconds: 0.5 } },
});
const files = [
  mediaFile('media/small.png', { width: 120, height: 90 }),
  mediaFile('media/flat.png', { width: 640, height: 100 }),
  mediaFile('media/right.png', { width: 224, height: 224 }),
  mediaFile('media/phone.wav', { sampleRate: 8000, seconds: 3 }),
  mediaFile('media/click.wav', { sampleRate: 16_000, seconds: 0.02 }),
  mediaFile('media/drawing.svg'),
];

it('names the first measure that falls short; what a format does not tell is not judged', () => {
  expect(messages(rule, judgeView(rule, { manifest, media: mediaView(files, []) }), 'en')).toEqual([
    'media/small.png: width in pixels 120 is below the minimum that the manifest sets, 224.',
    'media/flat.png: height in pixels 100 is below the minimum that the manifest sets, 224.',
    'media/phone.wav: sampling rate in Hz 8,000 is below the minimum that the manifest sets, 16,000.',
    'media/click.wav: length in seconds 0.02 is below the minimum that the manifest sets, 0.5.',
  ]);
});

it('asks for nothing where the manifest sets no minimum', () => {
  expect(judgeView(rule, { manifest: testManifest({ media: { root: 'media' } }), media: mediaView(files, []) })).toEqual([]);
});
