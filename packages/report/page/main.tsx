/** The script of the HTML report: the table of findings, and tables that sort. It is bundled into the page when jatdae is built. */
import { render } from 'preact';
import { FindingsBrowser } from './findings-browser.js';
import { makeSortable } from './sortable.js';
import { unpack } from './unpack.js';

async function start(): Promise<void> {
  for (const table of document.querySelectorAll<HTMLTableElement>('table.sortable')) makeSortable(table);
  const place = document.getElementById('browser');
  const packed = document.getElementById('data')?.textContent ?? '';
  if (place === null || packed === '') return;
  const data = await unpack(packed);
  if (data.findings.length === 0) return;
  render(<FindingsBrowser data={data} />, place);
  // The first findings of each rule, which the page has without a script, are left for the printer.
  document.documentElement.classList.add('has-browser');
}

await start();
