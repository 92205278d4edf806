import { sql } from 'drizzle-orm'
import type { Tables } from '../../schema/tables.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'

/** Tables with indexed texts, and the rowid column of each. */
export const indexedTables = { payloads: 'delivery', runs: 'id' } as const

export type IndexedTable = keyof typeof indexedTables

/** Text index of one range of rows: those with rowids above `after`, up to and including `upTo`. */
export interface Segment {
  name: string
  after: number
  upTo: number
  /** True if the index is completely built. */
  isValid: boolean
  /**
   * True while the index is being built. An index that is neither valid nor building was left by an
   * interrupted build.
   */
  isBuilding: boolean
}

export const nameOf = (table: IndexedTable, after: number, upTo: number): string =>
  `${table}_texts_${after}_${upTo}`

/** Returns the SQL condition of a segment's rows, identical to the condition of its partial index. */
export const rangeOfSegment = (
  table: IndexedTable,
  { after, upTo }: { after: number; upTo: number }
): string => `${indexedTables[table]} > ${after} and ${indexedTables[table]} <= ${upTo}`

/** Returns the text indexes of a table, oldest first. */
export function* readSegments(reading: Tables, table: IndexedTable): Steps<Segment[]> {
  const rows = yield* rawRows<Omit<Segment, 'after' | 'upTo'>>(
    reading,
    sql`select cast(c.relname as text) as name, i.indisvalid as "isValid",
        exists (select 1 from pg_stat_progress_create_index p where p.index_relid = c.oid) as "isBuilding"
      from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = cast(${table} as regclass) and c.relname like ${`${table}\\_texts\\_%`}`
  )
  return rows
    .flatMap(row => {
      const [, after, upTo] = /_texts_(\d+)_(\d+)$/.exec(row.name) ?? []
      return after === undefined ? [] : [{ ...row, after: Number(after), upTo: Number(upTo) }]
    })
    .toSorted((one, other) => one.after - other.after || other.upTo - one.upTo)
}

/**
 * Returns the valid indexes that cover the table from its oldest row without a gap. Larger indexes take
 * precedence.
 */
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

/** Returns the rowids of the oldest and the newest row of a table; 0 for an empty table. */
export function* readEnds(reading: Tables, table: IndexedTable): Steps<{ oldest: number; newest: number }> {
  const id = sql.raw(indexedTables[table])
  const [ends] = yield* rawRows<{ oldest: number | null; newest: number | null }>(
    reading,
    sql`select min(${id}) as oldest, max(${id}) as newest from ${sql.raw(table)}`
  )
  return { oldest: ends?.oldest ?? 0, newest: ends?.newest ?? 0 }
}

/** Returns the text indexes that searches can use. */
export function* readChain(reading: Tables, table: IndexedTable): Steps<Segment[]> {
  const segments = yield* readSegments(reading, table)
  if (segments.length === 0) return []
  return chainOf(segments, (yield* readEnds(reading, table)).oldest)
}
