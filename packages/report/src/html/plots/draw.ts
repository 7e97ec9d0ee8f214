import { type PlotOptions, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { displayWidth, truncate } from '../../text.js';
import { html, type Markup, trusted } from '../markup.js';

/** Every plot is drawn twice, for a screen or sheet and for a phone: a drawing that shrinks loses its words. Pixels of the drawing. */
const SIZES = [
  ['wide', 520],
  ['narrow', 300],
] as const;

/** Pixels of a column (half a Hangul syllable) in the 12 px of the style sheet. */
const COLUMN = 6.6;

/** A plot that a reader sees, and the same as words and as a table. */
export interface Figure {
  readonly title: string;
  /** what it shows, in a sentence or two */
  readonly summary: string;
  readonly draw: (width: number) => PlotOptions;
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

interface Drawn {
  readonly outerHTML: string;
  querySelectorAll(selector: string): Iterable<{ remove(): void; removeAttribute(name: string): void }>;
  setAttribute(name: string, value: string): void;
}

/** The figure as markup, its SVG made while the report is: the page holds no library of plots. */
export function drawFigure({ title, summary, draw, table }: Figure, numbers: string): Markup {
  const { document } = parseHTML('<!doctype html><html></html>');
  const drawings = SIZES.map(([name, width]) => {
    // No style of its own: the page's policy lets none in.
    const drawn = plot({ ...draw(width), width, document, className: 'plot' } as PlotOptions) as unknown as Drawn;
    for (const style of drawn.querySelectorAll('style')) style.remove();
    // A group without a role has no name; the drawing has one as a whole.
    for (const group of drawn.querySelectorAll('g')) group.removeAttribute('aria-label');
    drawn.setAttribute('class', `plot ${name}`);
    drawn.setAttribute('role', 'img');
    drawn.setAttribute('aria-label', `${title}. ${summary}`);
    return trusted(drawn.outerHTML);
  });
  const [first = '', ...head] = table.head;
  return html`<figure><figcaption><h3>${title}</h3><p>${summary}</p></figcaption>
${drawings}
<details><summary>${numbers}</summary><table><thead><tr><th scope="col">${first}</th>${head.map((text) => html`<th scope="col" class="number">${text}</th>`)}</tr></thead>
<tbody>${table.rows.map(([name = '', ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`)}</tbody></table></details></figure>`;
}

/** Names at the left of a plot, cut to the room that there is. Rows are known by their index: names that are cut may be equal. */
export function rowLabels(
  names: readonly string[],
  width: number,
): { readonly margin: number; readonly label: (at: number) => string } {
  const columns = Math.floor((width * 0.34) / COLUMN);
  const labels = names.map((name) => truncate(name, columns));
  const longest = labels.reduce((most, label) => Math.max(most, displayWidth(label)), 0);
  return { margin: Math.ceil(longest * COLUMN) + 12, label: (at) => labels[at] ?? '' };
}
