import { changeRunTexts, changeTexts, isJsonObject } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId } from '../../schema/uid.ts'
import type { ConcealedRequest } from '../../store.ts'

/** Minimum length of a redacted text. A shorter text occurs in other texts by chance. */
const LEAST = 4

type Change = (text: string) => string

/**
 * Applies `change` to the texts of a step. All texts in its `outputs` are values; the rest also contains
 * descriptions, which stay unchanged.
 */
const changeStep = (step: unknown, change: Change): unknown => {
  if (!isJsonObject(step) || !('outputs' in step)) return changeRunTexts(step, change)
  const { outputs, ...rest } = step
  const next = typeof outputs === 'string' ? outputs : changeTexts(outputs, change)
  return { ...(changeRunTexts(rest, change) as object), outputs: next }
}

const changeSteps = (steps: unknown, change: Change): unknown =>
  Array.isArray(steps) ? steps.map(step => changeStep(step, change)) : steps

const columns: Record<string, (value: unknown, change: Change) => unknown> = {
  detail: changeRunTexts,
  steps: changeSteps,
  result: changeTexts,
  record: changeTexts
}

/**
 * Parses a JSON text and applies `changed` to it. Returns null when the result is the same or the text is
 * invalid.
 */
const changeJson = (json: string, changed: (value: unknown) => unknown): string | null => {
  try {
    const value: unknown = JSON.parse(json)
    const next = JSON.stringify(changed(value))
    return next === JSON.stringify(value) ? null : next
  } catch {
    return null
  }
}

/** Creates the function that redacts secrets in the runs of a delivery. It needs a transaction. */
export const createConcealRuns = (
  db: Database
): ((request: Pick<ConcealedRequest, 'id' | 'secrets' | 'mark'>) => void) => {
  const scrubs = Object.entries(columns).map(([column, changeValue]) => {
    const holding = db.prepare<[Buffer, string], { id: number; json: string }>(
      `select id, ${column} as json from runs
       where delivery = (select id from deliveries where uid = ?) and instr(${column}, ?) > 0`
    )
    const put = db.prepare<[string, number]>(`update runs set ${column} = ? where id = ?`)
    return (uid: Buffer, secret: string, mark: string): void => {
      const change: Change = text => text.replaceAll(secret, () => mark)
      for (const { id, json } of holding.all(uid, JSON.stringify(secret).slice(1, -1))) {
        const next = changeJson(json, value => changeValue(value, change))
        if (next !== null) put.run(next, id)
      }
    }
  })
  return ({ id, secrets, mark }) => {
    const uid = blobOfId(id)
    for (const secret of secrets.filter(({ length }) => length >= LEAST)) {
      for (const scrub of scrubs) scrub(uid, secret, mark)
    }
  }
}
