import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const CSS = ['colours', 'print'].map((name) => readFileSync(new URL(`styles/${name}.css`, import.meta.url), 'utf8')).join('\n');

/** Custom properties that are colours, by scheme: light, what dark changes of it, what print does. */
function schemes(): Readonly<Record<'light' | 'dark' | 'print', ReadonlyMap<string, string>>> {
  const blocks = [...CSS.matchAll(/:root \{([^}]*)\}/gu)].map(
    ([, body = '']) =>
      new Map([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)].map(([, name = '', value = '']) => [name, value])),
  );
  expect(blocks).toHaveLength(3);
  const [light = new Map(), dark = new Map(), print = new Map()] = blocks;
  return { light, dark: new Map([...light, ...dark]), print: new Map([...light, ...print]) };
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const mixed = (top: string, ground: string, opacity: number): string =>
  `#${[1, 3, 5]
    .map((at) => {
      const [over = 0, under = 0] = [top, ground].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16));
      return Math.round(over * opacity + under * (1 - opacity))
        .toString(16)
        .padStart(2, '0');
    })
    .join('')}`;

const TEXTS: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  ['ink', ['ground', 'surface', 'quiet-ground', 'note-ground', 'warn-ground', 'fail-ground', 'pass-ground']],
  ['muted', ['ground', 'surface', 'quiet-ground', 'note-ground']],
  ['link', ['ground', 'surface']],
  ['pass', ['surface', 'pass-ground']],
  ['fail', ['surface', 'fail-ground']],
  ['warn', ['surface', 'warn-ground']],
  ['note', ['surface', 'note-ground']],
  ['mark-ink', ['mark']],
];
/** Parts of plots and controls, WCAG 1.4.11. */
const SHAPES: readonly (readonly [string, string])[] = [
  ['bar-strong', 'surface'],
  ['threshold', 'surface'],
  ['muted', 'surface'],
  ['focus', 'surface'],
  ['focus', 'ground'],
];

it.each(Object.entries(schemes()))('is legible in the %s scheme: WCAG AA', (_, colours) => {
  const colour = (name: string): string => colours.get(name) ?? expect.fail(`no colour ${name}`);
  for (const [text, grounds] of TEXTS) {
    for (const ground of grounds) {
      expect(contrast(colour(text), colour(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
  for (const [shape, ground] of SHAPES) {
    expect(contrast(colour(shape), colour(ground)), `${shape} on ${ground}`).toBeGreaterThanOrEqual(3);
  }
  // The darkest cell of the plot of difficulties has its number on it.
  expect(contrast(colour('ink'), mixed(colour('heat'), colour('surface'), 0.6))).toBeGreaterThanOrEqual(4.5);
});
