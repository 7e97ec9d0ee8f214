import type { Renderer } from './render-options.js';

export interface Format {
  /** of files that are written in it */
  readonly endings: readonly string[];
  /** bytes: nothing that a terminal could show */
  readonly binary?: true;
  /** shows what the pages of the rules say */
  readonly pages?: true;
  /** shows the records that findings are about */
  readonly records?: true;
  /** The same report gives the same bytes, whatever its `run`, but for `json`. */
  load(): Promise<Renderer>;
}

/** Every format that a report is drawn in, by the name that `--format` takes. None is loaded before it is asked for. */
export const FORMATS = {
  pretty: { endings: ['.txt'], load: async () => (await import('./pretty.js')).renderPretty },
  json: { endings: ['.json'], load: async () => (await import('./json.js')).renderJson },
  sarif: { endings: ['.sarif'], pages: true, load: async () => (await import('./sarif/sarif.js')).renderSarif },
  junit: { endings: ['.xml'], load: async () => (await import('./junit/junit.js')).renderJunit },
  markdown: { endings: ['.md'], load: async () => (await import('./markdown/markdown.js')).renderMarkdown },
  xlsx: { endings: ['.xlsx'], binary: true, pages: true, load: async () => (await import('./xlsx/xlsx.js')).renderXlsx },
  html: { endings: ['.html'], pages: true, records: true, load: async () => (await import('./html/render-html.js')).renderHtml },
  csv: { endings: ['.csv'], load: async () => (await import('./csv/csv.js')).renderCsv },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;
