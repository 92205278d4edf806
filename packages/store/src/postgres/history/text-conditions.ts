import type { SearchTerm } from '@hookwright/model'
import { type SQL, sql } from 'drizzle-orm'
import { needlesOf } from '../../resources/history/needles.ts'
import { folded } from '../../resources/history/searched-texts.ts'

/**
 * Characters that are never escaped in JSON or in PostgreSQL's bytea text, and whose case folding is the same
 * everywhere.
 */
const plain = /[ !#-[\]-~]+/g

const escapeLike = (text: string): string => text.replace(/[%_]/g, '\\$&')

/** Returns `like` patterns that every text with all search terms matches. Other texts may match, too. */
export const patternsOf = (
  sought: SearchTerm[],
  isUseful: (part: string) => boolean = () => true
): string[] => {
  const parts = new Set(sought.flatMap(needlesOf).flatMap(text => folded(text).match(plain) ?? []))
  return [...parts].filter(isUseful).map(part => `%${escapeLike(part)}%`)
}

/** SQL expressions of the indexed texts. They must be identical to those in the index definitions. */
export const TEXTS = {
  payloads: 'text_of_request(query, headers, body)',
  runs: 'text_of_run(detail, steps, result, record)'
} as const

/** SQL expression of the text of payload `p`. */
const requestText = sql.raw('text_of_request(p.query, p.headers, p.body)')

/** SQL expression of the text of run `r`, without its request. */
const runText = sql.raw('text_of_run(r.detail, r.steps, r.result, r.record)')

const allOf = (conditions: SQL[]): SQL =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`

/** Returns the SQL condition that payload `p` may contain all search terms. */
export const mayBeInRequest = (sought: SearchTerm[]): SQL =>
  allOf(patternsOf(sought).map(pattern => sql`${requestText} like ${pattern}`))

/** Returns the SQL condition that run `r` or its payload `p` may contain all search terms. */
export const mayBeInRun = (sought: SearchTerm[]): SQL =>
  allOf(
    patternsOf(sought).map(pattern => sql`(${runText} like ${pattern} or ${requestText} like ${pattern})`)
  )
