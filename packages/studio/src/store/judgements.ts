import type { Adjudication, Judgement } from '@jatdae/schema';
import type { AdjudicationRequest, JudgementReply, JudgementRequest } from '../api.js';
import { RequestProblem } from '../problem.js';
import type { Database, Query } from './database.js';
import { touch } from './reviews.js';

const COLUMNS = 'id, item, reviewer, verdict, defect, note, at';
const DECIDED = 'id, item, by, verdict, defect, note, at';

/**
 * Stores a judgement; it is on the disk once this is fulfilled. The same request again changes nothing.
 * @throws RequestProblem where the id was used for another one, or the sample has no such item
 */
export async function storeJudgement(database: Database, review: number, request: JudgementRequest): Promise<JudgementReply> {
  const { id, item, reviewer, verdict, defect, note } = request;
  return database.transaction(async (query) => {
    await touch(query, review);
    const [known] = await query<Judgement>(`select ${COLUMNS} from jatdae.judgements where review = $1 and id = $2`, [
      review,
      id,
    ]);
    if (known !== undefined) {
      if (!isSame(known, request)) throw idTaken();
      return { judgement: known, repeated: true };
    }
    await requireItem(query, review, item);
    const judgement: Judgement = { id, item, reviewer, verdict, defect, note, at: new Date().toISOString() };
    await query(`insert into jatdae.judgements (review, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)`, [
      review,
      id,
      item,
      reviewer,
      verdict,
      defect,
      note,
      judgement.at,
    ]);
    await query('delete from jatdae.holds where review = $1 and item = $2 and reviewer = $3', [review, item, reviewer]);
    return { judgement, repeated: false };
  });
}

/** The same for the decision of an item that was judged differently. */
export async function storeAdjudication(database: Database, review: number, request: AdjudicationRequest): Promise<Adjudication> {
  const { id, item, by, verdict, defect, note } = request;
  return database.transaction(async (query) => {
    await touch(query, review);
    const [known] = await query<Adjudication>(`select ${DECIDED} from jatdae.adjudications where review = $1 and id = $2`, [
      review,
      id,
    ]);
    if (known !== undefined) {
      if (!isSame(known, request)) throw idTaken();
      return known;
    }
    await requireItem(query, review, item);
    const adjudication: Adjudication = { id, item, by, verdict, defect, note, at: new Date().toISOString() };
    await query(`insert into jatdae.adjudications (review, ${DECIDED}) values ($1, $2, $3, $4, $5, $6, $7, $8)`, [
      review,
      id,
      item,
      by,
      verdict,
      defect,
      note,
      adjudication.at,
    ]);
    return adjudication;
  });
}

/** Every judgement, in the order in which they were stored. */
export const judgementsOf = ({ query }: Database, review: number): Promise<readonly Judgement[]> =>
  query<Judgement>(`select ${COLUMNS} from jatdae.judgements where review = $1 order by seq`, [review]);

export const adjudicationsOf = ({ query }: Database, review: number): Promise<readonly Adjudication[]> =>
  query<Adjudication>(`select ${DECIDED} from jatdae.adjudications where review = $1 order by seq`, [review]);

async function requireItem(query: Query, review: number, item: number): Promise<void> {
  const rows = await query('select 1 from jatdae.items where review = $1 and item = $2', [review, item]);
  if (rows.length === 0)
    throw new RequestProblem('not-found', {
      ko: `표본에 없는 문항 번호입니다: ${item}`,
      en: `The sample has no item of this number: ${item}`,
    });
}

/** Whether a stored row says what the request says; ids are compared by the database. */
export function isSame<Stored extends object>(stored: Stored, request: object): boolean {
  const row = new Map<string, unknown>(Object.entries(stored));
  return Object.entries(request).every(([key, value]) => key === 'id' || row.get(key) === value);
}

export const idTaken = (): RequestProblem =>
  new RequestProblem('id-taken', {
    ko: '이 id로 이미 다른 내용이 저장되어 있습니다. 새 id로 다시 보내십시오.',
    en: 'Something else is stored under this id. Send it again with a new one.',
  });
