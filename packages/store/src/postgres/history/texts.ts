import { sql } from 'drizzle-orm'
import type { Arrived, Texts, TextsRead } from '../../resources/history/search.ts'
import {
  isSearchable,
  type RunTexts,
  runTextColumns,
  runTextTables,
  textOfRun
} from '../../resources/history/searched-texts.ts'
import { rawRows } from '../../statements/steps.ts'
import { arrayOf } from './history-sql.ts'
import { mayBeInRequest, mayBeInRun } from './text-conditions.ts'

/**
 * Maximum size of one query. It is large, since the database reads in another process and each query takes a
 * round trip.
 */
const SLICE = { rows: 1_000, bytes: 4 * 1024 * 1024 }

/** Stored request. All its members are null if the search need not read it. */
interface StoredRequest {
  query: string | null
  headers: string | null
  body: Buffer | null
}

interface Sized {
  id: number
  size: number
  /** True if the row fits within the maximum size. */
  fits: boolean
}

const requestOf = ({ query, headers, body }: StoredRequest): Arrived | null =>
  query === null || headers === null || body === null ? null : { query, headers, body }

/**
 * Returns the texts of the requested rows in order. Stops before the first row that exceeds the maximum size.
 */
const fittingTexts = <Row extends Sized, Text>(
  ids: number[],
  rows: Row[],
  textOf: (row: Row | undefined) => Text
): TextsRead<Text> => {
  const found = new Map(rows.map(row => [row.id, row]))
  const end = ids.findIndex(id => found.get(id)?.fits === false)
  const fitting = (end < 0 ? ids : ids.slice(0, end)).map(id => found.get(id))
  return { texts: fitting.map(textOf), bytes: fitting.reduce((sum, row) => sum + (row?.size ?? 0), 0) }
}

/** Reads texts for a search. The database skips most rows that cannot match. */
export const postgresTexts: Texts = {
  slice: SLICE,
  arrived: function* (reading, { ids, most, sought }) {
    // `offset 0` keeps the texts of other rows from being looked through.
    const rows = yield* rawRows<Sized & StoredRequest>(
      reading,
      sql`select sized.id, sized.size, sized.newer < ${most} as fits, p.query, p.headers, p.body from (
          select p.delivery as id, octet_length(p.body) as size,
            sum(octet_length(p.body)) over (order by p.delivery desc) - octet_length(p.body) as newer
          from payloads p join deliveries d on d.id = p.delivery
          where p.delivery = any(${arrayOf(ids)}) and ${sql.raw(isSearchable)}
        ) sized left join lateral (
          select * from payloads p
          where p.delivery = sized.id and sized.newer < ${most} and ${mayBeInRequest(sought)} offset 0
        ) p on true`
    )
    return fittingTexts(ids, rows, row => (row === undefined ? null : requestOf(row)))
  },
  ofRuns: function* (reading, { ids, most, sought }) {
    const rows = yield* rawRows<Sized & StoredRequest & RunTexts>(
      reading,
      sql`with sized as materialized (
          select r.id, size, sum(size) over (order by r.id desc) - size as newer from (
            select r.id, coalesce(octet_length(r.steps), 0) + coalesce(octet_length(r.result), 0)
              + coalesce(octet_length(p.body), 0) as size
            from runs r left join payloads p on p.delivery = r.delivery and r.record_index is null
            where r.id = any(${arrayOf(ids)})
          ) r
        ), candidates as materialized (
          select r.id from sized join runs r on r.id = sized.id
            left join payloads p on p.delivery = r.delivery and r.record_index is null
          where sized.newer < ${most} and ${mayBeInRun(sought)}
        ), texts as (
          select r.id, ${sql.raw(runTextColumns)}, d.redact_due from ${sql.raw(runTextTables)}
          where r.id in (select id from candidates)
        )
        select sized.id, sized.size, sized.newer < ${most} as fits,
          texts.detail, texts.steps, texts.result, texts.record, p.query, p.headers, p.body
        from sized left join texts on texts.id = sized.id
          left join payloads p on p.delivery = texts.delivery and texts.redact_due = 0`
    )
    return fittingTexts(ids, rows, row => (row === undefined ? '' : textOfRun(row, requestOf(row))))
  }
}
