import type { Id, Json } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId } from '../../schema/uid.ts'

/** Statements of the journal. All but `of` need a transaction. */
export interface JournalWriter {
  /** Records an effect that is about to be sent. An existing result is unchanged. */
  intend: (run: Id, key: string, safe: boolean) => void
  /** Records a draw. An existing one is unchanged, since effects were sent with it. */
  draw: (run: Id, key: string, result: string) => void
  record: (run: Id, key: string, safe: boolean, result: string) => void
  /** Deletes the rows of a run that has ended. */
  forget: (run: Id) => void
  of: (run: Id) => Map<string, { safe: boolean; result: Json | null }>
}

export const createJournalWriter = (db: Database): JournalWriter => {
  const intend = db.prepare(
    'insert into journal (run, key, safe) values (?,?,?) on conflict (run, key) do nothing'
  )
  const draw = db.prepare(
    'insert into journal (run, key, safe, result) values (?,?,1,?) on conflict (run, key) do nothing'
  )
  const record = db.prepare(
    `insert into journal (run, key, safe, result) values (?,?,?,?)
     on conflict (run, key) do update set safe = excluded.safe, result = excluded.result`
  )
  const forget = db.prepare('delete from journal where run = ?')
  const select = db.prepare<[Buffer], { key: string; safe: number; result: string | null }>(
    'select key, safe, result from journal where run = ?'
  )
  return {
    intend: (run, key, safe) => intend.run(blobOfId(run), key, safe ? 1 : 0),
    draw: (run, key, result) => draw.run(blobOfId(run), key, result),
    record: (run, key, safe, result) => record.run(blobOfId(run), key, safe ? 1 : 0, result),
    forget: run => forget.run(blobOfId(run)),
    of: run =>
      new Map(
        select
          .all(blobOfId(run))
          .map(({ key, safe, result }) => [
            key,
            { safe: safe === 1, result: result === null ? null : JSON.parse(result) }
          ])
      )
  }
}
