import { fileURLToPath } from 'node:url';

/** Where the page is built to; a bundle of the command line names it from where it stands itself. */
export const pageFolder = (): string => fileURLToPath(new URL('../../dist/page/', import.meta.url));
