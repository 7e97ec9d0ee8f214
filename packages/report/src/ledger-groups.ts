import type { Localized } from '@jatdae/schema';
import { LEDGER_GROUPS } from './words.js';

/** Rows of the ledger under their headings, which they have by the start of their requirement's id. */
export function groupLedger<Row>(rows: readonly Row[], idOf: (row: Row) => string): [title: Localized, rows: Row[]][] {
  const groups = new Map<string, [Localized, Row[]]>();
  for (const [prefix, title] of LEDGER_GROUPS) {
    const members = rows.filter((row) => prefix === prefixOf(idOf(row)));
    if (members.length === 0) continue;
    const group = groups.get(title.en);
    if (group === undefined) groups.set(title.en, [title, members]);
    else group[1].push(...members);
  }
  return [...groups.values()];
}

const prefixOf = (id: string): string => LEDGER_GROUPS.find(([prefix]) => id.startsWith(prefix))?.[0] ?? '';
