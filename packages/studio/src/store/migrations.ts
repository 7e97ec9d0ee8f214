import { UsageError } from '@jatdae/validator';
import type { Database } from './database.js';

/** What brings a database from version k to k + 1; those that were released never change. */
const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `create table jatdae.reviews (
      id integer generated always as identity primary key,
      name text not null,
      version text not null,
      frame text not null,
      plan text,
      revision integer not null default 0,
      unique (name, version, frame)
    )`,
    `create table jatdae.items (
      review integer not null references jatdae.reviews,
      item integer not null,
      sub_metric text not null,
      needed integer not null,
      sampled text not null,
      primary key (review, item)
    )`,
    `create table jatdae.judgements (
      seq bigint generated always as identity,
      review integer not null,
      id uuid not null,
      item integer not null,
      reviewer text not null,
      verdict text not null check (verdict in ('pass', 'defect', 'withdrawn')),
      defect text,
      note text,
      at text not null,
      primary key (review, id),
      foreign key (review, item) references jatdae.items
    )`,
    'create index judgements_by_item on jatdae.judgements (review, item, reviewer, seq)',
    `create table jatdae.adjudications (
      seq bigint generated always as identity,
      review integer not null,
      id uuid not null,
      item integer not null,
      by text not null,
      verdict text not null check (verdict in ('pass', 'defect')),
      defect text,
      note text,
      at text not null,
      primary key (review, id),
      foreign key (review, item) references jatdae.items
    )`,
    `create table jatdae.holds (
      review integer not null,
      item integer not null,
      reviewer text not null,
      until timestamptz not null,
      primary key (review, item, reviewer),
      foreign key (review, item) references jatdae.items
    )`,
    `create table jatdae.waivers (
      seq bigint generated always as identity,
      review integer not null references jatdae.reviews,
      id uuid not null,
      rule text not null,
      fingerprint text not null,
      reason text not null,
      by text not null,
      until text,
      withdrawn boolean not null,
      at text not null,
      primary key (review, id)
    )`,
  ],
];

/** Any number that nothing else in a shared database is likely to lock. */
const LOCK = 7_207_171_001;

/**
 * Brings a database up to date, in one transaction; of servers that start at once the others wait.
 * @throws UsageError where a newer version of jatdae made it
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (query) => {
    await query('select pg_advisory_xact_lock($1)', [LOCK]);
    await query('create schema if not exists jatdae');
    await query('create table if not exists jatdae.migrations (version integer primary key)');
    const [row] = await query<{ version: number }>('select coalesce(max(version), 0)::integer as version from jatdae.migrations');
    const version = row?.version ?? 0;
    if (version > MIGRATIONS.length)
      throw new UsageError({
        ko: `더 새로운 판의 잣대가 만든 데이터베이스입니다(${version} > ${MIGRATIONS.length}). 잣대를 새 판으로 바꾸거나 --database로 다른 곳을 지정하십시오.`,
        en: `A newer version of jatdae made this database (${version} > ${MIGRATIONS.length}). Update jatdae, or name another place with --database.`,
      });
    for (const [k, statements] of MIGRATIONS.entries()) {
      if (k < version) continue;
      for (const statement of statements) await query(statement);
      await query('insert into jatdae.migrations values ($1)', [k + 1]);
    }
  });
}
