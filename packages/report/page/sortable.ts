type Direction = 'ascending' | 'descending';

/** Lets the columns of a table be sorted by buttons in their headings; numbers begin with the largest. */
export function makeSortable(table: HTMLTableElement): void {
  const headings = [...table.querySelectorAll<HTMLTableCellElement>('thead th')];
  headings.forEach((heading, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = heading.textContent;
    button.addEventListener('click', () => {
      const direction = nextDirection(heading, table, column);
      for (const other of headings) other.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', direction);
      sortBy(table, column, direction);
    });
    heading.replaceChildren(button);
  });
}

function nextDirection(heading: HTMLElement, table: HTMLTableElement, column: number): Direction {
  const before = heading.getAttribute('aria-sort');
  if (before !== null) return before === 'ascending' ? 'descending' : 'ascending';
  return cellValue(table.tBodies[0]?.rows[0], column).number === null ? 'ascending' : 'descending';
}

function sortBy(table: HTMLTableElement, column: number, direction: Direction): void {
  const body = table.tBodies[0];
  if (body === undefined) return;
  const rows = [...body.rows].map((row) => ({ row, ...cellValue(row, column) }));
  const sign = direction === 'ascending' ? 1 : -1;
  rows.sort((a, b) =>
    a.number !== null && b.number !== null ? sign * (a.number - b.number) : sign * a.text.localeCompare(b.text, 'ko'),
  );
  body.append(...rows.map(({ row }) => row));
}

function cellValue(row: HTMLTableRowElement | undefined, column: number): { text: string; number: number | null } {
  const cell = row?.cells[column];
  const value = cell?.dataset.value;
  return { text: cell?.textContent ?? '', number: value === undefined ? null : Number(value) };
}
