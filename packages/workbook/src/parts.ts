/** The parts of a workbook but for its sheets and styles (ECMA-376 part 1, 12.3). */
import { escapeAttribute } from './cells.js';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const numbers = (sheets: number): number[] => Array.from({ length: sheets }, (_, at) => at + 1);

export function contentTypes(sheets: number, styles: boolean): string {
  const part = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}.xml" ContentType="${SHEET_TYPE}.${type}+xml"/>`;
  return (
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `${part('workbook', 'sheet.main')}${numbers(sheets)
      .map((number) => part(`worksheets/sheet${number}`, 'worksheet'))
      .join('')}${styles ? part('styles', 'styles') : ''}</Types>`
  );
}

export const relationships = `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export function sheetRelationships(sheets: number, styles: boolean): string {
  const one = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  return (
    `<Relationships xmlns="${PACKAGE}/relationships">${numbers(sheets)
      .map((number) => one(number, 'worksheet', `worksheets/sheet${number}.xml`))
      .join('')}` + `${styles ? one(sheets + 1, 'styles', 'styles.xml') : ''}</Relationships>`
  );
}

/** `names` is what stands in `definedNames`. */
export function workbookPart(sheets: readonly string[], names = ''): string {
  const list = sheets
    .map((name, at) => `<sheet name="${escapeAttribute(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
    .join('');
  const defined = names === '' ? '' : `<definedNames>${names}</definedNames>`;
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list}</sheets>${defined}</workbook>`;
}
