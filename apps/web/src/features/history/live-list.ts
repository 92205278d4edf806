import type { Id, Millis } from '@hookwright/model'
import { replaceEqualDeep } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  countNew,
  type ListedRow,
  type LoadedRows,
  type PageOf,
  withNewest,
  withOlder,
  withoutNew
} from './merge-pages.ts'

/** State of a live list. */
export interface LiveListState<Row> {
  /** Loaded rows; null until the first response. */
  held: LoadedRows<Row> | null
  /** Error of the last read of the newest rows, or null. */
  fault: unknown
  /** Error of the last read of older rows, or null. */
  olderFault: unknown
  /** True while older rows are being read. */
  isReadingOlder: boolean
  /** True while the list is paused; new rows are then only counted. */
  isStill: boolean
  waiting: { count: number; more: boolean }
  /** Ids of the rows that have just arrived. */
  fresh: ReadonlySet<Id>
  /** Number of rows that arrived since the list was opened. */
  came: number
}

/** A list, newest first, that refetches itself when an invalidation arrives. */
export interface LiveList<Row> {
  store: StoreApi<LiveListState<Row>>
  /** Starts fetching. Returns a function that stops it. */
  open: () => () => void
  /** Marks the list as outdated. It is refetched immediately, or right after the fetch in progress. */
  touch: () => void
  /** Pauses or resumes the list. On resuming, the rows counted during the pause are shown. */
  stand: (still: boolean) => void
  readOlder: () => Promise<void>
}

/** Dependencies of a live list. */
export interface LiveListOptions<Row> {
  /** Fetches a page: the newest rows, or rows older than the row `before`. */
  read: (before: Id | null) => Promise<PageOf<Row>>
  /** Returns the arrival time of a row. */
  at: (row: Row) => Millis
  clock: () => Millis
  after: (wait: Millis, run: () => void) => void
  /** Pause after a fetch, as a multiple of the fetch's duration. Above 1 for expensive fetches. */
  restTimes?: number
}

/** Minimum pause between two fetches, in milliseconds. */
const REST = 60

/**
 * Retry delays after a failed read, in milliseconds.
 * The delay doubles from `soonest` up to `latest`.
 */
const retryIn = { soonest: 1_000, latest: 15_000 }

/**
 * Duration for which a row counts as new, in milliseconds. It equals the fade-out of the row's background.
 */
const FRESH_FOR = 1_200

const none: ReadonlySet<Id> = new Set()
const noneWaiting = { count: 0, more: false }

/** Reuses the previous objects of unchanged rows, so that these rows are not rendered again. */
const withSameRows = <Row extends ListedRow>(
  held: LoadedRows<Row> | null,
  page: PageOf<Row>
): PageOf<Row> => {
  const before = new Map(held?.rows.map(row => [row.id, row]))
  return { ...page, rows: page.rows.map(row => replaceEqualDeep(before.get(row.id), row)) }
}

/**
 * Opens an empty live list.
 *
 * It fetches one page at a time and then pauses at least as long as the fetch took. Under any load, the
 * browser therefore fetches at most half of the time.
 */
export const openLiveList = <Row extends ListedRow>(params: LiveListOptions<Row>): LiveList<Row> => {
  const { read, at, clock, after, restTimes = 1 } = params
  const store = createStore<LiveListState<Row>>(() => ({
    held: null,
    fault: null,
    olderFault: null,
    isReadingOlder: false,
    isStill: false,
    waiting: noneWaiting,
    fresh: none,
    came: 0
  }))
  let isBusy = false
  let isTouched = false
  let isClosed = true
  let failures = 0
  /** Newest page that was fetched while the list was paused. */
  let unseen: PageOf<Row> | null = null
  /** Arrival times of new rows. */
  const cameAt = new Map<Id, Millis>()

  const take = (read: PageOf<Row>): void => {
    const { held, isStill } = store.getState()
    const newest = withSameRows(held, read)
    if (held !== null && isStill && held.rows.length > 0) {
      unseen = read
      store.setState({ held: withoutNew(held, newest), waiting: countNew(held, newest), fault: null })
      return
    }
    unseen = null
    const next = withNewest(held, newest, at)
    const now = clock()
    for (const [id, came] of cameAt) if (now - came > FRESH_FOR) cameAt.delete(id)
    for (const id of next.fresh) cameAt.set(id, now)
    store.setState(({ came }) => ({
      held: next.held,
      fresh: cameAt.size === 0 ? none : new Set(cameAt.keys()),
      came: came + next.fresh.length,
      waiting: noneWaiting,
      fault: null
    }))
  }

  const touch = (): void => {
    if (isClosed) return
    if (isBusy) {
      isTouched = true
      return
    }
    isBusy = true
    isTouched = false
    const began = clock()
    const rest = (): void =>
      after(REST + (clock() - began) * restTimes, () => {
        isBusy = false
        if (isTouched) touch()
      })
    read(null).then(
      newest => {
        failures = 0
        if (!isClosed) take(newest)
        rest()
      },
      (thrown: unknown) => {
        if (!isClosed) store.setState({ fault: thrown })
        rest()
        const wait = Math.min(retryIn.latest, retryIn.soonest * 2 ** failures)
        failures += 1
        const failed = failures
        // A reading that went well meanwhile, or failed anew, has made this one needless.
        after(wait, () => failures === failed && touch())
      }
    )
  }

  return {
    store,
    open: () => {
      isClosed = false
      touch()
      return () => {
        isClosed = true
      }
    },
    touch,
    stand: isStill => {
      if (store.getState().isStill === isStill) return
      store.setState({ isStill })
      if (isStill) return
      if (unseen !== null) take(unseen)
      touch()
    },
    readOlder: async () => {
      const { held, isReadingOlder } = store.getState()
      if (held === null || held.next === null || isReadingOlder) return
      store.setState({ isReadingOlder: true, olderFault: null })
      try {
        const older = await read(held.next)
        const { held: now } = store.getState()
        // Where the list has begun anew meanwhile, this part is not the one behind it.
        if (now !== null && now.next === held.next) store.setState({ held: withOlder(now, older) })
      } catch (thrown) {
        store.setState({ olderFault: thrown })
      } finally {
        store.setState({ isReadingOlder: false })
      }
    }
  }
}
