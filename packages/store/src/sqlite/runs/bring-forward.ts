import type { Millis, RunStatus } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import type { WaitStore } from '../../store.ts'

/** Number of waiting runs checked in one transaction, so that other writers do not wait for long. */
const BATCH = 200

type Limits = Parameters<WaitStore['bringForward']>[0]
type Waiting = Extract<RunStatus, { is: 'waiting' }>

/** Returns the latest possible due time of a run planned by a correct clock. */
const latestOf = ({ until, waitsFor }: Waiting, { now, retry, held }: Limits): Millis => {
  switch (waitsFor.is) {
    case 'retry':
      return now + retry
    case 'held':
      return now + held
    case 'asked':
      return now
    case 'time': {
      const { since } = waitsFor
      return since === undefined || since <= now ? until : now + (until - since)
    }
  }
}

/**
 * Returns the status of a waiting run; null for an unreadable one, which must not block the others.
 */
const readWaiting = (detail: string | null): Waiting | null => {
  try {
    const status: Waiting | null = detail === null ? null : JSON.parse(detail)
    return typeof status?.until === 'number' && typeof status.waitsFor?.is === 'string' ? status : null
  } catch {
    return null
  }
}

const plannedAnew = (status: Waiting, until: Millis, now: Millis): Waiting => ({
  ...status,
  until,
  waitsFor: status.waitsFor.is === 'time' ? { ...status.waitsFor, since: now } : status.waitsFor
})

/**
 * Corrects the due times of some waiting runs. `next` is the next position. Needs a transaction.
 */
export type BringForward = (
  limits: Limits,
  from: number
) => { moved: { uid: Buffer; of: Buffer }[]; next: number | null }

export const createBringForward = (db: Database): BringForward => {
  const waiting = db.prepare<[number], { run: number; uid: Buffer; of: Buffer; detail: string | null }>(
    `select w.run, r.uid, coalesce(s.uid, f.uid) as "of", r.detail from waits w
       join runs r on r.id = w.run
       join flows f on f.id = r.flow
       left join subscriptions s on s.id = r.subscription
     where w.run >= ? and r.status = 'waiting' order by w.run limit ${BATCH}`
  )
  const tell = db.prepare('update runs set detail = ? where id = ?')
  // One whose subscription runs nothing is taken up by what its row says.
  const move = db.prepare('update waits set until = ? where run = ? and until is not null')
  return (limits, from) => {
    const batch = waiting.all(from)
    const moved = batch.filter(({ run, detail }) => {
      const status = readWaiting(detail)
      if (status === null) return false
      const latest = latestOf(status, limits)
      if (status.until <= latest) return false
      tell.run(JSON.stringify(plannedAnew(status, latest, limits.now)), run)
      move.run(latest, run)
      return true
    })
    const last = batch.at(-1)
    return { moved, next: last === undefined || batch.length < BATCH ? null : last.run + 1 }
  }
}
