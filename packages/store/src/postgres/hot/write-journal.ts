import type { Id } from '@hookwright/model'
import { blobOfId } from '../../schema/uid.ts'
import type { Steps } from '../../statements/steps.ts'
import { insertAll, overwriting, type Query, type Send } from './insert-rows.ts'

/** Journal entry of a run: an effect, a random draw or the state of a waiting step. */
export interface JournalEntry {
  run: Id
  key: string
  safe: boolean
  /** Result as JSON text; `null` for an effect before it is sent. */
  result: string | null
}

const rowOf = ({ run, key, safe, result }: JournalEntry) => ({
  run: blobOfId(run),
  key,
  safe: safe ? 1 : 0,
  result
})

/** Inserts journal entries for new effects and random draws. Existing entries stay unchanged. */
export const keepNewEntries = (query: Query, entries: readonly JournalEntry[]): Steps<void> =>
  insertAll(query, 'journal', entries.map(rowOf), 'on conflict do nothing')

/**
 * Inserts or overwrites journal entries with results of effects and states of steps. Of several entries with
 * the same key, the last one counts.
 */
export const keepResults = (query: Query, entries: readonly JournalEntry[]): Steps<void> => {
  const latest = new Map(entries.map(entry => [`${entry.run}/${entry.key}`, entry]))
  return insertAll(
    query,
    'journal',
    [...latest.values()].map(rowOf),
    overwriting('run, key', ['safe', 'result'])
  )
}

/** Deletes the journals of runs that have ended. */
export function* forgetJournals(query: Query | Send, ids: readonly Id[]): Steps<void> {
  if (ids.length > 0) yield* query('delete from journal where run = any($1)', [ids.map(blobOfId)])
}
