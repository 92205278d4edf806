import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { inject } from 'vitest'
import type {} from './serve-databases.ts'

/** Creates an empty database on the server of this test run and returns its URL. */
export const makeDatabase = async (): Promise<string> => {
  const answer = await text(connect(inject('databases'), '127.0.0.1'))
  if (!answer.startsWith('postgres://')) throw new Error(answer)
  return answer
}

/** SQL that deletes all rows of a database. */
const DELETE_ALL = `
    set lock_timeout = '10s';
    set session_replication_role = replica;
    do $$ declare name text; begin
      for name in select format('%I.%I', schemaname, tablename) from pg_tables
        where schemaname in (current_schema, 'hookwright_auth')
          and tablename not in ('__drizzle_migrations', 'version')
      loop execute 'delete from ' || name; end loop;
      if to_regclass('pgboss.job') is not null then delete from pgboss.job; end if;
    end $$`

let emptying: Promise<pg.Client> | null = null

/**
 * Opens the connection that empties the database between tests. It is opened again when a test has closed the
 * connections of its database.
 */
const openEmptying = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client(url)
  client.on('error', () => {
    emptying = null
  })
  await client.connect()
  return client
}

/**
 * Deletes all rows of the reused database, which is much faster than creating a database per test. The
 * connection stays open: a new one would read the catalog of all tables first, which takes ten times as long
 * as deleting.
 */
const emptyDatabase = async (url: string): Promise<void> => {
  emptying ??= openEmptying(url)
  await (await emptying).query(DELETE_ALL)
}

let reused: Promise<string> | null = null

/**
 * Returns the URL of an empty database. All tests of a process use the same database, one after the other.
 */
export const reuseDatabase = async (): Promise<string> => {
  reused ??= makeDatabase()
  const url = await reused
  await emptyDatabase(url)
  return url
}
