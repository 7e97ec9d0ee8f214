import type { Localized } from '@jatdae/schema';

export interface Usage {
  readonly input: number;
  readonly output: number;
}

/** What a model answered. */
export interface Reply {
  /** null where it gave none: a refusal of the server's filter, a call of a tool */
  readonly text: string | null;
  /** what it thought aloud, where the server gives that apart */
  readonly reasoning: string | null;
  /** as the server calls it */
  readonly model: string | null;
  readonly fingerprint: string | null;
  readonly finish: string | null;
  readonly usage: Usage | null;
}

/** What became of one request. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** the server will not answer this item, however often it is asked */
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  /** it may work another time; `after` is what the server asks to wait, ms */
  | { readonly kind: 'failed'; readonly message: Localized; readonly after: number | null }
  /** no other request will work either; `call`: because of how the run was called */
  | { readonly kind: 'stop'; readonly message: Localized; readonly call: boolean };

/** Longest piece of a server's own words that is shown or kept, characters. */
const QUOTED = 300;

export const quoted = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line;
};
