/** A paragraph of a rule's page without the line breaks of its source. */
export const oneLine = (text: string): string => text.replace(/\s*\n\s*/gu, ' ');

/** A text of a rule's page where no Markdown is shown: each paragraph or point of a list is a line, code stands without its marks. */
export function plainText(text: string): string {
  return text
    .split(/\n{2,}|\n(?=[-*] )/u)
    .map((part) => oneLine(part).replaceAll('`', ''))
    .join('\n');
}
