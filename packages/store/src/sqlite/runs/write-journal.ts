import type { Id } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId } from '../../schema/uid.ts'

/** Statements of the journal. All of them need a transaction. */
export interface JournalWriter {
  /** Records an effect that is about to be sent. An existing result is kept. */
  intend: (run: Id, key: string, safe: boolean) => void
  /** Records a draw, such as a random value. An existing draw is kept, since effects were sent with it. */
  draw: (run: Id, key: string, result: string) => void
  record: (run: Id, key: string, safe: boolean, result: string) => void
  /** Deletes the rows of a run that has ended. */
  forget: (run: Id) => void
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
  return {
    intend: (run, key, safe) => intend.run(blobOfId(run), key, safe ? 1 : 0),
    draw: (run, key, result) => draw.run(blobOfId(run), key, result),
    record: (run, key, safe, result) => record.run(blobOfId(run), key, safe ? 1 : 0, result),
    forget: run => forget.run(blobOfId(run))
  }
}
