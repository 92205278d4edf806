import { type Arrival, type Delivery, findsAt, readBody, type Sought } from '@hookwright/model'
import { and, desc, eq, lt, type SQL } from 'drizzle-orm'
import { deliveryOf, selectDeliveries } from './delivery-row.ts'
import type { Span } from './look-back.ts'
import { deliveries, payloads } from './schema.ts'
import type { SqliteFile, Tables } from './sqlite-file.ts'

/** The deliveries that one look goes over, and which of them fit as far as their rows say. */
export interface Look {
  span: Span
  fits: SQL | undefined
}

/** How much of what arrived is read before others get their turn, and in one look. */
const SLICE = { rows: 200, bytes: 512 * 1024 }
const MOST_BYTES = 64 * 1024 * 1024

/** Rows of a look behind one, newest first. */
export const rowsOf = (reading: Tables, { fits }: Look, before: number, most: number) =>
  selectDeliveries(reading)
    .where(and(lt(deliveries.id, before), fits))
    .orderBy(desc(deliveries.id))
    .limit(most)
    .all()

const decoder = new TextDecoder()

type Test = (contentType: string, arrival: Omit<Arrival, 'method'>) => boolean

/** Makes a test of what arrived. Words are found however they are capitalised; a value only in JSON and in forms. */
const testOf = (sought: Sought): Test => {
  if ('path' in sought) {
    const finds = findsAt(sought)
    return (contentType, { body }) => finds(readBody(contentType, body).value)
  }
  const words = sought.text.toLowerCase()
  const has = (text: string): boolean => text.toLowerCase().includes(words)
  return (_, { query, headers, body }) => has(decoder.decode(body)) || has(query) || headers.some(has)
}

/** Others get their turn. */
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/**
 * Looks through what arrived, newest first, a slice in each turn of the event loop so that what arrives meanwhile does not
 * wait. `end` is where the look ended before its deliveries did.
 */
export const createSearch = (list: SqliteFile['list']) => {
  /** One slice: what was found, how much was read, and where it ended; null when nothing is left. */
  const readSlice = (reading: Tables, look: Look, given: { before: number; most: number; test: Test }) => {
    const rows = rowsOf(reading, look, given.before, SLICE.rows)
    const found: Delivery[] = []
    let bytes = 0
    let before: number | null = null
    for (const row of rows) {
      if (bytes >= SLICE.bytes || found.length >= given.most) return { found, bytes, before }
      before = row.id
      // What is still to be taken out of it cannot be found either.
      if (row.redactDue) continue
      const payload = reading.select().from(payloads).where(eq(payloads.delivery, row.id)).get()
      if (payload === undefined) continue
      bytes += payload.body.byteLength
      if (given.test(row.contentType, payload)) found.push(deliveryOf(row))
    }
    return { found, bytes, before: rows.length < SLICE.rows ? null : before }
  }

  return async (
    look: Look,
    sought: Sought[],
    limit: number
  ): Promise<{ rows: Delivery[]; end: number | null }> => {
    const tests = sought.map(testOf)
    const test: Test = (contentType, arrival) => tests.every(holds => holds(contentType, arrival))
    const rows: Delivery[] = []
    let bytes = 0
    let before = look.span.before
    for (;;) {
      const most = limit - rows.length
      const slice = await list(reading => readSlice(reading, look, { before, most, test }))
      rows.push(...slice.found)
      bytes += slice.bytes
      if (slice.before === null) return { rows, end: look.span.isLast ? null : look.span.from }
      if (rows.length >= limit || bytes >= MOST_BYTES) return { rows, end: slice.before }
      before = slice.before
      await turn()
    }
  }
}
