/** Counts records in plain ways that share no code with the readers. */

/** Lines that hold more than white space. */
export function countLines(text: string): number {
  return text.split('\n').filter((line) => !/^\u001e?[ \t\r]*$/u.test(line)).length;
}

/** Texts between record separators that hold more than white space. */
export function countSequence(text: string): number {
  return text.split('\u001e').filter((piece) => /[^ \t\r\n]/u.test(piece)).length;
}

/**
 * Rows of a table, its header included, as RFC 4180 has them and papaparse beyond it: a quote opens a cell at its start only, and closes it
 * only where white space at most stands before a delimiter or the row's end. Null where a quote stays open.
 */
export function countRows(text: string, delimiter: string, quoted: boolean): number | null {
  if (!quoted) return text.split('\n').filter((line) => line !== '' && line !== '\r').length;
  let rows = 0;
  let at = 0;
  while (at < text.length) {
    const start = at;
    const end = rowEnd(text, at, delimiter);
    if (end === null) return null;
    const row = text.slice(start, end);
    if (row !== '' && row !== '\r') rows += 1;
    at = end + 1;
  }
  return rows;
}

/** Index of the LF that ends the row, or the end of the text. */
function rowEnd(text: string, from: number, delimiter: string): number | null {
  let at = from;
  for (;;) {
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1, delimiter);
      if (close === null) return null;
      at = close + 1;
    }
    while (at < text.length && text[at] !== '\n' && text[at] !== delimiter) at += 1;
    if (text[at] !== delimiter) return at;
    at += 1;
  }
}

function closingQuote(text: string, from: number, delimiter: string): number | null {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] === '"') {
      at += 1;
      continue;
    }
    let next = at + 1;
    while (next < text.length && /[ \t\v\f\r]/u.test(text[next] ?? '') && text[next] !== delimiter) next += 1;
    if (text[next] === '\n' || text[next] === delimiter || at + 1 === text.length) return at;
  }
  return null;
}
