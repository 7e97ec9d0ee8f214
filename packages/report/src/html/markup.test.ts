import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { clean } from '../text.js';
import { html, trusted } from './markup.js';

it('keeps any text between tags and in attributes a text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', 'script', '<!--', '\u0000', '\u2028', '\u202e', '=', ' ') }),
  );
  fc.assert(
    fc.property(text, text, (one, other) => {
      const { document } = parseHTML(`<html><body>${html`<p title="${one}">${[other]}</p>`.markup}</body></html>`);
      expect([...document.querySelectorAll('body *')].map(({ tagName }) => tagName)).toEqual(['P']);
      const paragraph = document.querySelector('p');
      expect(paragraph?.getAttribute('title')).toBe(clean(one));
      expect(paragraph?.textContent).toBe(clean(other));
    }),
  );
});

it('puts in numbers, lists, nothing and other markup as they are', () => {
  expect(html`${1}${null}${[html`<b>${'<'}</b>`, 2]}${trusted('<i>')}`.markup).toBe('1<b>&lt;</b>2<i>');
});
