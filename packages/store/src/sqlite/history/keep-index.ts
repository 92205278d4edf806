import type { RunStatus } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import type { Indexed } from '../../resources/history/search.ts'
import { textOfArrived } from '../../resources/history/searched-texts.ts'
import type { IndexChange, TextIndex } from './text-index.ts'
import type { StoredTexts } from './texts.ts'

/** Maximum size of one indexing batch, which takes a few milliseconds. */
const MOST = { rows: 100, characters: 128 * 1024 }

/** Number of rounds after which changes are committed, unless the work ends earlier. */
const COMMIT_ROUNDS = 20

interface Stale {
  id: number
  delivery: number | null
  run: number | null
}

/**
 * Returns true while a run's text may change without a row in `stale_texts`, which only ended and waiting
 * runs get.
 */
const isBeingRun = (status: RunStatus['is'] | undefined): boolean =>
  status === 'queued' || status === 'running'

/**
 * Creates the function that indexes the database, one round per call. A round returns true when more work is
 * due immediately. `forget` deletes processed rows of `stale_texts`, up to the given id.
 */
export const createKeepIndex = (params: {
  db: Database
  texts: StoredTexts
  index: TextIndex
  forget: (note: number) => Promise<void>
}): (() => Promise<boolean>) => {
  const { db, texts, index, forget } = params
  const stale = db.prepare<[number], Stale>('select id, delivery, run from stale_texts order by id limit ?')
  const newest = {
    deliveries: db.prepare<[], number | null>('select max(id) from deliveries').pluck(),
    runs: db.prepare<[], number | null>('select max(id) from runs').pluck()
  }
  const behind = {
    deliveries: db
      .prepare<[number, number], number>('select id from deliveries where id > ? order by id limit ?')
      .pluck(),
    runs: db.prepare<[number, number], number>('select id from runs where id > ? order by id limit ?').pluck()
  }
  /**
   * Query of the runs whose texts contain data of a delivery: its runs, and all runs in the chains that they
   * started.
   */
  const runsOf = db
    .prepare<[{ delivery: number }], number>(
      `select id from runs where delivery = @delivery and record_index is null
       union select c.run from runs r join calls c on c.root = r.id where r.delivery = @delivery`
    )
    .pluck()
  const statusOf = db.prepare<[number], RunStatus['is']>('select status from runs where id = ?').pluck()
  /** Last open run that was checked; 0 to start again. */
  let openAt = 0
  let rounds = 0

  const putDelivery = (change: IndexChange, id: number): number => {
    const arrived = texts.arrived(id)
    const text = arrived === null ? '' : textOfArrived(arrived)
    if (text === '') change.remove('deliveries', id)
    else change.put('deliveries', id, text)
    return text.length
  }

  const putRun = (change: IndexChange, id: number): number => {
    const status = statusOf.get(id)
    const text = status === undefined ? '' : texts.ofRun(id)
    if (text === '') change.remove('runs', id)
    else change.put('runs', id, text)
    if (isBeingRun(status)) change.addOpen(id)
    else change.removeOpen(id)
    return text.length
  }

  const put = { deliveries: putDelivery, runs: putRun }

  /**
   * Indexes the rows listed in `stale_texts` again. Returns the id of the last processed entry; null for
   * none.
   */
  const follow = (change: IndexChange): number | null => {
    const notes = stale.all(MOST.rows)
    for (const { delivery, run } of notes) {
      if (delivery !== null && delivery <= index.reached('deliveries')) putDelivery(change, delivery)
      const touched = delivery === null ? [run ?? 0] : runsOf.all({ delivery })
      for (const one of touched) if (one <= index.reached('runs')) putRun(change, one)
    }
    return notes.at(-1)?.id ?? null
  }

  /**
   * Moves the indexed position back after the newest rows were deleted, since new rows reuse their rowids.
   */
  const stepBack = (change: IndexChange, of: Indexed): void => {
    const last = newest[of].get() ?? 0
    if (last < index.reached(of)) change.reach(of, last)
  }

  const lookAtOpen = (change: IndexChange): void => {
    const open = index.openRuns(openAt, MOST.rows)
    openAt = open.length < MOST.rows ? 0 : (open.at(-1) ?? 0)
    for (const run of open) {
      if (!isBeingRun(statusOf.get(run))) putRun(change, run)
    }
  }

  const takeIn = (change: IndexChange, of: Indexed): boolean => {
    const ids = behind[of].all(index.reached(of), MOST.rows)
    let characters = 0
    for (const id of ids) {
      characters += put[of](change, id)
      change.reach(of, id)
      if (characters >= MOST.characters) return true
    }
    return ids.length === MOST.rows
  }

  return async () => {
    let followed: number | null = null
    let isBehind = false
    index.change(change => {
      followed = follow(change)
      for (const of of ['deliveries', 'runs'] as const) stepBack(change, of)
      lookAtOpen(change)
      const more = [takeIn(change, 'deliveries'), takeIn(change, 'runs')]
      isBehind = followed !== null || more.some(Boolean)
    })
    rounds += 1
    if (!isBehind || followed !== null || rounds >= COMMIT_ROUNDS) {
      index.keep()
      rounds = 0
    }
    if (followed !== null) await forget(followed)
    return isBehind
  }
}
