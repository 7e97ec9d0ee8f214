/** Bundles the script of the HTML report, which `renderHtml` puts into the page. */
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const folder = fileURLToPath(new URL('../packages/report/', import.meta.url));

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
