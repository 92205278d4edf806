import { hasEnded, type Millis, type RunStatus } from '@hookwright/model'
import { BATCH_SIZE, readCursor, writeCursor } from '../../statements/batch.ts'
import type { KeepingStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { createIsOpen } from '../deliveries/erase-delivery.ts'
import { type AgeOfRows, createAges } from '../rows/age-of-rows.ts'
import { createValueTaker } from '../rows/take-values.ts'

const parts = ['payloads', 'traces'] as const

interface Payload {
  id: number
  status: string
  at: Millis
  bytes: number
}

interface Trace {
  id: number
  at: Millis
  status: RunStatus['is']
  delivery: number | null
  bytes: number | null
}

/**
 * Creates the deletion of old payloads and traces, in the order of writing, up to where only young
 * ones follow. Runs of registrations and similar attempts are deleted with their attempts.
 */
export const createForgetValues = ({ db, write }: SqliteFile): KeepingStore['forgetValues'] => {
  const taker = createValueTaker(db)
  const isOpen = createIsOpen(db)
  const ages = { payloads: createAges(db, 'deliveries'), traces: createAges(db, 'runs') }
  const payloads = db.prepare<[number, number], Payload>(
    `select d.id, d.status, d.received_at as at, octet_length(p.body) as bytes
     from payloads p join deliveries d on d.id = p.delivery where p.delivery > ? order by p.delivery limit ?`
  )
  const traces = db.prepare<[number, number], Trace>(
    `select id, started_at as at, status, delivery,
       case when (delivery is not null or subscription is null or id in (select run from calls)) and (steps is not null or result is not null)
         then octet_length(steps) + coalesce(octet_length(result), 0) end as bytes
     from runs where id > ? order by id limit ?`
  )

  /** Processes rows up to a limit. Returns the number of changed rows and the last row read, null at the end. */
  const over = <Row extends { id: number; at: Millis; bytes: number | null }>(
    rows: Row[],
    age: AgeOfRows,
    act: (row: Row) => boolean
  ): { done: number; behind: number | null } => {
    let done = 0
    let bytes = 0
    for (const row of rows) {
      const is = age.of(row)
      if (is === 'end') return { done, behind: null }
      if (is === 'old' && act(row)) {
        done++
        bytes += row.bytes ?? 0
      }
      if (done === BATCH_SIZE.changed || bytes >= BATCH_SIZE.bytes) return { done, behind: row.id }
    }
    return { done, behind: rows.length < BATCH_SIZE.looked ? null : (rows.at(-1)?.id ?? null) }
  }

  return ({ before, after }) =>
    write(() => {
      const { part, behind } = readCursor(parts, after)
      const gone =
        part === 'payloads'
          ? over(payloads.all(behind, BATCH_SIZE.looked), ages.payloads(before), ({ id, status }) => {
              if (status === 'accepted' || isOpen(id)) return false
              taker.takePayload(id)
              return true
            })
          : over(
              traces.all(behind, BATCH_SIZE.looked),
              ages.traces(before),
              ({ id, status, delivery, bytes }) => {
                if (bytes === null || !hasEnded({ is: status }) || (delivery !== null && isOpen(delivery)))
                  return false
                taker.takeTrace(id)
                return true
              }
            )
      return { done: gone.done, next: writeCursor(parts, part, gone.behind) }
    })
}
