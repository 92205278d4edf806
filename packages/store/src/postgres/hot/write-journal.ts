import type { Id } from '@hookwright/model'
import { blobOfId } from '../../schema/uid.ts'
import type { Steps } from '../../statements/steps.ts'
import { insertAll, overwriting, type Query, type Send } from './insert-rows.ts'

/** Row of a run's journal: an effect, a draw or the state of a waiting step. */
export interface JournalEntry {
  run: Id
  key: string
  safe: boolean
  /** Result as a text; null for an effect that is about to be sent. */
  result: string | null
}

const rowOf = ({ run, key, safe, result }: JournalEntry) => ({
  run: blobOfId(run),
  key,
  safe: safe ? 1 : 0,
  result
})

/** Records effects that are about to be sent, and draws. Rows that are there are unchanged. */
export const keepNewEntries = (query: Query, entries: readonly JournalEntry[]): Steps<void> =>
  insertAll(query, 'journal', entries.map(rowOf), 'on conflict do nothing')

/** Records ends of effects and states of steps over what is there. Of the same key, the last is kept. */
export const keepResults = (query: Query, entries: readonly JournalEntry[]): Steps<void> => {
  const latest = new Map(entries.map(entry => [`${entry.run}/${entry.key}`, entry]))
  return insertAll(
    query,
    'journal',
    [...latest.values()].map(rowOf),
    overwriting('run, key', ['safe', 'result'])
  )
}

/** Deletes the rows of runs that have ended. */
export function* forgetJournals(query: Query | Send, ids: readonly Id[]): Steps<void> {
  if (ids.length > 0) yield* query('delete from journal where run = any($1)', [ids.map(blobOfId)])
}
