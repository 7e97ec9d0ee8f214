import type { Database } from './database.js';

export interface AssignRequest {
  readonly reviewer: string;
  readonly count: number;
  /** null: of any */
  readonly subMetric: string | null;
}

export interface Assigned {
  /** numbers in the sample */
  readonly items: readonly number[];
  /** that this reviewer judged */
  readonly judged: number;
  /** that need no further judgement */
  readonly done: number;
  readonly total: number;
  /** that this reviewer could judge, were they not held by others */
  readonly held: number;
}

/** How long an item is kept for a reviewer who has it on the screen. */
const HOLD = '30 minutes';

/**
 * What holds of each item: judgements that were not taken back, and whether this reviewer ($2) has one; other reviewers who have it on their
 * screen; whether it was adjudicated.
 */
const STANDING = `
  with said as (
    select distinct on (item, reviewer) item, reviewer, verdict from jatdae.judgements where review = $1
    order by item, reviewer, seq desc
  ),
  counted as (
    select item, count(*)::integer as judged, bool_or(reviewer = $2) as mine from said where verdict <> 'withdrawn' group by item
  ),
  others as (
    select h.item, count(*)::integer as held from jatdae.holds h
    left join said s on s.item = h.item and s.reviewer = h.reviewer and s.verdict <> 'withdrawn'
    where h.review = $1 and h.reviewer <> $2 and h.until > now() and s.item is null group by h.item
  )
  select i.item, i.needed, i.sub_metric, coalesce(c.judged, 0) as judged, coalesce(c.mine, false) as mine, coalesce(o.held, 0) as held,
    exists (select 1 from jatdae.holds h where h.review = $1 and h.item = i.item and h.reviewer = $2 and h.until > now()) as kept,
    exists (select 1 from said s where s.item = i.item and s.reviewer = $2 and s.verdict = 'withdrawn') as returned,
    coalesce(c.judged, 0) > 0 and exists (select 1 from jatdae.adjudications a where a.review = $1 and a.item = i.item) as decided
  from jatdae.items i left join counted c on c.item = i.item left join others o on o.item = i.item
  where i.review = $1 order by i.item`;

interface Standing {
  readonly item: number;
  readonly needed: number;
  readonly sub_metric: string;
  readonly judged: number;
  readonly mine: boolean;
  readonly held: number;
  readonly kept: boolean;
  readonly returned: boolean;
  readonly decided: boolean;
}

/**
 * Gives a reviewer the next items that need a judgement of theirs, and keeps them for them. Two reviewers never get an item that one
 * of them alone is to judge; whoever asks again gets the same items until they are judged. What was taken back comes first.
 */
export async function assign(
  database: Database,
  review: number,
  { reviewer, count, subMetric }: AssignRequest,
): Promise<Assigned> {
  return database.transaction(async (query) => {
    // One reviewer at a time: what is free when it is looked up must be free when it is kept.
    await query('select 1 from jatdae.reviews where id = $1 for update', [review]);
    const standing = await query<Standing>(STANDING, [review, reviewer]);
    const isDone = ({ judged, needed, decided }: Standing): boolean => judged >= needed || decided;
    const open = standing.filter((row) => !isDone(row) && !row.mine && (subMetric === null || row.sub_metric === subMetric));
    const free = open.filter(({ judged, held, needed }) => judged + held < needed);
    const order = (row: Standing): number => (row.returned ? 0 : row.kept ? 1 : 2);
    const items = free
      .toSorted((a, b) => order(a) - order(b))
      .slice(0, count)
      .map(({ item }) => item);
    for (const item of items)
      await query(
        `insert into jatdae.holds (review, item, reviewer, until) values ($1, $2, $3, now() + interval '${HOLD}')
         on conflict (review, item, reviewer) do update set until = excluded.until`,
        [review, item, reviewer],
      );
    return {
      items,
      judged: standing.filter(({ mine }) => mine).length,
      done: standing.filter(isDone).length,
      total: standing.length,
      held: open.length - free.length,
    };
  });
}
