import { sql } from 'drizzle-orm'
import type { Arrived, Texts, TextsRead } from '../../resources/history/search.ts'
import {
  isSearchable,
  type RunTexts,
  runTextColumns,
  runTextTables,
  textOfRun
} from '../../resources/history/searched-texts.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import { arrayOf } from './history-sql.ts'

/** Amount of one query: large, since another process reads, and each query takes a round trip. */
const SLICE = { rows: 1_000, bytes: 4 * 1024 * 1024 }

interface ArrivedRow {
  id: number
  query: string | null
  headers: string | null
  body: Buffer | null
}

interface RunRow extends RunTexts, Omit<ArrivedRow, 'id'> {
  id: number
  /** True for a run within the size. */
  fits: boolean
}

const requestOf = ({ query, headers, body }: Omit<ArrivedRow, 'id'>): Arrived | null =>
  query === null || headers === null || body === null ? null : { query, headers, body }

/** Returns the ids, from the newest, before the first one that did not fit. */
const fitting = (ids: number[], leftOut: Set<number>): number[] => {
  const end = ids.findIndex(id => leftOut.has(id))
  return end < 0 ? ids : ids.slice(0, end)
}

/** Texts of a search. Ids are given from the newest to the oldest. */
export const postgresTexts: Texts = {
  slice: SLICE,
  arrived: function* (reading, ids, most): Steps<TextsRead<Arrived | null>> {
    const rows = yield* rawRows<ArrivedRow>(
      reading,
      sql`select sized.id, p.query, p.headers, p.body from (
          select p.delivery as id,
            sum(octet_length(p.body)) over (order by p.delivery desc) - octet_length(p.body) as newer
          from payloads p join deliveries d on d.id = p.delivery
          where p.delivery = any(${arrayOf(ids)}) and ${sql.raw(isSearchable)}
        ) sized left join payloads p on p.delivery = sized.id and sized.newer < ${most}`
    )
    const found = new Map(rows.map(row => [row.id, requestOf(row)]))
    const leftOut = new Set(rows.filter(({ body }) => body === null).map(({ id }) => id))
    const texts = fitting(ids, leftOut).map(id => found.get(id) ?? null)
    return { texts, bytes: texts.reduce((sum, text) => sum + (text?.body.byteLength ?? 0), 0) }
  },
  ofRuns: function* (reading, ids, most) {
    const rows = yield* rawRows<RunRow>(
      reading,
      sql`with sized as (
          select r.id, sum(size) over (order by r.id desc) - size as newer from (
            select r.id, coalesce(octet_length(r.steps), 0) + coalesce(octet_length(r.result), 0)
              + coalesce(octet_length(p.body), 0) as size
            from runs r left join payloads p on p.delivery = r.delivery and r.record_index is null
            where r.id = any(${arrayOf(ids)})
          ) r
        ), texts as (
          select r.id, ${sql.raw(runTextColumns)}, d.redact_due from ${sql.raw(runTextTables)}
          where r.id in (select id from sized where newer < ${most})
        )
        select sized.id, texts.id is not null as fits, texts.detail, texts.steps, texts.result, texts.record,
          p.query, p.headers, p.body
        from sized left join texts on texts.id = sized.id
          left join payloads p on p.delivery = texts.delivery and texts.redact_due = 0`
    )
    const found = new Map(rows.map(row => [row.id, row]))
    const leftOut = new Set(rows.filter(({ fits }) => !fits).map(({ id }) => id))
    const texts = fitting(ids, leftOut).map(id => {
      const row = found.get(id)
      return row === undefined ? '' : textOfRun(row, requestOf(row))
    })
    return { texts, bytes: texts.reduce((sum, text) => sum + text.length, 0) }
  }
}
