import { hasRule, isRuled } from '../../statements/conditions.ts'
import type { KeepingStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

const parts = ['accepted', 'open', 'aside'] as const

/** Start of a batch: part, subscription if read one by one, and rowid. */
interface Place {
  part: (typeof parts)[number]
  subscription: number
  behind: number
}

/** Open run, and its delivery if that must be marked. */
interface Open {
  at: number
  delivery: number | null
}

/** Number of rows read at once, and those that one batch checks and marks. */
const CHUNK = 200
const PIECE = { looked: 2_000, marked: 200 }

const start: Place = { part: 'accepted', subscription: 0, behind: 0 }

const readPlace = (after: string | null): Place => {
  const [name, subscription, behind] = after?.split(':') ?? []
  const part = parts.find(candidate => candidate === name)
  return part === undefined ? start : { part, subscription: Number(subscription), behind: Number(behind) }
}

const writePlace = ({ part, subscription, behind }: Place): string => `${part}:${subscription}:${behind}`

const toMark = 'case when d.redact_due = 0 and d.redacted is null and'

const withFlow = `left join subscriptions s on s.id = d.subscription left join flows f on f.id = s.flow`

/**
 * Creates the marking of open deliveries: those that wait for their first run, then begun runs,
 * then runs that wait or are on hold, by subscription. Each uses a partial index, so that its cost
 * depends on the open ones.
 */
export const createMarkDue = ({ db, read, write }: SqliteFile): KeepingStore['markDue'] => {
  const accepted = db.prepare<[number, number], Open>(
    `select d.id as at, ${toMark} ${isRuled} then d.id end as delivery
     from deliveries d indexed by deliveries_accepted ${withFlow}
     where d.status = 'accepted' and d.id > ? order by d.id limit ?`
  )
  const runsOf = (index: string, which: string): string =>
    `select r.id as at, ${toMark} ${isRuled} then d.id end as delivery
     from runs r indexed by ${index} left join deliveries d on d.id = r.delivery ${withFlow}
     where ${which} and r.id > ? order by r.id limit ?`
  const open = db.prepare<[number, number], Open>(runsOf('runs_open', "r.status in ('queued', 'running')"))
  const isAside = "status in ('waiting', 'on-hold')"
  const aside = db.prepare<[number, number, number], Open>(
    runsOf('runs_set_aside_for', `r.${isAside} and r.subscription = ?`)
  )
  const nextSubscription = db
    .prepare<[number], number | null>(
      `select min(subscription) from runs indexed by runs_set_aside_for where ${isAside} and subscription > ?`
    )
    .pluck()
  const hasRules = db.prepare<[], number>(`select ${hasRule}`).pluck()
  const mark = db.prepare('update deliveries set redact_due = 1 where id = ? and redact_due = 0')
  // The database itself notes only what is settled: what is due when it arrives is in no index that would have to be told.
  const noteStale = db.prepare('insert into stale_texts (delivery) values (?)')

  const rowsAt = ({ part, subscription, behind }: Place): Open[] => {
    switch (part) {
      case 'accepted':
        return accepted.all(behind, CHUNK)
      case 'open':
        return open.all(behind, CHUNK)
      case 'aside':
        return aside.all(subscription, behind, CHUNK)
    }
  }

  /** Returns the position after some rows; null at the end. */
  const placeBehind = (place: Place, rows: Open[]): Place | null => {
    const last = rows.at(-1)
    if (rows.length === CHUNK && last !== undefined) return { ...place, behind: last.at }
    if (place.part === 'accepted') return { ...start, part: 'open' }
    const subscription = nextSubscription.get(place.part === 'open' ? 0 : place.subscription) ?? null
    return subscription === null ? null : { part: 'aside', subscription, behind: 0 }
  }

  return async after => {
    if (!(await read(() => hasRules.get() === 1))) return { done: 0, next: null }
    return write(() => {
      let place: Place | null = readPlace(after)
      let looked = 0
      let done = 0
      while (place !== null && looked < PIECE.looked && done < PIECE.marked) {
        const rows = rowsAt(place)
        for (const { delivery } of rows) {
          if (delivery === null || mark.run(delivery).changes === 0) continue
          noteStale.run(delivery)
          done++
        }
        looked += rows.length + 1
        place = placeBehind(place, rows)
      }
      return { done, next: place && writePlace(place) }
    })
  }
}
