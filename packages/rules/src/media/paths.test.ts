import { expect, it } from 'vitest';
import { mediaPaths, mediaPrefix } from './paths.js';

it('looks below the media root first, then below the root of the deliverable', () => {
  expect(mediaPaths('images/a.png', 'media')).toEqual(['media/images/a.png', 'images/a.png']);
  expect(mediaPaths('./images//a.png', '')).toEqual(['images/a.png']);
  expect(mediaPaths('\u1112\u1161\u11ab.png', 'media')).toEqual(['media/한.png', '한.png']);
});

it('follows a way up as long as it stays inside', () => {
  expect(mediaPaths('../images/a.png', 'media')).toEqual(['images/a.png']);
  expect(mediaPaths('../../a.png', 'media')).toEqual([]);
  expect(mediaPaths('a/../../../b.png', 'media/x')).toEqual(['b.png']);
});

it('knows what leads elsewhere', () => {
  expect(mediaPaths('/etc/passwd', 'media')).toEqual([]);
  expect(mediaPaths('C:\\a.png', 'media')).toEqual([]);
  expect(mediaPaths('https://example.org/a.png', 'media')).toBeNull();
});

it('reads the root as the manifest spells it', () => {
  expect(['media', './media/', 'a/b', '.', undefined].map((root) => mediaPrefix(root))).toEqual([
    'media',
    'media',
    'a/b',
    '',
    '',
  ]);
});
