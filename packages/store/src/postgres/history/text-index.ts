import { sql } from 'drizzle-orm'
import { afterFull, type SearchIndex } from '../../resources/history/search.ts'
import type { Tables } from '../../schema/tables.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import { patternsOf, REQUEST_TEXT } from './text-conditions.ts'

/** Index of the texts of deliveries after one rowid, up to another. */
export interface Segment {
  name: string
  after: number
  upTo: number
  /** True once it is built. */
  isValid: boolean
  /** True while it is being built. One that is neither was left behind by a stop. */
  isBuilding: boolean
}

const NAME = /^payloads_texts_(\d+)_(\d+)$/

export const nameOf = (after: number, upTo: number): string => `payloads_texts_${after}_${upTo}`

/** Reads the indexes of texts, from the oldest. */
export function* readSegments(reading: Tables): Steps<Segment[]> {
  const rows = yield* rawRows<Omit<Segment, 'after' | 'upTo'>>(
    reading,
    sql`select cast(c.relname as text) as name, i.indisvalid as "isValid",
        exists (select 1 from pg_stat_progress_create_index p where p.index_relid = c.oid) as "isBuilding"
      from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = cast('payloads' as regclass) and c.relname like 'payloads\\_texts\\_%'`
  )
  return rows
    .flatMap(row => {
      const [, after, upTo] = NAME.exec(row.name) ?? []
      return after === undefined ? [] : [{ ...row, after: Number(after), upTo: Number(upTo) }]
    })
    .toSorted((one, other) => one.after - other.after || other.upTo - one.upTo)
}

/** Returns the built indexes that follow each other without a gap from the oldest payload on, the larger ones first. */
export const chainOf = (segments: Segment[], oldest: number): Segment[] => {
  const chain: Segment[] = []
  for (const segment of segments) {
    const end = chain.at(-1)?.upTo
    const follows =
      end === undefined ? segment.after < oldest && segment.upTo >= oldest : segment.after === end
    if (segment.isValid && follows) chain.push(segment)
  }
  return chain
}

function* readChain(reading: Tables): Steps<Segment[]> {
  const segments = yield* readSegments(reading)
  if (segments.length === 0) return []
  const [row] = yield* rawRows<{ oldest: number | null }>(
    reading,
    sql`select min(delivery) as oldest from payloads`
  )
  return chainOf(segments, row?.oldest ?? 0)
}

/** Three characters by which the index finds a text. */
const indexable = /[a-z0-9]{3}/

/**
 * Index of the requests of deliveries: trigrams of closed ranges, so that an arrival updates none.
 * Runs are scanned.
 */
export const postgresTextIndex: SearchIndex = {
  reached: function* (reading, of) {
    if (of === 'runs') return 0
    const chain = yield* readChain(reading)
    return chain.at(-1)?.upTo ?? 0
  },
  finderOf: sought => {
    const patterns = patternsOf(sought, part => indexable.test(part))
    if (patterns.length === 0) return null
    const conditions = patterns.map(pattern => sql`${sql.raw(REQUEST_TEXT)} like ${pattern}`)
    return function* (reading, _, { before, from, most }) {
      const segment = (yield* readChain(reading)).findLast(({ after }) => after < before - 1)
      if (segment === undefined) return { ids: [], next: null }
      const range = sql.raw(`delivery > ${segment.after} and delivery <= ${segment.upTo}`)
      const rows = yield* rawRows<{ id: number }>(
        reading,
        sql`with found as materialized (
            select delivery as id from payloads where ${range} and ${sql.join(conditions, sql` and `)}
          ) select id from found where id < ${before} and id >= ${from} order by id desc limit ${most}`
      )
      const ids = rows.map(({ id }) => id)
      const older = segment.after >= from ? segment.after + 1 : null
      return { ids, next: afterFull(ids, most) ?? older }
    }
  }
}
