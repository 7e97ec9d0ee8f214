import { escapeAttribute } from './cells.js';
import { MAIN } from './parts.js';

/** How a cell looks. Colours are told by words, too: no meaning is in a colour alone. */
export type StyleName = 'text' | 'head' | 'strong' | 'good' | 'bad' | 'open' | 'muted' | 'input' | 'count' | 'share';

interface Style {
  readonly font: number;
  readonly fill: number;
  readonly border: number;
  /** 3 is #,##0 and 10 is 0.00% (ECMA-376 part 1, 18.8.30) */
  readonly format: number;
  readonly wrap: boolean;
}

const FONTS = [
  '',
  '<b/>',
  '<b/><color rgb="FFFFFFFF"/>',
  '<color rgb="FF1B5E20"/>',
  '<b/><color rgb="FFB3261E"/>',
  '<color rgb="FF7A4F01"/>',
  '<color rgb="FF5F6368"/>',
];
const FILLS = ['1F3A5F', 'FFF8E1'];
/** After the two that every workbook has. */
const [HEAD_FILL, INPUT_FILL] = [2, 3];

const STYLES: Readonly<Record<StyleName, Style>> = {
  text: { font: 0, fill: 0, border: 1, format: 0, wrap: true },
  head: { font: 2, fill: HEAD_FILL, border: 1, format: 0, wrap: true },
  strong: { font: 1, fill: 0, border: 1, format: 0, wrap: true },
  good: { font: 3, fill: 0, border: 1, format: 0, wrap: true },
  bad: { font: 4, fill: 0, border: 1, format: 0, wrap: true },
  open: { font: 5, fill: 0, border: 1, format: 0, wrap: true },
  muted: { font: 6, fill: 0, border: 1, format: 0, wrap: true },
  input: { font: 0, fill: INPUT_FILL, border: 1, format: 0, wrap: true },
  count: { font: 0, fill: 0, border: 1, format: 3, wrap: false },
  share: { font: 0, fill: 0, border: 1, format: 10, wrap: false },
};
const NAMES = Object.keys(STYLES) as StyleName[];
const INDEXES = new Map(NAMES.map((name, at) => [name, at]));

/** The number of a style; `quoted` is the one of a text that stays a text when somebody edits the cell. */
export const styleIndex = (name: StyleName, quoted = false): number => (INDEXES.get(name) ?? 0) + (quoted ? NAMES.length : 0);

export function stylesPart(font: string): string {
  const face = `<name val="${escapeAttribute(font)}"/>`;
  const fonts = FONTS.map((look) => fontXml(look, face));
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    ...FILLS.map(
      (rgb) => `<fill><patternFill patternType="solid"><fgColor rgb="FF${rgb}"/><bgColor indexed="64"/></patternFill></fill>`,
    ),
  ];
  const side = (name: string): string => `<${name} style="thin"><color rgb="FFD0D4DA"/></${name}>`;
  const borders = [
    '<border><left/><right/><top/><bottom/><diagonal/></border>',
    `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`,
  ];
  const looks = [
    ...NAMES.map((name) => lookXml(STYLES[name], '')),
    ...NAMES.map((name) => lookXml(STYLES[name], ' quotePrefix="1"')),
  ];
  const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"';
  return (
    `<styleSheet xmlns="${MAIN}">${listXml('fonts', fonts)}${listXml('fills', fills)}${listXml('borders', borders)}` +
    `${listXml('cellStyleXfs', [`${plain}/>`])}${listXml('cellXfs', looks)}` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}

const listXml = (name: string, members: readonly string[]): string =>
  `<${name} count="${members.length}">${members.join('')}</${name}>`;

/** Members of a font come in this order: b, color stands behind sz (ECMA-376 part 1, 18.8.22). */
function fontXml(look: string, face: string): string {
  const bold = look.startsWith('<b/>') ? '<b/>' : '';
  return `<font>${bold}<sz val="10"/>${look.slice(bold.length)}${face}</font>`;
}

function lookXml({ font, fill, border, format, wrap }: Style, attributes: string): string {
  const align = `<alignment vertical="top"${wrap ? ' wrapText="1"' : ''}/>`;
  return (
    `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" ` +
    `applyBorder="1" applyAlignment="1"${attributes}>${align}</xf>`
  );
}
