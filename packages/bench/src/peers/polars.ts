// All counts by lazy expressions. Usage: node polars.js <data.jsonl|csv|parquet> (POLARS_MAX_THREADS bounds its threads)
import pl from 'nodejs-polars';

const [, , dataPath] = process.argv;
const isCsv = dataPath.endsWith('.csv');

function scan() {
  if (dataPath.endsWith('.parquet')) return pl.scanParquet(dataPath);
  return isCsv ? pl.scanCSV(dataPath) : pl.scanJson(dataPath);
}

const lengthIn = (name: string, least: number, most: number) => {
  const length = pl.col(name).str.lengths();
  return length.gtEq(least).and(length.ltEq(most));
};
const choices = isCsv
  ? ['A', 'B', 'C', 'D'].map((name) => pl.col(name).isNotNull()).reduce((left, right) => left.and(right))
  : pl.col('choices').lst.lengths().gtEq(4).and(pl.col('choices').lst.lengths().ltEq(5));
const sourceField = (name: string) => (isCsv ? pl.col(`source_${name}`) : pl.col('source').struct.field(name));

const good = lengthIn('id', 1, 64)
  .and(pl.col('id').str.contains('^[a-z]+-[0-9]+$'))
  .and(pl.col('sub_metric').str.lengths().gtEq(1))
  .and(
    pl
      .col('split')
      .eq(pl.lit('public'))
      .or(pl.col('split').eq(pl.lit('leaderboard'))),
  )
  .and(lengthIn('question', 20, 2000))
  .and(choices)
  .and(
    pl
      .col('explanation')
      .isNull()
      .or(lengthIn('explanation', 20, 4000)),
  )
  .and(pl.col('difficulty').gtEq(1))
  .and(pl.col('difficulty').ltEq(5))
  .and(sourceField('name').str.lengths().gtEq(1))
  .and(sourceField('url').str.startsWith('https://'))
  .and(sourceField('license').str.lengths().gtEq(1))
  .fillNull(false);

const items = await scan().select(pl.col('id'), pl.col('split'), pl.col('question'), good.alias('good')).collect();
const questions = items
  .lazy()
  .filter(pl.col('question').isNotNull())
  .groupBy('question')
  .agg(
    pl.col('split').count().alias('records'),
    pl.col('split').eq(pl.lit('public')).sum().gt(0).alias('public'),
    pl.col('split').eq(pl.lit('leaderboard')).sum().gt(0).alias('leaderboard'),
  );
const counted = await questions
  .select(
    pl.col('records').sum().minus(pl.col('records').count()).alias('duplicateQuestions'),
    pl.col('public').and(pl.col('leaderboard')).sum().alias('overlap'),
  )
  .collect();
const rows = await items.lazy().select(pl.col('good').sum().alias('good'), pl.col('id').nUnique().alias('distinctIds')).collect();
const [{ good: goodRecords, distinctIds }] = rows.toRecords();
const [{ duplicateQuestions, overlap }] = counted.toRecords();
console.log(
  JSON.stringify({
    records: items.height,
    invalid: items.height - Number(goodRecords),
    distinctIds: Number(distinctIds),
    duplicateQuestions: Number(duplicateQuestions),
    overlap: Number(overlap),
  }),
);
