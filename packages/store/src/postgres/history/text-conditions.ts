import type { SearchTerm } from '@hookwright/model'
import { type SQL, sql } from 'drizzle-orm'
import { needlesOf } from '../../resources/history/needles.ts'
import { folded } from '../../resources/history/searched-texts.ts'

/** Characters that neither JSON nor the text form of bytes escapes, and whose case folds alike everywhere. */
const plain = /[ !#-[\]-~]+/g

const escapeLike = (text: string): string => text.replace(/[%_]/g, '\\$&')

/** Returns patterns that a text with all search terms matches, and a few other texts, too. */
export const patternsOf = (
  sought: SearchTerm[],
  isUseful: (part: string) => boolean = () => true
): string[] => {
  const parts = new Set(sought.flatMap(needlesOf).flatMap(text => folded(text).match(plain) ?? []))
  return [...parts].filter(isUseful).map(part => `%${escapeLike(part)}%`)
}

/** SQL of the texts of rows, worded as in their indexes. */
export const TEXTS = {
  payloads: 'text_of_request(query, headers, body)',
  runs: 'text_of_run(detail, steps, result, record)'
} as const

/** SQL of the text of payload `p`. */
const requestText = sql.raw('text_of_request(p.query, p.headers, p.body)')

/** SQL of the own text of run `r`. */
const runText = sql.raw('text_of_run(r.detail, r.steps, r.result, r.record)')

const allOf = (conditions: SQL[]): SQL =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`

/** Returns the SQL condition that payload `p` may contain all search terms. */
export const mayBeInRequest = (sought: SearchTerm[]): SQL =>
  allOf(patternsOf(sought).map(pattern => sql`${requestText} like ${pattern}`))

/** Returns the SQL condition that run `r` and payload `p`, where it has one, may contain all search terms. */
export const mayBeInRun = (sought: SearchTerm[]): SQL =>
  allOf(
    patternsOf(sought).map(pattern => sql`(${runText} like ${pattern} or ${requestText} like ${pattern})`)
  )
