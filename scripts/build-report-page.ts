/** Bundles the script and the style of the HTML report, which `renderHtml` puts into the page. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const folder = fileURLToPath(new URL('../packages/report/', import.meta.url));

/** In the order in which they go before each other. */
const STYLES = ['colours', 'base', 'verdict', 'navigation', 'tables', 'plots', 'findings', 'narrow', 'print'] as const;

const bundle = await rolldown({
  input: `${folder}page/main.tsx`,
  platform: 'browser',
  tsconfig: `${folder}page/tsconfig.json`,
});
const { output } = await bundle.write({ file: `${folder}dist/page/main.js`, format: 'esm', minify: true });
await bundle.close();
const [{ code }] = output;
// What stands in a <script> must not end it, nor begin what HTML reads as a comment there.
if (/<\/script|<!--/iu.test(code)) throw new Error('the script of the page holds what would end it');

const styles = await Promise.all(STYLES.map((name) => readFile(`${folder}page/styles/${name}.css`, 'utf8')));
await writeFile(`${folder}dist/page/page.css`, styles.join('\n'));
