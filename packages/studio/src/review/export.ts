import type { Judgements } from '@jatdae/schema';
import { VERSION } from '@jatdae/validator';
import type { ReviewWaiver } from '../api.js';
import type { Database } from '../store/database.js';
import { adjudicationsOf, judgementsOf } from '../store/judgements.js';
import type { Prepared, Sample } from './session.js';

/** Everything that was judged, as `schemas/judgements.schema.json` has it: what `validate --judgements` reads. */
export async function judgementsFile(database: Database, prepared: Prepared, { plan, drawn }: Sample): Promise<Judgements> {
  const { manifest, frame, review } = prepared;
  return {
    jatdae: VERSION,
    judgements: 1,
    deliverable: { name: manifest.dataset.name, version: manifest.dataset.version, frame: frame.print },
    plan,
    items: [...drawn.values()].map(({ sampled }) => sampled),
    given: [...(await judgementsOf(database, review))],
    adjudications: [...(await adjudicationsOf(database, review))],
  };
}

const HEADER = ['item', 'sub_metric', 'id', 'path', 'record', 'by', 'role', 'verdict', 'defect', 'note', 'at'];

/** The same as a table for people: a row a judgement or decision. UTF-8 with BOM and CRLF, so that Excel opens it as it is. */
export function judgementsCsv({ items, given, adjudications }: Judgements): string {
  const known = new Map(items.map((one) => [one.item, one]));
  const rows = [
    ...given.map((one) => ({ ...one, by: one.reviewer, role: 'reviewer' })),
    ...adjudications.map((one) => ({ ...one, role: 'adjudicator' })),
  ];
  const lines = rows.map(({ item, by, role, verdict, defect, note, at }) => {
    const { subMetric = '', id = null, path = '', record = '' } = known.get(item) ?? {};
    return [item, subMetric, id, path, record, by, role, verdict, defect, note, at].map(cell).join(',');
  });
  return `\ufeff${[HEADER.join(','), ...lines].join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula is shown as text, by the apostrophe that spreadsheets use. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The file that `validate --waivers` reads. */
export function waiversYaml(waivers: readonly ReviewWaiver[]): string {
  if (waivers.length === 0) return 'waivers: []\n';
  const lines = waivers.map(({ rule, fingerprint, reason, by, until }) => {
    // A JSON text is a YAML scalar.
    const members = { rule, fingerprint, reason, by, ...(until === null ? {} : { until }) };
    return Object.entries(members)
      .map(([key, value], k) => `${k === 0 ? '  - ' : '    '}${key}: ${JSON.stringify(value)}\n`)
      .join('');
  });
  return `waivers:\n${lines.join('')}`;
}
