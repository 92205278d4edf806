import { hasEnded, type Millis, type RunStatus } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { readCursor, writeCursor } from '../../statements/batch.ts'
import type { Database } from '../../statements/database.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { KeepingStore } from '../../store.ts'
import { createAges } from './age-of-rows.ts'
import { type BatchDatabase, lockDeliveries } from './open-deliveries.ts'
import { takePayloads, takeTraces } from './take-values.ts'

const parts = ['payloads', 'traces'] as const

/** Row with values, and the delivery that the values belong to. */
interface Row {
  id: number
  at: Millis
  delivery: number | null
  bytes: number | null
}

interface Payload extends Row {
  status: string
}

interface Trace extends Row {
  status: RunStatus['is']
}

/** Rows to clear, and the last row read; null at the end. */
interface Taken {
  ids: number[]
  behind: number | null
}

/**
 * Chooses the rows to clear: old rows that have no open delivery and fit into the batch. Rows are in the
 * order of writing.
 */
function* choose<Of extends Row>(
  database: BatchDatabase,
  params: { table: 'deliveries' | 'runs'; before: Millis; rows: Of[]; fits: (row: Of) => boolean }
): Steps<Taken> {
  const { table, before, rows, fits } = params
  const { batch } = database
  const age = createAges(database.tables, table, before)
  const found: { row: Of; isOld: boolean }[] = []
  let isAtEnd = rows.length < batch.looked
  let [count, size] = [0, 0]
  for (const row of rows) {
    const is = yield* age.ageOf(row)
    if (is === 'end') {
      isAtEnd = true
      break
    }
    const isOld = is === 'old' && fits(row)
    found.push({ row, isOld })
    if (isOld) {
      count += 1
      size += row.bytes ?? 0
    }
    if (count === batch.changed || size >= batch.bytes) {
      isAtEnd = false
      break
    }
  }
  const old = found.filter(({ isOld }) => isOld).map(({ row }) => row)
  const open = yield* lockDeliveries(
    database,
    old.flatMap(({ delivery }) => (delivery === null ? [] : [delivery]))
  )
  const ids = old.filter(({ delivery }) => delivery === null || !open.has(delivery)).map(({ id }) => id)
  return { ids, behind: isAtEnd ? null : (found.at(-1)?.row.id ?? null) }
}

function* forgetPayloads(database: BatchDatabase, before: Millis, behind: number): Steps<Taken> {
  const rows = yield* rawRows<Payload>(
    database.tables,
    sql`select d.id, d.id as delivery, d.status, d.received_at as at, octet_length(p.body) as bytes
      from payloads p join deliveries d on d.id = p.delivery
      where p.delivery > ${behind} order by p.delivery limit ${database.batch.looked}`
  )
  const fits = ({ status }: Payload): boolean => status !== 'accepted'
  const taken = yield* choose(database, { table: 'deliveries', before, rows, fits })
  yield* takePayloads(database.tables, taken.ids)
  return taken
}

function* forgetTraces(database: BatchDatabase, before: Millis, behind: number): Steps<Taken> {
  const rows = yield* rawRows<Trace>(
    database.tables,
    sql`select id, started_at as at, status, delivery,
        case when (delivery is not null or subscription is null or exists (select 1 from calls c where c.run = runs.id))
            and (steps is not null or result is not null)
          then coalesce(octet_length(steps), 0) + coalesce(octet_length(result), 0) end as bytes
      from runs where id > ${behind} order by id limit ${database.batch.looked}`
  )
  const fits = ({ status, bytes }: Trace): boolean => bytes !== null && hasEnded({ is: status })
  const taken = yield* choose(database, { table: 'runs', before, rows, fits })
  yield* takeTraces(database.tables, taken.ids)
  return taken
}

/**
 * Creates the store method that deletes old payloads and traces, in the order of writing, until only young
 * rows follow. Runs of registrations and similar attempts are deleted with their attempts.
 */
export const createForgetValues =
  (database: Database): KeepingStore['forgetValues'] =>
  ({ before, after }) =>
    database.write(function* () {
      const { part, behind } = readCursor(parts, after)
      const forget = part === 'payloads' ? forgetPayloads : forgetTraces
      const taken = yield* forget(database, before, behind)
      return { done: taken.ids.length, next: writeCursor(parts, part, taken.behind) }
    })
