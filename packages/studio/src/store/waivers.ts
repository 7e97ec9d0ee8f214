import type { ReviewWaiver, WaiverRequest } from '../api.js';
import type { Database } from './database.js';
import { idTaken, isSame } from './judgements.js';
import { touch } from './reviews.js';

const COLUMNS = 'id, rule, fingerprint, reason, by, until, withdrawn, at';

/** Stores a waiver, or takes one back; it is on the disk once this is fulfilled. The same request again changes nothing. */
export async function storeWaiver(database: Database, review: number, request: WaiverRequest): Promise<ReviewWaiver> {
  const { id, rule, fingerprint, reason, by, until, withdrawn } = request;
  return database.transaction(async (query) => {
    await touch(query, review);
    const [known] = await query<ReviewWaiver>(`select ${COLUMNS} from jatdae.waivers where review = $1 and id = $2`, [
      review,
      id,
    ]);
    if (known !== undefined) {
      if (!isSame(known, request)) throw idTaken();
      return known;
    }
    const waiver: ReviewWaiver = { id, rule, fingerprint, reason, by, until, withdrawn, at: new Date().toISOString() };
    await query(`insert into jatdae.waivers (review, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
      review,
      id,
      rule,
      fingerprint,
      reason,
      by,
      until,
      withdrawn,
      waiver.at,
    ]);
    return waiver;
  });
}

/** Those that hold, in the order in which they were stored: of one finding the last one. */
export async function waiversOf({ query }: Database, review: number): Promise<ReviewWaiver[]> {
  const rows = await query<ReviewWaiver>(`select ${COLUMNS} from jatdae.waivers where review = $1 order by seq`, [review]);
  const last = new Map<string, ReviewWaiver>();
  for (const row of rows) {
    const key = `${row.rule} ${row.fingerprint}`;
    last.delete(key);
    last.set(key, row);
  }
  return [...last.values()].filter(({ withdrawn }) => !withdrawn);
}
