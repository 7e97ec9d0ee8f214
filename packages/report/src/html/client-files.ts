import { readFileSync } from 'node:fs';

/** What `pnpm build` makes of `page/`. The bundle of the command line holds these texts itself. */
export interface ClientFiles {
  readonly script: string;
  readonly style: string;
}

export const readClient = (): ClientFiles => ({
  script: readFileSync(new URL('../../dist/page/main.js', import.meta.url), 'utf8'),
  style: readFileSync(new URL('../../dist/page/page.css', import.meta.url), 'utf8'),
});
