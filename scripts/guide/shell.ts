/** Runs the program with these words. */
export type Shell = (words: readonly string[]) => { readonly status: number | null; readonly out: string; readonly err: string };

/** Words of a command line as a shell splits those of the guides: by blanks, with double quotes. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
